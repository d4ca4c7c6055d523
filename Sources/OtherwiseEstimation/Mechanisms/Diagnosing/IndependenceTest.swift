import Foundation
import OtherwiseNumerics

/// Tests of independence that need no form of dependence.
enum IndependenceTest {
    /// The p-value of the Hilbert–Schmidt criterion, by its gamma approximation (Gretton et al. 2008): small where the
    /// two depend on each other in any way.
    ///
    /// - Parameters:
    ///   - x: Row by row.
    ///   - y: Row by row, of the same rows; at least 8.
    /// - Complexity: O(rows²).
    static func hilbertSchmidt(_ x: [[Double]], _ y: [[Double]]) -> Double {
        let rows = x.count
        guard rows >= 8, y.count == rows else { return 1 }
        let (one, other) = (Kernel(x), Kernel(y))
        let n = Double(rows)
        var (sum, squares) = (0.0, 0.0)
        for row in 0..<rows {
            for column in (row * rows)..<(row * rows + row) {
                let product = one.centred[column] * other.centred[column]
                sum += 2 * product
                squares += product * product / 18
            }
            sum += one.centred[row * rows + row] * other.centred[row * rows + row]
        }
        let variance = 72 * (n - 4) * (n - 5) / (n * (n - 1) * (n - 2) * (n - 3)) * squares / (n * (n - 1))
        let mean = (1 + one.mean * other.mean - one.mean - other.mean) / n
        guard variance > 0, mean > 0 else { return 1 }
        return GammaDistribution.upperTail(sum / n, shape: mean * mean / variance, scale: n * variance / mean)
    }

    /// Gaussian similarities of all pairs of rows.
    private struct Kernel {
        let centred: [Double]
        /// Off the diagonal.
        let mean: Double

        init(_ points: [[Double]]) {
            let rows = points.count
            var kernel = Self.likenesses(points)
            let means = (0..<rows).map { kernel[($0 * rows)..<(($0 + 1) * rows)].reduce(0, +) / Double(rows) }
            let all = means.reduce(0, +) / Double(rows)
            for row in 0..<rows {
                for other in 0..<rows { kernel[row * rows + other] += all - means[row] - means[other] }
            }
            centred = kernel
            mean = (all * Double(rows) - 1) / Double(rows - 1)
        }

        /// `exp(−d² / m)` with the median `m` of the squares that are not 0, `[rows × rows]`.
        private static func likenesses(_ points: [[Double]]) -> [Double] {
            let rows = points.count
            var kernel = squares(points)
            let scale = OrderStatistics.selectedMedian(kernel.filter { $0 > 0 }) ?? 1
            for row in 0..<rows {
                for other in 0..<row {
                    let likeness = exp(-kernel[row * rows + other] / scale)
                    kernel[row * rows + other] = likeness
                    kernel[other * rows + row] = likeness
                }
                kernel[row * rows + row] = 1
            }
            return kernel
        }

        /// The squared distances of each row to those before it, `[rows × rows]`; 0 on and above the diagonal.
        private static func squares(_ points: [[Double]]) -> [Double] {
            let rows = points.count, width = points.first?.count ?? 0
            let flat = points.flatMap(\.self)
            var squares = [Double](repeating: 0, count: rows * rows)
            for row in 0..<rows {
                for other in 0..<row {
                    var square = 0.0
                    for place in 0..<width {
                        let distance = flat[row * width + place] - flat[other * width + place]
                        square += distance * distance
                    }
                    squares[row * rows + other] = square
                }
            }
            return squares
        }
    }

    /// The p-value of the generalised covariance measure (Shah and Peters 2020): small where what is left of two
    /// variables, once others have been taken out of both, still goes together.
    static func residualCovariance(_ one: [Double], _ other: [Double]) -> Double {
        let products = zip(one, other).map(*)
        let count = Double(products.count)
        let mean = products.reduce(0, +) / count
        let variance = products.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        guard variance > 0 else { return 1 }
        return erfc(abs(mean) * (count / variance / 2).squareRoot())
    }
}
