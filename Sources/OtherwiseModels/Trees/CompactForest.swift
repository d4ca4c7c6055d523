/// A tree ensemble laid out for speed.
///
/// A node is eight bytes and asks one question, `x > threshold`; its two children lie next to each other,
/// so that a step down is one load, one comparison and one addition, without a branch. A leaf leads to
/// itself: all rows take as many steps as the tree is deep, and several rows are under way at once.
struct CompactForest: Sendable {
    /// All nodes, tree by tree, each tree breadth first.
    var nodes: [Node] = []
    /// The contributions of each tree's nodes, `[nodes of the tree × span]`; zeros for what is not a leaf.
    var contributions: [Float] = []
    var trees: [Tree] = []
    let outputCount: Int
    /// Whether any leaf contributes to an output; the same for every row, `[outputs]`.
    let isPresent: [Bool]
    /// How a node's `link` is divided.
    let layout: Layout

    struct Node: Sendable {
        var threshold: Float
        /// The first child, in the tree; whether a missing value goes there; the column.
        var link: UInt32
    }

    struct Layout: Sendable {
        let columnBits: UInt32

        var childShift: UInt32 { columnBits + 1 }
        var columnMask: UInt32 { (1 << columnBits) - 1 }
        var missingBit: UInt32 { 1 << columnBits }
        /// The most nodes that a tree can have.
        var nodeLimit: Int { 1 << (32 - Int(childShift)) }
    }

    struct Tree: Sendable {
        let firstNode: Int
        let depth: Int
        let firstContribution: Int
        /// The outputs that the leaves contribute to, as a range.
        let firstOutput: Int
        let span: Int
    }

    /// `nil` if a test is not an order comparison, if which scores are present depends on the row, or if the
    /// contributions of a tree's leaves are too sparse to be laid out as a matrix.
    init?(_ ensemble: TreeEnsemble) {
        guard ensemble.aggregate == .sum || ensemble.aggregate == .average, ensemble.columns <= 1 << 16,
            let isPresent = LeafPresence(ensemble).sameForAllRows
        else { return nil }
        outputCount = ensemble.outputCount
        self.isPresent = isPresent
        layout = Layout(columnBits: UInt32(Int.bitWidth - (max(ensemble.columns, 2) - 1).leadingZeroBitCount))
        let contributionLimit = 8 * (ensemble.weights.count + ensemble.nodes.count)
        for (root, depth) in zip(ensemble.roots, ensemble.depths) {
            guard append(root, depth: depth, of: ensemble), contributions.count <= contributionLimit else { return nil }
        }
    }

    func sums(of rows: [Float], columns: Int) -> TreeScores {
        let values = ForestDescent(forest: self, columns: columns).sums(of: rows)
        return TreeScores(outputCount: outputCount, values: values, isPresent: .always(isPresent))
    }
}
