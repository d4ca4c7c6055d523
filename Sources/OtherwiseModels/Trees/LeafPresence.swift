/// Which outputs the leaves of an ensemble contribute to.
struct LeafPresence {
    /// Whether each output has a contribution, `[outputs]`; `nil` if that depends on the row.
    let sameForAllRows: [Bool]?

    /// - Complexity: Linear in nodes and weights.
    init(_ ensemble: TreeEnsemble) {
        var counter = Counter(outputCount: ensemble.outputCount)
        for root in ensemble.roots { counter.count(treeAt: root, of: ensemble) }
        sameForAllRows = counter.sometimes == counter.always ? counter.always : nil
    }

    private struct Counter {
        /// Outputs that some leaf contributes to, and those that every leaf of some tree contributes to.
        var sometimes, always: [Bool]
        /// How many leaves of the tree at hand contribute to each output, and the last of them.
        private var leafCounts, lastLeaves: [Int]
        private var leaves = 0

        init(outputCount: Int) {
            sometimes = [Bool](repeating: false, count: outputCount)
            always = sometimes
            leafCounts = [Int](repeating: 0, count: outputCount)
            lastLeaves = leafCounts
        }

        mutating func count(treeAt root: Int, of ensemble: TreeEnsemble) {
            let firstLeaf = leaves + 1
            var touched: [Int] = []
            var open = [root]
            while let position = open.popLast() {
                let node = ensemble.nodes[position]
                guard node.isLeaf else {
                    open.append(Int(node.left))
                    open.append(Int(node.right))
                    continue
                }
                leaves += 1
                for weight in ensemble.weights(of: node) where lastLeaves[Int(weight.output)] != leaves {
                    if lastLeaves[Int(weight.output)] < firstLeaf { touched.append(Int(weight.output)) }
                    lastLeaves[Int(weight.output)] = leaves
                    leafCounts[Int(weight.output)] += 1
                }
            }
            for output in touched { finish(output, leavesOfTree: leaves - firstLeaf + 1) }
        }

        private mutating func finish(_ output: Int, leavesOfTree: Int) {
            sometimes[output] = true
            if leafCounts[output] == leavesOfTree { always[output] = true }
            leafCounts[output] = 0
        }
    }
}
