/// A sum of decision trees: the structure behind every TreeEnsemble operator.
///
/// ```
/// score[k] = base[k] + aggregate over trees t of weight[k] of the leaf of t that the row falls into
/// ```
///
/// Checked when it is made: every index is in range, and every node is reached on one way, so that a walk from a
/// root ends in a leaf. Nodes that share branches are made into trees (`TreeUntangling`).
package struct TreeEnsemble: Sendable, Hashable {
    /// All nodes of all trees.
    package let nodes: [Node]
    /// The first node of each tree.
    package let roots: [Int]
    /// The weights of all leaves.
    package let weights: [Weight]
    /// What goes left at the nodes whose test is `.member`, by position of the node.
    package let memberSets: [Int: Set<Float>]
    /// The number of scores of a row.
    package let outputCount: Int
    /// What each score starts from, `[outputCount]`.
    package let baseValues: [Float]
    package let aggregate: Aggregate
    /// One more than the last column that is tested.
    package let columns: Int
    /// The most tests on the way to a leaf, per tree.
    package let depths: [Int]

    /// A test of one column, or a leaf.
    package struct Node: Sendable, Hashable {
        package var test: Test
        package var feature: Int32
        package var threshold: Float
        /// Whether a missing value (NaN) passes the test.
        package var missingGoesLeft: Bool
        /// Where a row goes that passes the test; for a leaf its first weight.
        package var left: Int32
        /// Where a row goes that fails the test; for a leaf the end of its weights.
        package var right: Int32

        package init(test: Test, feature: Int32, threshold: Float, missingGoesLeft: Bool, left: Int32, right: Int32) {
            self.test = test
            self.feature = feature
            self.threshold = threshold
            self.missingGoesLeft = missingGoesLeft
            self.left = left
            self.right = right
        }

        /// A leaf that contributes `weights`.
        package static func leaf(weights: Range<Int32>) -> Node {
            Node(
                test: .leaf, feature: 0, threshold: 0, missingGoesLeft: false,
                left: weights.lowerBound, right: weights.upperBound)
        }

        package var isLeaf: Bool { test == .leaf }
    }

    /// How a value is compared with the threshold, the value on the left. The raw values are those of ai.onnx.ml 5.
    package enum Test: UInt8, Sendable, Hashable {
        case lessOrEqual, less, greaterOrEqual, greater, equal, notEqual, member, leaf
    }

    /// What a leaf contributes to one of the scores.
    package struct Weight: Sendable, Hashable {
        package var output: Int32
        package var value: Float

        package init(output: Int32, value: Float) {
            self.output = output
            self.value = value
        }
    }

    /// How the contributions of the trees become a score.
    package enum Aggregate: String, Sendable, Hashable {
        case sum = "SUM", average = "AVERAGE", minimum = "MIN", maximum = "MAX"
    }

    /// - Parameter baseValues: `[outputCount]`, or empty for zeros.
    /// - Throws: `ModelError` with code `.malformed` or `.cyclic`, naming the node.
    package init(
        nodes: [Node], roots: [Int], weights: [Weight], memberSets: [Int: Set<Float>] = [:], outputCount: Int,
        baseValues: [Float] = [], aggregate: Aggregate = .sum
    ) throws(ModelError) {
        guard 1...1 << 20 ~= outputCount else { throw .malformed("The trees have \(outputCount) outputs") }
        let forest = try TreeUntangling(nodes: nodes, roots: roots, memberSets: memberSets)
        self.nodes = forest.nodes
        self.roots = forest.roots
        self.memberSets = forest.memberSets
        self.weights = weights
        self.outputCount = outputCount
        self.baseValues = baseValues.isEmpty ? [Float](repeating: 0, count: outputCount) : baseValues
        self.aggregate = aggregate
        columns = 1 + (nodes.lazy.filter { !$0.isLeaf }.map { Int($0.feature) }.max() ?? -1)
        depths = forest.roots.map { Self.depth(from: $0, in: forest.nodes) }
        try checkNodes()
        try checkWeights()
    }
}

extension TreeEnsemble {
    /// The weights of `leaf`.
    package func weights(of leaf: Node) -> ArraySlice<Weight> { weights[Int(leaf.left)..<Int(leaf.right)] }

    /// Whether `value` passes the test of the node at `position`, which is not a leaf.
    package func goesLeft(_ value: Float, at position: Int) -> Bool {
        let node = nodes[position]
        if node.missingGoesLeft && value.isNaN { return true }
        return switch node.test {
        case .lessOrEqual: value <= node.threshold
        case .less: value < node.threshold
        case .greaterOrEqual: value >= node.threshold
        case .greater: value > node.threshold
        case .equal: value == node.threshold
        case .notEqual: value != node.threshold
        case .member: memberSets[position]?.contains(value) ?? false
        case .leaf: false
        }
    }
}
