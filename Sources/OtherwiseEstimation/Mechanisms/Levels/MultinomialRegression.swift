import Foundation
import OtherwiseNumerics

/// Multinomial logistic regression with a small ridge, which keeps it finite where levels are told apart perfectly, or
/// without one.
struct MultinomialRegression: Sendable {
    /// Of each level but the first, against the first, `[(levels − 1) × regressors]`.
    let coefficients: [Double]
    /// Of minus the second derivative of the log-posterior.
    let factor: CholeskyFactor
    private let levels: Int

    private static let iterations = 30

    /// Newton's method with halved steps.
    ///
    /// - Parameters:
    ///   - codes: Levels from 0.
    ///   - weights: How often each row counts.
    ///   - ridge: How strongly coefficients are drawn to 0.
    init(_ codes: [Int], levels: Int, on design: Matrix, weights: [Double], ridge: Double = 0.5) {
        let width = design.columns
        let size = (levels - 1) * width
        var coefficients = [Double](repeating: 0, count: size)
        var factor = CholeskyFactor([], size: 0)
        var value = -Double.infinity
        var step = [Double](repeating: 0, count: size)
        for _ in 0..<Self.iterations {
            var moved = zip(coefficients, step).map(+)
            var shares = Self.shares(moved, levels: levels, design)
            var found = Self.logPosterior(moved, shares, codes, weights, ridge)
            for _ in 0..<20 where found < value - 1e-9 {
                step = step.map { $0 / 2 }
                moved = zip(coefficients, step).map(+)
                shares = Self.shares(moved, levels: levels, design)
                found = Self.logPosterior(moved, shares, codes, weights, ridge)
            }
            coefficients = moved
            factor = CholeskyFactor(Self.information(shares, weights, design, ridge), size: size)
            if found - value < 1e-8 * max(abs(found), 1) { break }
            value = found
            step = factor.solve(Self.gradient(moved, shares, codes, weights, design, ridge))
        }
        (self.coefficients, self.factor, self.levels) = (coefficients, factor, levels)
    }

    /// The probability of each level, level by level.
    func shares(_ design: Matrix) -> [[Double]] { Self.shares(coefficients, levels: levels, design) }

    /// Coefficients from the normal approximation of the posterior.
    func draw(using generator: inout SeededGenerator) -> [Double] {
        zip(coefficients, factor.solveTransposed(generator.normals(coefficients.count))).map(+)
    }

    /// The logits of all levels, the first being 0.
    @inline(__always)
    static func logits(_ coefficients: [Double], levels: Int, _ row: some RandomAccessCollection<Double>) -> [Double] {
        let width = row.count
        return [0]
            + (0..<(levels - 1)).map { level in
                var sum = 0.0
                for (place, value) in row.enumerated() { sum += coefficients[level * width + place] * value }
                return sum
            }
    }

    /// The probability of each level, level by level.
    private static func shares(_ coefficients: [Double], levels: Int, _ design: Matrix) -> [[Double]] {
        var result = [[Double]](repeating: [Double](repeating: 0, count: design.rows), count: levels)
        for row in 0..<design.rows {
            let start = row * design.columns
            let logits = logits(coefficients, levels: levels, design.values[start..<(start + design.columns)])
            let total = logits.logSumExp
            for level in 0..<levels { result[level][row] = exp(logits[level] - total) }
        }
        return result
    }

    private static func logPosterior(
        _ coefficients: [Double], _ shares: [[Double]], _ codes: [Int], _ weights: [Double], _ ridge: Double
    ) -> Double {
        let fit = codes.indices.reduce(0.0) { $0 + weights[$1] * log(max(shares[codes[$1]][$1], 1e-300)) }
        return fit - ridge / 2 * coefficients.dot(coefficients)
    }

    private static func gradient(
        _ coefficients: [Double], _ shares: [[Double]], _ codes: [Int], _ weights: [Double], _ design: Matrix,
        _ ridge: Double
    ) -> [Double] {
        let slopes = shares.indices.dropFirst().flatMap { level in
            design.transposedTimes(
                codes.indices.map { weights[$0] * ((codes[$0] == level ? 1 : 0) - shares[level][$0]) })
        }
        return zip(slopes, coefficients).map { $0 - ridge * $1 }
    }

    /// Minus the second derivative.
    private static func information(_ shares: [[Double]], _ weights: [Double], _ design: Matrix, _ ridge: Double)
        -> [Double]
    {
        let (width, others) = (design.columns, shares.count - 1)
        let size = width * others
        var result = [Double](repeating: 0, count: size * size)
        for one in 0..<others {
            for other in 0...one {
                let (p, q) = (shares[one + 1], shares[other + 1])
                let block = design.gram(
                    weights: weights.indices.map { weights[$0] * p[$0] * ((one == other ? 1 : 0) - q[$0]) })
                for left in 0..<width {
                    for right in 0..<width {
                        let value = block[left * width + right]
                        result[(one * width + left) * size + other * width + right] = value
                        result[(other * width + right) * size + one * width + left] = value
                    }
                }
            }
        }
        for place in 0..<size { result[place * size + place] += ridge }
        return result
    }
}

extension [Double] {
    /// `log Σ exp`, by the largest.
    var logSumExp: Double {
        let largest = self.max() ?? 0
        return largest + log(reduce(0) { $0 + exp($1 - largest) })
    }
}
