import Foundation
import OtherwiseNumerics

/// 1, the regressors, and bumps about some of the rows, made independent of each other so that one penalty suits all.
///
/// Each centre is the row that the centres before it say least about, until they say nearly all of every row: a pivoted
/// Cholesky factor of the kernel (Fine and Scheinberg 2001).
struct SmoothBasis: Sendable {
    let bumps: Bumps
    let penalty: Double
    /// Of the rows that the basis is made from.
    let design: Matrix
    private let factor: CholeskyFactor

    /// What may be left of a row's variance, as a share.
    private static let tolerance = 1e-5
    /// As many waves as a draw has: the covariance is known to a tenth or so.
    private static let waves = 100

    /// - Parameters:
    ///   - regressors: One column for each of the `lengths`.
    ///   - most: How many centres there are at most.
    init(
        _ regressors: [[Double]], lengths: [Double], likeness: Likeness = .smooth, most: Int, penalty: Double
    ) {
        self.penalty = penalty
        let kernel = PivotedKernel(
            regressors, lengths: lengths, likeness: likeness, most: most, tolerance: Self.tolerance)
        bumps = Bumps(
            centres: kernel.pivots.map { pivot in regressors.map { $0[pivot] } }, lengths: lengths, likeness: likeness)
        factor = CholeskyFactor(lower: kernel.lower, size: kernel.pivots.count)
        let rows = regressors.first?.count ?? 0
        design = Matrix(
            columns: [[Double](repeating: 1, count: rows)] + regressors + kernel.columns, rows: rows)
    }

    /// How many coefficients have no penalty.
    var free: Int { bumps.lengths.count + 1 }

    func function(_ coefficients: [Double]) -> SmoothFunction {
        SmoothFunction(
            linear: LinearFunction(Array(coefficients.prefix(free))), bumps: bumps,
            weights: factor.solveTransposed(Array(coefficients.dropFirst(free))))
    }

    /// A function whose coefficients were drawn, with what the centres leave open: far from all of them it is as uncertain
    /// as before any data (Wilson et al. 2020, equation 13).
    ///
    /// - Parameter variance: Of the residuals.
    func function(drawn coefficients: [Double], variance: Double, using generator: inout SeededGenerator)
        -> SmoothFunction
    {
        let waves = RandomWaves(
            Self.waves, lengths: bumps.lengths, deviation: (variance / penalty).squareRoot(),
            likeness: bumps.likeness, using: &generator)
        let known = factor.solve((0..<bumps.count).map { waves(bumps.centre($0)) })
        var function = function(coefficients)
        function.weights = zip(function.weights, known).map(-)
        function.waves = waves
        return function
    }
}

/// A kernel between rows as `L Lᵀ`, some rows before the others, with only the first columns of L.
private struct PivotedKernel {
    private(set) var pivots: [Int] = []
    /// The columns of L, one after the other.
    private(set) var columns: [[Double]] = []
    private let affinity: Affinity

    init(_ regressors: [[Double]], lengths: [Double], likeness: Likeness, most: Int, tolerance: Double) {
        affinity = Affinity(likeness: likeness)
        let scaled = zip(regressors, lengths).flatMap { column, length in column.map { $0 / length } }
        var left = [Double](repeating: 1, count: regressors.first?.count ?? 0)
        while pivots.count < min(most, left.count) {
            var pivot = 0
            for row in left.indices where left[row] > left[pivot] { pivot = row }
            guard left[pivot] > tolerance else { break }
            let column = column(of: pivot, scaled, rows: left.count, root: left[pivot].squareRoot())
            for row in left.indices { left[row] -= column[row] * column[row] }
            left[pivot] = 0
            pivots.append(pivot)
            columns.append(column)
        }
    }

    /// - Parameter scaled: In lengths, regressor by regressor, `[regressors × rows]`.
    private func column(of pivot: Int, _ scaled: [Double], rows: Int, root: Double) -> [Double] {
        let place = stride(from: pivot, to: scaled.count, by: max(rows, 1)).map { scaled[$0] }
        var column = [Double](repeating: 0, count: rows)
        column.withUnsafeMutableBufferPointer { column in
            place.withUnsafeBufferPointer { place in
                scaled.withUnsafeBufferPointer { affinity.heights(of: place, to: $0, into: column) }
            }
            for earlier in columns { Self.subtract(earlier, times: earlier[pivot], from: column) }
            for row in column.indices { column[row] /= root }
        }
        return column
    }

    private static func subtract(
        _ values: [Double], times share: Double, from column: UnsafeMutableBufferPointer<Double>
    ) {
        values.withUnsafeBufferPointer { values in
            for row in column.indices { column[row] -= share * values[row] }
        }
    }

    /// The rows of the pivots, in their order.
    var lower: [Double] {
        pivots.indices.flatMap { row in
            pivots.indices.map { $0 <= row ? columns[$0][pivots[row]] : 0 }
        }
    }
}
