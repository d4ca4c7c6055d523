import OtherwiseNumerics

/// A sum of small regression trees over binned columns (Friedman 2001).
///
/// Every tree is complete: `2^depth − 1` splits, by levels, and `2^depth` leaves. A node that is not split sends all
/// rows to the left.
struct BoostedTrees: Sendable, Hashable {
    let columns: BinnedColumns
    let base: Double
    private(set) var splits: [Split] = []
    private(set) var leaves: [Double] = []

    static let depth = 4
    /// How many splits a tree has.
    static let inner = (1 << depth) - 1
    /// How many leaves a tree has.
    static let outer = 1 << depth

    struct Split: Sendable, Hashable {
        var column: UInt8 = 0
        /// The last bin that goes to the left.
        var bin = UInt8.max

        /// Whether some rows may go to the right.
        var isSplit: Bool { bin < UInt8.max }
    }

    init(columns: BinnedColumns, base: Double) { (self.columns, self.base) = (columns, base) }

    /// Of one tree, level by level.
    func splits(of tree: Int) -> ArraySlice<Split> { splits[(tree * Self.inner)..<((tree + 1) * Self.inner)] }

    /// Of one tree.
    func leaves(of tree: Int) -> [Double] { Array(leaves[(tree * Self.outer)..<((tree + 1) * Self.outer)]) }

    var rounds: Int { leaves.count / Self.outer }

    mutating func append(splits: [Split], leaves: [Double]) {
        self.splits += splits
        self.leaves += leaves
    }

    /// The values of many rows, to the bit those of each row alone. Rows with the same bins are worked out once where
    /// that spares half of the work.
    func values(_ parents: [[Double]], count: Int) -> [Double] {
        let used = Set(splits.lazy.filter(\.isSplit).map { Int($0.column) }).sorted()
        let codes = used.map { columns.codes(parents[$0], column: $0) }
        let masks = LeafMasks(self, used: used)
        guard count >= Self.leastShared,
            let shared = BinCombinations(codes, bins: used.map(columns.count(of:)), most: count / 2, rows: count)
        else { return masks.values(codes, count: count) }
        let values = masks.values(shared.codes, count: shared.count)
        return shared.places.map { values[Int($0)] }
    }

    /// Of fewer rows it is not worth while to look for those that are alike.
    private static let leastShared = 256

    /// The value of one row.
    func value(_ parents: [Double]) -> Double {
        let codes = parents.enumerated().map { columns.code($1, column: $0) }
        var sum = base
        for tree in 0..<rounds {
            var node = 0
            for _ in 0..<Self.depth {
                let split = splits[tree * Self.inner + node]
                node = 2 * node + (codes[Int(split.column)] > split.bin ? 2 : 1)
            }
            sum += leaves[tree * Self.outer + node - Self.inner]
        }
        return sum
    }
}
