import Foundation
import OtherwiseNumerics

/// The sums that a penalised least-squares fit needs, of some rows; those of several parts add up.
struct RidgeEquations: Sendable {
    private(set) var gram: [Double]
    private(set) var right: [Double]
    private(set) var square: Double
    private(set) var rows: Double
    let size: Int

    init(_ design: Matrix, _ target: [Double]) {
        gram = design.gram(weights: [Double](repeating: 1, count: design.rows))
        right = design.transposedTimes(target)
        square = target.dot(target)
        (rows, size) = (Double(design.rows), design.columns)
    }

    static func - (all: RidgeEquations, part: RidgeEquations) -> RidgeEquations { all.joined(with: part, times: -1) }

    static func + (one: RidgeEquations, other: RidgeEquations) -> RidgeEquations { one.joined(with: other, times: 1) }

    private func joined(with other: RidgeEquations, times sign: Double) -> RidgeEquations {
        var both = self
        for place in gram.indices { both.gram[place] += sign * other.gram[place] }
        for place in right.indices { both.right[place] += sign * other.right[place] }
        both.square += sign * other.square
        both.rows += sign * other.rows
        return both
    }

    /// The fit with `penalty` on the squares of all coefficients but the first `free`.
    ///
    /// It is the posterior under independent normal coefficients of variance σ²/penalty.
    func solved(penalty: Double, free: Int) -> RidgeFit {
        var penalized = gram
        for place in 0..<size { penalized[place * size + place] += place < free ? 1e-9 * rows : penalty }
        let factor = CholeskyFactor(penalized, size: size)
        let coefficients = factor.solve(right)
        let left = max(square - coefficients.dot(right), 1e-12 * max(square, 1e-300))
        let variance = left / max(rows - Double(free), 1)
        // Of the target given the penalty, the free coefficients and the variance integrated out (restricted likelihood).
        let evidence =
            -0.5
            * ((rows - Double(free)) * log(variance) + factor.logDeterminant
                - Double(size - free) * log(penalty))
        return RidgeFit(coefficients: coefficients, variance: variance, evidence: evidence, factor: factor)
    }
}

/// A penalised fit with its uncertainty.
struct RidgeFit: Sendable {
    let coefficients: [Double]
    /// Of the residuals.
    let variance: Double
    /// The logarithm of the marginal likelihood, up to a constant.
    let evidence: Double
    fileprivate let factor: CholeskyFactor

    fileprivate init(coefficients: [Double], variance: Double, evidence: Double, factor: CholeskyFactor) {
        (self.coefficients, self.variance, self.evidence, self.factor) = (coefficients, variance, evidence, factor)
    }

    /// Coefficients from the posterior; intervals from it hold the truth as often as they say on average over the rows,
    /// bias counted in (Wahba 1983, Nychka 1988).
    func draw(using generator: inout SeededGenerator) -> [Double] {
        let step = factor.solveTransposed(generator.normals(coefficients.count))
        let deviation = variance.squareRoot()
        return zip(coefficients, step).map { $0 + deviation * $1 }
    }
}
