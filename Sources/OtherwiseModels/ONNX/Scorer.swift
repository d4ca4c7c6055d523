/// A node that turns rows of numbers into scores in a way that can be looked into.
package struct Scorer: Sendable {
    /// The node.
    package let node: GraphNode
    package let structure: Structure

    /// The value that holds the rows, `[rows × columns]`; fetch it to see what a table's row looks like to the scorer.
    package var input: String { node.inputs.first ?? "" }

    package var isTrees: Bool {
        if case .trees = structure.body { true } else { false }
    }

    package struct Structure: Sendable {
        package let body: Body
        package let decision: Decision
        package let postTransform: PostTransform
    }

    /// What computes the raw scores of a row.
    package enum Body: Sendable {
        case trees(TreeEnsemble)
        case linear(LinearMap)
    }

    /// What becomes of the raw scores.
    package enum Decision: Sendable, Hashable {
        /// They are what is predicted.
        case values
        /// The label is the second if the raw score `output` is above `threshold`, else the first.
        case above(threshold: Float, output: Int, labels: ClassLabels)
        /// The label is that of the largest raw score, of the first if several are.
        case largest(labels: ClassLabels)
        /// None of these; the labels have to be computed.
        case other(labels: ClassLabels)
    }
}

extension ONNXModel {
    /// The nodes whose structure is known, in running order.
    package var scorers: [Scorer] {
        compiled.compactMap { compiled in
            compiled.flatMap { node in node.operation.scorer.map { Scorer(node: node.node, structure: $0) } }
        }
    }
}
