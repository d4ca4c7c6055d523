/// Numbers in at most 64 bins of about equal numbers of rows.
struct BinnedColumns: Sendable, Hashable {
    /// The upper ends of all bins but the last, ascending, `[columns][bins − 1]`.
    let edges: [[Double]]

    static let bins = 64

    init(_ columns: [[Double]]) { edges = columns.map(Self.edges) }

    /// Halfway between neighbours, so that no value lies on an edge.
    private static func edges(of column: [Double]) -> [Double] {
        let sorted = column.sorted()
        var edges: [Double] = []
        for bin in 1..<bins {
            let place = bin * sorted.count / bins
            guard place > 0, sorted[place - 1] < sorted[place] else { continue }
            let edge = sorted[place - 1] / 2 + sorted[place] / 2
            if edges.last.map({ $0 < edge }) ?? true { edges.append(edge) }
        }
        return distinct(sorted).map { values in zip(values, values.dropFirst()).map { $0 / 2 + $1 / 2 } } ?? edges
    }

    /// The values themselves, where they are few enough to have a bin each.
    private static func distinct(_ sorted: [Double]) -> [Double]? {
        var values: [Double] = []
        for value in sorted where value != values.last {
            values.append(value)
            if values.count > bins { return nil }
        }
        return values
    }

    /// How many bins a column has.
    func count(of column: Int) -> Int { edges[column].count + 1 }

    /// The bin of each value of one column.
    func codes(_ values: [Double], column: Int) -> [UInt8] {
        let ends = edges[column] + repeatElement(.infinity, count: Self.bins - 1 - edges[column].count)
        return ends.withUnsafeBufferPointer { ends in values.map { Self.code($0, ends) } }
    }

    /// The bin of a value of one column.
    func code(_ value: Double, column: Int) -> UInt8 {
        edges[column].withUnsafeBufferPointer { edges in
            var (low, high) = (0, edges.count)
            while low < high {
                let middle = (low + high) / 2
                if value > edges[middle] { low = middle + 1 } else { high = middle }
            }
            return UInt8(low)
        }
    }

    /// By halves, without a branch that could be guessed wrong.
    ///
    /// - Parameter ends: Of all bins that there can be but the last.
    @inline(__always)
    private static func code(_ value: Double, _ ends: UnsafeBufferPointer<Double>) -> UInt8 {
        var (bin, step) = (0, bins / 2)
        while step > 0 {
            bin += ends[bin + step - 1] < value ? step : 0
            step /= 2
        }
        return UInt8(truncatingIfNeeded: bin)
    }
}
