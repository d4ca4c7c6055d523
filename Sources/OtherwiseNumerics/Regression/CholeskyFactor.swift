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
        var lower = [Double](repeating: 0, count: size * size)
        var redundant: [Int] = []
        lower.withUnsafeMutableBufferPointer { lower in
            /// What is left of an entry once the columns before it are taken out.
            func rest(_ row: Int, _ column: Int) -> Double {
                var sum = matrix[row * size + column]
                for place in 0..<column { sum -= lower[row * size + place] * lower[column * size + place] }
                return sum
            }
            for column in 0..<size {
                let pivot = rest(column, column)
                guard pivot > tolerance * matrix[column * size + column], pivot > 0 else {
                    redundant.append(column)
                    for earlier in 0..<column { lower[column * size + earlier] = 0 }
                    continue
                }
                lower[column * size + column] = pivot.squareRoot()
                for row in (column + 1)..<max(size, column + 1) {
                    lower[row * size + column] = rest(row, column) / lower[column * size + column]
                }
            }
        }
        (self.lower, self.redundant) = (lower, redundant)
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
