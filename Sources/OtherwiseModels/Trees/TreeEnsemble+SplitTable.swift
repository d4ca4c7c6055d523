/// Reading trees from the attributes of TreeEnsemble (ai.onnx.ml 5), which has lists of tests and lists of leaves.
extension TreeEnsemble {
    init(splitTable attributes: NodeAttributes) throws(ModelError) {
        let table = try TreeSplitTable(attributes)
        let outputs = try attributes.integer("n_targets") ?? 0
        let aggregates: [Aggregate] = [.average, .sum, .minimum, .maximum]
        let aggregate = try attributes.integer("aggregate_function") ?? 1
        guard aggregates.indices.contains(aggregate) else {
            throw .unsupported("Aggregate \(aggregate) is not known here", attribute: "aggregate_function")
        }
        try self.init(
            nodes: try table.nodes(), roots: try attributes.integers("tree_roots") ?? [], weights: table.weights,
            memberSets: try table.memberSets(), outputCount: outputs, aggregate: aggregates[aggregate])
    }
}

/// The parallel lists that describe the tests, and those that describe the leaves.
private struct TreeSplitTable {
    let weights: [TreeEnsemble.Weight]
    private let tests: [TreeEnsemble.Test]
    private let features, whenTrue, whenFalse, trueIsLeaf, falseIsLeaf, missing: [Int64]
    private let thresholds, members: [Float]

    init(_ attributes: NodeAttributes) throws(ModelError) {
        features = try attributes.int64s("nodes_featureids")
        whenTrue = try attributes.int64s("nodes_truenodeids")
        whenFalse = try attributes.int64s("nodes_falsenodeids")
        trueIsLeaf = try attributes.int64s("nodes_trueleafs")
        falseIsLeaf = try attributes.int64s("nodes_falseleafs")
        missing = try attributes.int64s("nodes_missing_value_tracks_true")
        thresholds = try attributes.exactFloats("nodes_splits")
        members = try attributes.exactFloats("membership_values")
        tests = try Self.tests(try attributes.tensor("nodes_modes")?.integers ?? [])
        weights = try Self.weights(try attributes.int64s("leaf_targetids"), try attributes.exactFloats("leaf_weights"))
        try ParallelLists(like: "nodes_featureids", count: features.count).check([
            "nodes_truenodeids": whenTrue.count, "nodes_falsenodeids": whenFalse.count, "nodes_modes": tests.count,
            "nodes_trueleafs": trueIsLeaf.count, "nodes_falseleafs": falseIsLeaf.count,
            "nodes_splits": thresholds.count,
        ])
    }

    /// The tests, and behind them a leaf of its own for every way that leads to one.
    func nodes() throws(ModelError) -> [TreeEnsemble.Node] {
        var nodes: [TreeEnsemble.Node] = []
        var leaves: [TreeEnsemble.Node] = []
        for position in features.indices {
            guard let feature = Int32(exactly: features[position]) else {
                throw .malformed("A tree tests column \(features[position])", attribute: "nodes_featureids")
            }
            nodes.append(
                TreeEnsemble.Node(
                    test: tests[position], feature: feature, threshold: thresholds[position],
                    missingGoesLeft: missing.indices.contains(position) && missing[position] == 1,
                    left: try child(whenTrue[position], isLeaf: trueIsLeaf[position] != 0, &leaves),
                    right: try child(whenFalse[position], isLeaf: falseIsLeaf[position] != 0, &leaves)))
        }
        return nodes + leaves
    }

    private func child(_ index: Int64, isLeaf: Bool, _ leaves: inout [TreeEnsemble.Node]) throws(ModelError) -> Int32 {
        guard 0..<Int64(isLeaf ? weights.count : features.count) ~= index else {
            throw .malformed("A tree refers to \(isLeaf ? "leaf" : "test") \(index), which does not exist")
        }
        guard isLeaf else { return Int32(index) }
        leaves.append(.leaf(weights: Int32(index)..<Int32(index) + 1))
        return Int32(features.count + leaves.count - 1)
    }

    /// The sets of the tests of membership, in the order of the tests; a NaN ends each set.
    func memberSets() throws(ModelError) -> [Int: Set<Float>] {
        var sets: [Int: Set<Float>] = [:]
        var rest = members[...]
        for position in tests.indices where tests[position] == .member {
            sets[position] = Set(rest.prefix { !$0.isNaN })
            rest = rest.drop { !$0.isNaN }.dropFirst()
        }
        return sets
    }

    private static func tests(_ codes: [Int64]) throws(ModelError) -> [TreeEnsemble.Test] {
        var tests: [TreeEnsemble.Test] = []
        for code in codes {
            guard 0...6 ~= code, let test = TreeEnsemble.Test(rawValue: UInt8(code)) else {
                throw .unsupported("Mode \(code) is not known here", attribute: "nodes_modes")
            }
            tests.append(test)
        }
        return tests
    }

    private static func weights(_ outputs: [Int64], _ values: [Float]) throws(ModelError) -> [TreeEnsemble.Weight] {
        try ParallelLists(like: "leaf_targetids", count: outputs.count).check(["leaf_weights": values.count])
        return zip(outputs, values).map { TreeEnsemble.Weight(output: Int32(clamping: $0), value: $1) }
    }
}
