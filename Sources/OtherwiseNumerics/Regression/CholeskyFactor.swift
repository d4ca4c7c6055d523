import Foundation

/// A symmetric positive semidefinite matrix as `L Lᵀ`.
///
/// A column that the columns before it already span is left out: it solves to 0. So a system with redundant columns
/// still has a solution, the one that a regression without them has.
package struct CholeskyFactor: Sendable {
    package let size: Int
    private let lower: [Double]
    /// The columns that earlier ones span.
    package let redundant: [Int]

    /// - Parameters:
    ///   - matrix: Row-major, `[size × size]`.
    ///   - tolerance: The share of a diagonal entry below which what is left of it counts as nothing.
    /// - Complexity: O(size³).
    package init(_ matrix: [Double], size: Int, tolerance: Double = 1e-11) {
        self.size = size
        // Below the diagonal, what the columns so far leave of the matrix; in columns that are done, the factor.
        var lower = matrix
        var redundant: [Int] = []
        var done = [Double](repeating: 0, count: size)
        lower.withUnsafeMutableBufferPointer { lower in
            done.withUnsafeMutableBufferPointer { done in
                for column in 0..<size {
                    let pivot = lower[column * size + column]
                    for after in (column + 1)..<max(size, column + 1) { lower[column * size + after] = 0 }
                    guard pivot > tolerance * matrix[column * size + column], pivot > 0 else {
                        redundant.append(column)
                        for earlier in 0..<column { lower[column * size + earlier] = 0 }
                        for row in column..<size { lower[row * size + column] = 0 }
                        continue
                    }
                    Self.eliminate(column, root: pivot.squareRoot(), from: lower, size: size, done)
                }
            }
        }
        (self.lower, self.redundant) = (lower, redundant)
    }

    /// Takes a column out of the rows below it, row by row.
    ///
    /// - Parameter done: For the column, to work in.
    private static func eliminate(
        _ column: Int, root: Double, from lower: UnsafeMutableBufferPointer<Double>, size: Int,
        _ done: UnsafeMutableBufferPointer<Double>
    ) {
        lower[column * size + column] = root
        for row in (column + 1)..<max(size, column + 1) {
            let share = lower[row * size + column] / root
            lower[row * size + column] = share
            done[row] = share
            let own = lower.baseAddress.map { $0 + row * size }
            guard let own, let done = done.baseAddress else { return }
            for place in (column + 1)..<(row + 1) { own[place] -= share * done[place] }
        }
    }

    /// A factor that is known: row-major, `[size × size]`, no 0 on the diagonal.
    package init(lower: [Double], size: Int) { (self.lower, self.size, redundant) = (lower, size, []) }

    /// The solution of `A x = right`, 0 in the places of redundant columns.
    package func solve(_ right: [Double]) -> [Double] { solveTransposed(solveForward(right)) }

    /// The solution of `L x = right`.
    package func solveForward(_ right: [Double]) -> [Double] {
        var solution = right
        lower.withUnsafeBufferPointer { lower in
            for row in 0..<size {
                let pivot = lower[row * size + row]
                var rest = solution[row]
                for earlier in 0..<row { rest -= lower[row * size + earlier] * solution[earlier] }
                solution[row] = pivot == 0 ? 0 : rest / pivot
            }
        }
        return solution
    }

    /// The solution of `Lᵀ x = right`.
    package func solveTransposed(_ right: [Double]) -> [Double] {
        var solution = right
        lower.withUnsafeBufferPointer { lower in
            for row in (0..<size).reversed() {
                let pivot = lower[row * size + row]
                solution[row] = pivot == 0 ? 0 : solution[row] / pivot
                for earlier in 0..<row { solution[earlier] -= lower[row * size + earlier] * solution[row] }
            }
        }
        return solution
    }

    /// `log |A|` over the columns that are not redundant.
    package var logDeterminant: Double {
        (0..<size).reduce(0) { sum, place in
            let pivot = lower[place * size + place]
            return pivot > 0 ? sum + 2 * log(pivot) : sum
        }
    }
}
