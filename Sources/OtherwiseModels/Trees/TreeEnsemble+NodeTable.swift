/// Reading trees from the attributes of TreeEnsembleClassifier and TreeEnsembleRegressor (ai.onnx.ml 1 and 3).
extension TreeEnsemble {
    /// - Parameters:
    ///   - prefix: What the attributes of the weights begin with, `class` or `target`.
    ///   - baseValues: `[outputCount]`, or empty for zeros.
    init(
        nodeTable attributes: NodeAttributes, weights prefix: String, outputCount: Int, baseValues: [Float],
        aggregate: Aggregate = .sum
    ) throws(ModelError) {
        let table = try TreeNodeTable(attributes)
        let weights = try TreeWeightTable(attributes, prefix: prefix)
        var nodes = try table.nodes()
        let ordered = try weights.assigned(to: &nodes, of: table, keepsOnlyFirst: outputCount == 1)
        try self.init(
            nodes: nodes, roots: table.roots, weights: ordered, outputCount: outputCount,
            baseValues: baseValues, aggregate: aggregate)
    }
}

/// The node of a tree as the format names it.
struct TreeNodeName: Hashable {
    let tree: Int64
    let node: Int64
}

/// The parallel lists that describe the nodes.
struct TreeNodeTable {
    private let trees, names, features, trueNames, falseNames, missing: [Int64]
    private let modes: [String]
    private let thresholds: [Float]
    /// The position of every node.
    let positions: [TreeNodeName: Int]

    init(_ attributes: NodeAttributes) throws(ModelError) {
        trees = try attributes.int64s("nodes_treeids")
        names = try attributes.int64s("nodes_nodeids")
        features = try attributes.int64s("nodes_featureids")
        trueNames = try attributes.int64s("nodes_truenodeids")
        falseNames = try attributes.int64s("nodes_falsenodeids")
        missing = try attributes.int64s("nodes_missing_value_tracks_true")
        modes = try attributes.strings("nodes_modes")
        thresholds = try attributes.floatList("nodes_values")
        try ParallelLists(like: "nodes_treeids", count: trees.count).check([
            "nodes_nodeids": names.count, "nodes_featureids": features.count, "nodes_truenodeids": trueNames.count,
            "nodes_falsenodeids": falseNames.count, "nodes_modes": modes.count, "nodes_values": thresholds.count,
        ])
        positions = try Self.positions(trees, names)
    }

    /// The first node of every tree: where the number of the tree changes.
    var roots: [Int] { trees.indices.filter { $0 == 0 || trees[$0] != trees[$0 - 1] } }

    func nodes() throws(ModelError) -> [TreeEnsemble.Node] {
        var nodes: [TreeEnsemble.Node] = []
        nodes.reserveCapacity(trees.count)
        for position in trees.indices { nodes.append(try node(at: position)) }
        return nodes
    }

    private func node(at position: Int) throws(ModelError) -> TreeEnsemble.Node {
        guard let test = TreeEnsemble.Test(mode: modes[position]) else {
            throw .unsupported("'\(modes[position])' is not known here", attribute: "nodes_modes")
        }
        guard test != .leaf else { return .leaf(weights: 0..<0) }
        guard let feature = Int32(exactly: features[position]) else {
            throw .malformed("A tree tests column \(features[position])", attribute: "nodes_featureids")
        }
        return TreeEnsemble.Node(
            test: test, feature: feature, threshold: thresholds[position],
            missingGoesLeft: missing.indices.contains(position) && missing[position] == 1,
            left: try child(trueNames[position], of: position, "nodes_truenodeids"),
            right: try child(falseNames[position], of: position, "nodes_falsenodeids"))
    }

    private func child(_ name: Int64, of position: Int, _ attribute: String) throws(ModelError) -> Int32 {
        guard let child = positions[TreeNodeName(tree: trees[position], node: name)] else {
            throw .malformed("Tree \(trees[position]) has no node \(name)", attribute: attribute)
        }
        return Int32(child)
    }

    private static func positions(_ trees: [Int64], _ names: [Int64]) throws(ModelError) -> [TreeNodeName: Int] {
        var positions: [TreeNodeName: Int] = [:]
        positions.reserveCapacity(trees.count)
        for position in trees.indices {
            let name = TreeNodeName(tree: trees[position], node: names[position])
            guard positions.updateValue(position, forKey: name) == nil else {
                throw .malformed("Tree \(name.tree) has two nodes \(name.node)", attribute: "nodes_nodeids")
            }
        }
        return positions
    }
}

extension TreeEnsemble.Test {
    init?(mode: String) {
        switch mode {
        case "BRANCH_LEQ": self = .lessOrEqual
        case "BRANCH_LT": self = .less
        case "BRANCH_GTE": self = .greaterOrEqual
        case "BRANCH_GT": self = .greater
        case "BRANCH_EQ": self = .equal
        case "BRANCH_NEQ": self = .notEqual
        case "LEAF": self = .leaf
        default: return nil
        }
    }
}
