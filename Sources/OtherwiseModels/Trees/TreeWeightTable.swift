/// The parallel lists that say what leaves contribute.
struct TreeWeightTable {
    private let trees, names: [Int64]
    /// The output of each weight.
    let outputs: [Int64]
    let values: [Float]

    init(_ attributes: NodeAttributes, prefix: String) throws(ModelError) {
        trees = try attributes.int64s("\(prefix)_treeids")
        names = try attributes.int64s("\(prefix)_nodeids")
        outputs = try attributes.int64s("\(prefix)_ids")
        values = try attributes.floatList("\(prefix)_weights")
        try ParallelLists(like: "\(prefix)_treeids", count: trees.count).check([
            "\(prefix)_nodeids": names.count, "\(prefix)_ids": outputs.count, "\(prefix)_weights": values.count,
        ])
    }

    /// The weights in the order of the leaves, and each leaf told which are its own.
    ///
    /// Weights of nodes that are not leaves are left out, as old exporters write them and ONNX Runtime ignores them.
    ///
    /// - Parameter keepsOnlyFirst: With a single output ONNX Runtime reads one weight per leaf, the first.
    func assigned(
        to nodes: inout [TreeEnsemble.Node], of table: TreeNodeTable, keepsOnlyFirst: Bool
    ) throws(ModelError) -> [TreeEnsemble.Weight] {
        var ordered: [TreeEnsemble.Weight] = []
        ordered.reserveCapacity(trees.count)
        for (leaf, own) in try byLeaf(table, nodes) {
            let start = Int32(ordered.count)
            for weight in keepsOnlyFirst ? own.prefix(1) : own {
                guard let output = Int32(exactly: outputs[weight]) else {
                    throw .malformed("A leaf has a weight for output \(outputs[weight])")
                }
                ordered.append(TreeEnsemble.Weight(output: output, value: values[weight]))
            }
            nodes[leaf] = .leaf(weights: start..<Int32(ordered.count))
        }
        return ordered
    }

    /// The positions of the leaves that have weights, ascending, and of their weights in the order of the file.
    private func byLeaf(
        _ table: TreeNodeTable, _ nodes: [TreeEnsemble.Node]
    ) throws(ModelError) -> [(leaf: Int, weights: ArraySlice<Int>)] {
        var leaves: [Int] = []
        leaves.reserveCapacity(trees.count)
        for weight in trees.indices {
            guard let leaf = table.positions[TreeNodeName(tree: trees[weight], node: names[weight])] else {
                throw .malformed("Tree \(trees[weight]) has no node \(names[weight]) to give a weight to")
            }
            leaves.append(leaf)
        }
        let sorted = trees.indices.filter { nodes[leaves[$0]].isLeaf }.sorted { (leaves[$0], $0) < (leaves[$1], $1) }
        return sorted.runs { leaves[$0] }.map { (leaves[$0[$0.startIndex]], $0) }
    }
}

extension [Int] {
    /// The stretches of neighbours with the same `key`.
    fileprivate func runs(by key: (Int) -> Int) -> [ArraySlice<Int>] {
        var runs: [ArraySlice<Int>] = []
        var start = 0
        for end in 1...Swift.max(count, 1) where !isEmpty && (end == count || key(self[end]) != key(self[start])) {
            runs.append(self[start..<end])
            start = end
        }
        return runs
    }
}
