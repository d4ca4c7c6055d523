extension CompactForest {
    /// Lays out one tree; `false` if it cannot be.
    mutating func append(_ root: Int, depth: Int, of ensemble: TreeEnsemble) -> Bool {
        let first = nodes.count
        var sources = [root]
        var position = 0
        while position < sources.count {
            let source = ensemble.nodes[sources[position]]
            guard let node = compact(source, at: position, firstChild: sources.count) else { return false }
            nodes.append(node.node)
            sources += node.children
            position += 1
        }
        guard sources.count <= layout.nodeLimit else { return false }
        return appendContributions(of: sources.map { ensemble.nodes[$0] }, in: ensemble, firstNode: first, depth: depth)
    }

    /// The node in its compact form, and the positions of its children: first the one for `x ≤ threshold`.
    private func compact(
        _ node: TreeEnsemble.Node, at position: Int, firstChild: Int
    ) -> (node: Node, children: [Int])? {
        guard !node.isLeaf else { return (link(.infinity, to: position, column: 0, missingGoesFirst: true), []) }
        guard let question = Question(node) else { return nil }
        let children = question.isSwapped ? [Int(node.right), Int(node.left)] : [Int(node.left), Int(node.right)]
        return (
            link(
                question.threshold, to: firstChild, column: UInt32(node.feature),
                missingGoesFirst: node.missingGoesLeft != question.isSwapped), children
        )
    }

    private func link(_ threshold: Float, to child: Int, column: UInt32, missingGoesFirst: Bool) -> Node {
        let missing = missingGoesFirst ? layout.missingBit : 0
        return Node(
            threshold: threshold, link: UInt32(truncatingIfNeeded: child) << layout.childShift | missing | column)
    }

    private mutating func appendContributions(
        of sources: [TreeEnsemble.Node], in ensemble: TreeEnsemble, firstNode: Int, depth: Int
    ) -> Bool {
        let outputs = sources.lazy.filter(\.isLeaf).flatMap { ensemble.weights(of: $0) }.map { Int($0.output) }
        let firstOutput = outputs.min() ?? 0
        let span = (outputs.max() ?? 0) - firstOutput + 1
        guard sources.count * span <= [Int].elementLimit else { return false }
        let start = contributions.count
        contributions += [Float](repeating: 0, count: sources.count * span)
        for (position, source) in sources.enumerated() where source.isLeaf {
            for weight in ensemble.weights(of: source) {
                contributions[start + position * span + Int(weight.output) - firstOutput] += weight.value
            }
        }
        trees.append(
            Tree(firstNode: firstNode, depth: depth, firstContribution: start, firstOutput: firstOutput, span: span))
        return true
    }
}

/// A test in the form `x ≤ threshold`, with the two ways swapped if need be.
private struct Question {
    let threshold: Float
    let isSwapped: Bool

    init?(_ node: TreeEnsemble.Node) {
        switch node.test {
        case .lessOrEqual: (threshold, isSwapped) = (node.threshold, false)
        case .greater: (threshold, isSwapped) = (node.threshold, true)
        case .less: (threshold, isSwapped) = (node.threshold.nextDown, false)
        case .greaterOrEqual: (threshold, isSwapped) = (node.threshold.nextDown, true)
        case .equal, .notEqual, .member, .leaf: return nil
        }
        // Nothing lies below minus infinity, and nothing is comparable with NaN.
        guard !threshold.isNaN, node.threshold > -.infinity else { return nil }
    }
}
