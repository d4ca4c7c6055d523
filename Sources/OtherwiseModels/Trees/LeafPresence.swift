/// Which outputs the leaves of an ensemble contribute to.
struct LeafPresence {
    /// Whether each output has a contribution, `[outputs]`; `nil` if that depends on the row.
    let sameForAllRows: [Bool]?

    init(_ ensemble: TreeEnsemble) {
        var sometimes = [Bool](repeating: false, count: ensemble.outputCount)
        var always = sometimes
        for root in ensemble.roots {
            let leaves = Self.leaves(under: root, of: ensemble)
            let counts = Self.counts(leaves, of: ensemble)
            for (output, count) in counts {
                sometimes[output] = true
                if count == leaves.count { always[output] = true }
            }
        }
        sameForAllRows = sometimes == always ? always : nil
    }

    /// How many of `leaves` contribute to each output.
    private static func counts(_ leaves: [TreeEnsemble.Node], of ensemble: TreeEnsemble) -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for leaf in leaves {
            for output in Set(ensemble.weights(of: leaf).map { Int($0.output) }) { counts[output, default: 0] += 1 }
        }
        return counts
    }

    private static func leaves(under root: Int, of ensemble: TreeEnsemble) -> [TreeEnsemble.Node] {
        var leaves: [TreeEnsemble.Node] = []
        var open = [root]
        while let position = open.popLast() {
            let node = ensemble.nodes[position]
            if node.isLeaf { leaves.append(node) } else { open += [Int(node.left), Int(node.right)] }
        }
        return leaves
    }
}
