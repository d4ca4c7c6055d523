/// A sum of small regression trees over binned columns (Friedman 2001).
///
/// Every tree is complete: `2^depth − 1` splits, by levels, and `2^depth` leaves. A node that is not split sends all
/// rows to the left.
struct BoostedTrees: Sendable, Hashable {
    let columns: BinnedColumns
    let base: Double
    let depth: Int
    private(set) var splits: [Split] = []
    private(set) var leaves: [Double] = []

    struct Split: Sendable, Hashable {
        var column: UInt8 = 0
        /// The last bin that goes to the left.
        var bin = UInt8.max
    }

    init(columns: BinnedColumns, base: Double, depth: Int) {
        (self.columns, self.base, self.depth) = (columns, base, depth)
    }

    var rounds: Int { leaves.count >> depth }

    mutating func append(splits: [Split], leaves: [Double]) {
        self.splits += splits
        self.leaves += leaves
    }

    func values(_ parents: [[Double]], count: Int) -> [Double] {
        let codes = parents.enumerated().flatMap { columns.codes($1, column: $0) }
        var sums = [Double](repeating: base, count: count)
        sums.withUnsafeMutableBufferPointer { sums in
            codes.withUnsafeBufferPointer { codes in for tree in 0..<rounds { add(tree, codes, to: sums) } }
        }
        return sums
    }

    /// The value of one row.
    func value(_ parents: [Double]) -> Double {
        let codes = parents.enumerated().map { columns.code($1, column: $0) }
        let (inner, outer) = ((1 << depth) - 1, 1 << depth)
        var sum = base
        for tree in 0..<rounds {
            var node = 0
            for _ in 0..<depth {
                let split = splits[tree * inner + node]
                node = 2 * node + (codes[Int(split.column)] > split.bin ? 2 : 1)
            }
            sum += leaves[tree * outer + node - inner]
        }
        return sum
    }

    /// Adds what one tree says of every row.
    ///
    /// - Parameter codes: Column by column, as long as `sums` each.
    private func add(_ tree: Int, _ codes: UnsafeBufferPointer<UInt8>, to sums: UnsafeMutableBufferPointer<Double>) {
        let (inner, count) = ((1 << depth) - 1, sums.count)
        let leaves = leaves[(tree << depth)..<((tree + 1) << depth)]
        let own = splits[(tree * inner)..<((tree + 1) * inner)].map { (start: Int($0.column) * count, bin: $0.bin) }
        own.withUnsafeBufferPointer { splits in
            leaves.withUnsafeBufferPointer { leaves in
                for row in 0..<count {
                    var node = 0
                    for _ in 0..<depth {
                        let split = splits[node]
                        node = 2 * node + (codes[split.start + row] > split.bin ? 2 : 1)
                    }
                    sums[row] += leaves[node - inner]
                }
            }
        }
    }
}
