/// The numbers of a row that are not 0, with their columns in ascending order.
package struct SparseRow: Sendable, Hashable {
    package private(set) var columns: [Int] = []
    package private(set) var values: [Double] = []

    package init() {}

    /// - Parameter dense: One number per column.
    package init(_ dense: [Double]) {
        columns = Array(dense.indices)
        values = dense
    }

    /// - Parameter entries: Numbers of one column are added up.
    package init(adding entries: some Sequence<(column: Int, value: Double)>) {
        for (column, value) in entries.sorted(by: { $0.column < $1.column }) {
            if column == columns.last { values[values.count - 1] += value } else { append(value, at: column) }
        }
    }

    /// Adds a number at a column beyond all others.
    package mutating func append(_ value: Double, at column: Int) {
        columns.append(column)
        values.append(value)
    }

    /// The cosine of the angle between two rows; 0 where one is all 0.
    package func cosine(_ other: SparseRow) -> Double {
        var (own, its, product) = (0, 0, 0.0)
        while own < columns.count, its < other.columns.count {
            if columns[own] == other.columns[its] { product += values[own] * other.values[its] }
            if columns[own] <= other.columns[its] { own += 1 } else { its += 1 }
        }
        let lengths = length * other.length
        return lengths > 0 ? product / lengths : 0
    }

    private var length: Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
