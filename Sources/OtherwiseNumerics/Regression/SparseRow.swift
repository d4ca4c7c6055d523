/// The numbers of a row that are not 0, with their columns.
package struct SparseRow: Sendable, Hashable {
    package private(set) var columns: [Int] = []
    package private(set) var values: [Double] = []

    package init() {}

    /// - Parameter dense: One number per column.
    package init(_ dense: [Double]) {
        columns = Array(dense.indices)
        values = dense
    }

    /// Adds a number; numbers of one column add up wherever the row is used.
    package mutating func append(_ value: Double, at column: Int) {
        columns.append(column)
        values.append(value)
    }
}

extension SparseRow {
    /// The cosine of the angle between two rows of numbers of at least 0: 0...1; 0 where one has none.
    package func cosine(_ other: SparseRow) -> Double {
        func sums(_ row: SparseRow) -> [Int: Double] {
            zip(row.columns, row.values).reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 }
        }
        // In the order of the columns, so that the same rows give the same bits.
        func length(_ sums: [Int: Double]) -> Double {
            sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
        }
        let (own, its) = (sums(self), sums(other))
        let product = own.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * its[$1.key, default: 0] }
        let lengths = length(own) * length(its)
        return lengths > 0 ? min(product / lengths, 1) : 0
    }
}
