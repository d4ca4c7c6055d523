/// A symmetric positive semidefinite matrix as `L Lᵀ`.
///
/// A column that the columns before it already span is left out: it solves to 0. So a system with redundant columns
/// still has a solution, the one that a regression without them has.
package struct CholeskyFactor: Sendable {
    package let size: Int
    private var lower: [Double]
    /// The columns that earlier ones span.
    package private(set) var redundant: [Int] = []

    /// - Parameters:
    ///   - matrix: Row-major, `[size × size]`.
    ///   - tolerance: The share of a diagonal entry below which what is left of it counts as nothing.
    /// - Complexity: O(size³).
    package init(_ matrix: [Double], size: Int, tolerance: Double = 1e-11) {
        self.size = size
        lower = [Double](repeating: 0, count: size * size)
        for column in 0..<size {
            let pivot = matrix[column * size + column] - dot(column, column, upTo: column)
            guard pivot > tolerance * matrix[column * size + column], pivot > 0 else {
                redundant.append(column)
                for earlier in 0..<column { lower[column * size + earlier] = 0 }
                continue
            }
            lower[column * size + column] = pivot.squareRoot()
            for row in (column + 1)..<max(size, column + 1) {
                let rest = matrix[row * size + column] - dot(row, column, upTo: column)
                lower[row * size + column] = rest / lower[column * size + column]
            }
        }
    }

    private func dot(_ one: Int, _ other: Int, upTo end: Int) -> Double {
        var sum = 0.0
        for place in 0..<end { sum += lower[one * size + place] * lower[other * size + place] }
        return sum
    }

    /// The solution of `A x = right`, 0 in the places of redundant columns.
    package func solve(_ right: [Double]) -> [Double] {
        var solution = right
        for row in 0..<size {
            let pivot = lower[row * size + row]
            for earlier in 0..<row { solution[row] -= lower[row * size + earlier] * solution[earlier] }
            solution[row] = pivot == 0 ? 0 : solution[row] / pivot
        }
        for row in (0..<size).reversed() {
            let pivot = lower[row * size + row]
            for later in (row + 1)..<max(size, row + 1) { solution[row] -= lower[later * size + row] * solution[later] }
            solution[row] = pivot == 0 ? 0 : solution[row] / pivot
        }
        return solution
    }
}
