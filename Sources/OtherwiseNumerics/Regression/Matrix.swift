/// Numbers in rows and columns, stored row by row.
package struct Matrix: Sendable, Hashable {
    package let rows: Int
    package let columns: Int
    /// Row-major, `[rows × columns]`.
    package let values: [Double]

    private init(rows: Int, columns: Int, values: [Double]) {
        (self.rows, self.columns, self.values) = (rows, columns, values)
    }

    /// - Parameter columns: All of one length, `[columns][rows]`.
    package init(columns: [[Double]], rows: Int) {
        self.rows = rows
        self.columns = columns.count
        var values = [Double](repeating: 0, count: rows * columns.count)
        for (place, column) in columns.enumerated() {
            for row in 0..<rows { values[row * columns.count + place] = column[row] }
        }
        self.values = values
    }

    /// - Parameter rows: At least one, all of one length.
    package init(rows: [[Double]]) {
        self.init(rows: rows.count, columns: rows.first?.count ?? 0, values: rows.flatMap(\.self))
    }

    /// Some of the rows.
    package func selecting(_ rows: [Int]) -> Matrix {
        Matrix(
            rows: rows.count, columns: columns,
            values: rows.flatMap { values[($0 * columns)..<(($0 + 1) * columns)] })
    }

    /// `Aᵀ diag(w) A`, row-major and symmetric, `[columns × columns]`.
    package func gram(weights: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: columns * columns)
        result.withUnsafeMutableBufferPointer { result in
            values.withUnsafeBufferPointer { values in
                for first in stride(from: 0, to: rows, by: 4) {
                    addProducts(of: first, weights, values, to: result)
                }
            }
        }
        for left in 0..<columns {
            for right in 0..<left { result[right * columns + left] = result[left * columns + right] }
        }
        return result
    }

    /// Of four rows, so that each sum is read and written once for all of them.
    private func addProducts(
        of first: Int, _ weights: [Double], _ values: UnsafeBufferPointer<Double>,
        to result: UnsafeMutableBufferPointer<Double>
    ) {
        func start(_ place: Int) -> Int { min(first + place, rows - 1) * columns }
        func weight(_ place: Int) -> Double { first + place < rows ? weights[first + place] : 0 }
        let (a, b, c, d) = (start(0), start(1), start(2), start(3))
        let share = (weight(0), weight(1), weight(2), weight(3))
        for left in 0..<columns {
            let own = (
                share.0 * values[a + left], share.1 * values[b + left], share.2 * values[c + left],
                share.3 * values[d + left]
            )
            for right in 0...left {
                result[left * columns + right] +=
                    own.0 * values[a + right] + own.1 * values[b + right] + own.2 * values[c + right]
                    + own.3 * values[d + right]
            }
        }
    }

    /// `Aᵀ v`, `[columns]`.
    package func transposedTimes(_ vector: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: columns)
        values.withUnsafeBufferPointer { values in
            for row in 0..<rows where vector[row] != 0 {
                for column in 0..<columns { result[column] += vector[row] * values[row * columns + column] }
            }
        }
        return result
    }

    /// `A v`, `[rows]`.
    package func times(_ vector: [Double]) -> [Double] {
        values.withUnsafeBufferPointer { values in
            (0..<rows).map { row in
                var sum = 0.0
                for column in 0..<columns { sum += values[row * columns + column] * vector[column] }
                return sum
            }
        }
    }

    /// The same rows with more columns on the right, each of `rows` numbers.
    package func appending(_ more: [[Double]]) -> Matrix {
        let width = columns + more.count
        var values = [Double](repeating: 0, count: rows * width)
        for row in 0..<rows {
            for column in 0..<columns { values[row * width + column] = self.values[row * columns + column] }
            for (place, column) in more.enumerated() { values[row * width + columns + place] = column[row] }
        }
        return Matrix(rows: rows, columns: width, values: values)
    }
}
