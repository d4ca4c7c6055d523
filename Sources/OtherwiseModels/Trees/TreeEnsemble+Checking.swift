/// The laws that a walk through the trees relies on.
extension TreeEnsemble {
    /// The most tests on the way from `root` to a leaf of its tree.
    static func depth(from root: Int, in nodes: [Node]) -> Int {
        var deepest = 0
        var open = [(place: root, depth: 0)]
        while let (place, depth) = open.popLast() {
            deepest = max(deepest, depth)
            guard !nodes[place].isLeaf else { continue }
            open.append((Int(nodes[place].left), depth + 1))
            open.append((Int(nodes[place].right), depth + 1))
        }
        return deepest
    }

    func checkNodes() throws(ModelError) {
        for node in nodes where !node.isLeaf && !(0..<1 << 24 ~= node.feature) {
            throw .malformed("A tree tests column \(node.feature)")
        }
        for node in nodes where !node.isLeaf && node.test != .member && node.threshold.isNaN {
            throw .malformed("A tree compares column \(node.feature) with NaN")
        }
    }

    func checkWeights() throws(ModelError) {
        guard baseValues.count == outputCount else {
            throw .malformed("\(outputCount) outputs have \(baseValues.count) base values", attribute: "base_values")
        }
        for leaf in nodes where leaf.isLeaf {
            guard 0 <= leaf.left, leaf.left <= leaf.right, Int(leaf.right) <= weights.count else {
                throw .malformed("A leaf has weights \(leaf.left)..<\(leaf.right), there are \(weights.count)")
            }
        }
        for weight in weights where weight.output < 0 || weight.output >= outputCount {
            throw .malformed("A leaf has a weight for output \(weight.output), there are \(outputCount)")
        }
    }
}
