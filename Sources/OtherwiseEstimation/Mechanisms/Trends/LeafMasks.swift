import OtherwiseNumerics

/// Boosted trees, read without walking down any: for each tree, column and bin the leaves that the splits on the column
/// leave, one bit for each. The lowest bit that is left by all columns is the leaf (QuickScorer; Lucchese et al. 2015).
/// Four trees share a word.
struct LeafMasks {
    private let base: Double
    private let groups: [Group]
    /// `[trees × leaves]`
    private let leaves: [Double]
    /// Bin by bin, for each column of each group.
    private let masks: [UInt64]

    /// Some trees that follow on one another.
    private struct Group {
        let trees: Range<Int>
        /// On which they are split, by their place among those used.
        let columns: [Int]
        /// Where the masks of the first column start.
        let start: Int
    }

    private static let together = UInt64.bitWidth / BoostedTrees.outer

    /// - Parameter used: The columns on which there are splits.
    init(_ all: BoostedTrees, used: [Int]) {
        (base, leaves) = (all.base, all.leaves)
        let places = Dictionary(uniqueKeysWithValues: zip(used, used.indices))
        var masks: [UInt64] = []
        groups = stride(from: 0, to: all.rounds, by: Self.together).map { first in
            let trees = first..<min(first + Self.together, all.rounds)
            let splits = Self.splits(all, trees, places)
            let group = Group(trees: trees, columns: Set(splits.map(\.place)).sorted(), start: masks.count)
            for column in group.columns { masks += Self.masks(splits.lazy.filter { $0.place == column }) }
            return group
        }
        self.masks = masks
    }

    /// The place of the column of a split among those used, the last bin to the left, and the leaves there.
    private typealias Split = (place: Int, bin: Int, lost: UInt64)

    private static func splits(_ all: BoostedTrees, _ trees: Range<Int>, _ places: [Int: Int]) -> [Split] {
        trees.flatMap { tree in
            all.splits(of: tree).enumerated().filter(\.element.isSplit).map { node, split in
                let shift = UInt64((tree - trees.lowerBound) * BoostedTrees.outer)
                return (places[Int(split.column)] ?? 0, Int(split.bin), left[node] << shift)
            }
        }
    }

    /// What some splits on one column leave, `[bins]`: to the right of a split its left leaves are lost.
    private static func masks(_ splits: some Sequence<Split>) -> [UInt64] {
        var lost = [UInt64](repeating: 0, count: BinnedColumns.bins + 1)
        for split in splits { lost[split.bin + 1] |= split.lost }
        for bin in 1..<BinnedColumns.bins { lost[bin] |= lost[bin - 1] }
        return lost.prefix(BinnedColumns.bins).map(~)
    }

    /// The leaves to the left of each node.
    private static let left: [UInt64] = (0..<BoostedTrees.inner).map { node in
        let level = Int.bitWidth - 1 - (node + 1).leadingZeroBitCount
        let place = node + 1 - (1 << level), width = BoostedTrees.outer >> (level + 1)
        return ((1 << width) - 1) << UInt64(2 * width * place)
    }

    private static let last = UInt64(1) << UInt64(BoostedTrees.outer - 1)
    private static let block = 512
    private static let parallel = 8_192

    /// The values of many rows; very many on all cores.
    ///
    /// - Parameter codes: The bins of the columns that are used, `[columns][count]`.
    func values(_ codes: [[UInt8]], count: Int) -> [Double] {
        guard count > Self.parallel else { return values(codes, 0..<count) }
        return concurrentMap((count + Self.parallel - 1) / Self.parallel) { part in
            values(codes, (part * Self.parallel)..<min((part + 1) * Self.parallel, count))
        }.flatMap(\.self)
    }

    private func values(_ codes: [[UInt8]], _ rows: Range<Int>) -> [Double] {
        var sums = [Double](repeating: base, count: rows.count)
        var left = [UInt64](repeating: 0, count: Self.block)
        sums.withUnsafeMutableBufferPointer { sums in
            left.withUnsafeMutableBufferPointer { left in
                for start in stride(from: 0, to: rows.count, by: Self.block) {
                    let own = UnsafeMutableBufferPointer(
                        rebasing: sums[start..<min(start + Self.block, rows.count)])
                    for group in groups {
                        keep(group, codes, from: rows.lowerBound + start, count: own.count, in: left)
                        add(group, left, to: own)
                    }
                }
            }
        }
        return sums
    }

    /// The leaves of a group's trees that are left in each row.
    private func keep(
        _ group: Group, _ codes: [[UInt8]], from start: Int, count: Int, in left: UnsafeMutableBufferPointer<UInt64>
    ) {
        left.update(repeating: .max)
        masks.withUnsafeBufferPointer { masks in
            for (place, column) in group.columns.enumerated() {
                let first = group.start + place * BinnedColumns.bins
                // Sliced, so that a column that is too short is not read past its end.
                codes[column][start..<(start + count)].withUnsafeBufferPointer { codes in
                    for row in 0..<count { left[row] &= masks[first &+ Int(codes[row])] }
                }
            }
        }
    }

    /// Adds tree after tree, as they are added for one row.
    private func add(
        _ group: Group, _ left: UnsafeMutableBufferPointer<UInt64>, to sums: UnsafeMutableBufferPointer<Double>
    ) {
        leaves[(group.trees.lowerBound * BoostedTrees.outer)...].withUnsafeBufferPointer { leaves in
            func leaf(_ left: UInt64, _ tree: Int) -> Double {
                // The last bit changes nothing, and tells the compiler that there is one.
                let own = left &>> UInt64(truncatingIfNeeded: tree &* BoostedTrees.outer) | Self.last
                return leaves[tree &* BoostedTrees.outer &+ own.trailingZeroBitCount]
            }
            guard group.trees.count == Self.together else {
                for tree in 0..<group.trees.count {
                    for row in sums.indices { sums[row] += leaf(left[row], tree) }
                }
                return
            }
            for row in sums.indices {
                let own = left[row]
                sums[row] = sums[row] + leaf(own, 0) + leaf(own, 1) + leaf(own, 2) + leaf(own, 3)
            }
        }
    }
}
