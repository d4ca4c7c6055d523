/// The laws that a walk through the trees relies on.
extension TreeEnsemble {
    /// The most tests on the way to a leaf of each tree, once the trees are known to be trees.
    ///
    /// - Complexity: Linear in the number of nodes.
    static func depths(of roots: [Int], in nodes: [Node]) throws(ModelError) -> [Int] {
        var visited = [Bool](repeating: false, count: nodes.count)
        var depths: [Int] = []
        depths.reserveCapacity(roots.count)
        for root in roots { depths.append(try depth(from: root, in: nodes, visited: &visited)) }
        return depths
    }

    private static func depth(from root: Int, in nodes: [Node], visited: inout [Bool]) throws(ModelError) -> Int {
        var deepest = 0
        var open = [(position: root, depth: 0)]
        while let (position, depth) = open.popLast() {
            guard nodes.indices.contains(position) else {
                throw .malformed("A tree refers to the node at \(position), there are \(nodes.count)")
            }
            guard !visited[position] else { throw reachedTwice(position) }
            visited[position] = true
            guard !nodes[position].isLeaf else { continue }
            try checkFeature(nodes[position].feature)
            deepest = max(deepest, depth + 1)
            open.append((Int(nodes[position].left), depth + 1))
            open.append((Int(nodes[position].right), depth + 1))
        }
        return deepest
    }

    private static func checkFeature(_ feature: Int32) throws(ModelError) {
        guard 0..<Int32(1 << 24) ~= feature else { throw .malformed("A tree tests column \(feature)") }
    }

    private static func reachedTwice(_ position: Int) -> ModelError {
        ModelError(.cyclic, "The tree node at \(position) is reached on two ways, so that the trees are not trees",
                   hint: "Export the model again; the file may be damaged")
    }

    func checkWeights() throws(ModelError) {
        guard outputCount > 0, outputCount <= 1 << 20 else { throw .malformed("The trees have \(outputCount) outputs") }
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
