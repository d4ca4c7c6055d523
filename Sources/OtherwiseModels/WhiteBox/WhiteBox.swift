package import OtherwiseCore

/// A decision model seen through: a sum of trees over the features of a table, and what its scores amount to.
package struct WhiteBox: Sendable {
    package let ensemble: FeatureEnsemble
    package let head: ScoreHead
    /// For each categorical axis its values by cell, the missing one left out; empty for an ordered axis.
    package let cellValues: [[Value]]

    package init(ensemble: FeatureEnsemble, head: ScoreHead, cellValues: [[Value]]) {
        self.ensemble = ensemble
        self.head = head
        self.cellValues = cellValues
    }
}

/// Why a model cannot be seen through; it still runs.
package struct OpaqueModel: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }

    /// Several scorers, such as those of a vote.
    init(scorers: Int) { self.init("it has \(scorers) scorers, and only one alone can be seen through") }
}

extension WhiteBox {
    /// Looks through the encoders and the head of `model` as far as its one tree ensemble.
    ///
    /// - Parameter schema: The features, among them every column that the model reads; one axis each.
    /// - Throws: `OpaqueModel` with the reason when the graph is of another form.
    package init(_ model: ONNXDecisionModel, schema: Schema) throws {
        let scorers = model.graph.scorers
        guard let scorer = scorers.first, scorers.count == 1 else {
            throw scorers.isEmpty ? OpaqueModel("it has no tree ensemble") : OpaqueModel(scorers: scorers.count)
        }
        guard case .trees(let trees) = scorer.structure.body else { throw OpaqueModel("it is not a tree ensemble") }
        head = try ScoreHead(of: scorer, outputs: trees.outputCount, in: model)
        let lift = try EnsembleLift(model, trees: trees, input: scorer.input, schema: schema)
        ensemble = try lift.ensemble()
        cellValues = lift.cellValues
    }
}

extension ScoreHead {
    /// - Throws: `OpaqueModel` when something behind the scorer changes the outcome.
    init(of scorer: Scorer, outputs: Int, in model: ONNXDecisionModel) throws {
        decision = scorer.structure.decision
        postTransform = scorer.structure.postTransform
        self.outputs = outputs
        let graph = model.graph
        let own = scorer.node.outputs
        if case .values = decision {
            guard let numbers = model.reading.scores,
                graph.origin(of: numbers, through: ONNXModel.keepingValues) == own.first
            else {
                throw OpaqueModel("its output is computed from its raw scores by further operators")
            }
            guard postTransform == .none else { throw OpaqueModel("its raw scores are transformed") }
            scoresAreDirect = true
            return
        }
        if case .other = decision { throw OpaqueModel("it chooses a class by an unusual rule") }
        let labelOrigin = model.reading.label.flatMap { graph.origin(of: $0, through: ONNXModel.keepingValues) }
        guard labelOrigin != nil, labelOrigin == own.first else {
            throw OpaqueModel("its class is computed from its raw scores by further operators")
        }
        let scores = model.reading.scores.map { graph.origin(of: $0, through: ONNXModel.keepingScores) }
        let whole = Self.sumsToOne(decision, postTransform) ? scores.flatMap(graph.origin(ofShares:)) : nil
        scoresAreDirect = own.count > 1 && [scores, whole].contains(own[1])
    }

    /// Whether scores add up to 1, so that to divide them by their sum changes nothing but the last places.
    private static func sumsToOne(_ decision: Scorer.Decision, _ transform: PostTransform) -> Bool {
        if case .above = decision { transform == .logistic } else { transform == .softmax }
    }
}

extension ONNXModel {
    /// Operators that pass their first input on, in another form at most.
    static let keepingValues: Set = ["Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten"]

    fileprivate static let keepingScores = keepingValues.union(["ZipMap"])

    /// For scores divided by their sum: the value that holds them before.
    fileprivate func origin(ofShares name: String) -> String? {
        guard let position = nodes.firstIndex(where: { $0.outputs.contains(name) }),
            let normalizer = compiled[position]?.operation as? Normalizer, normalizer.norm == .sum
        else { return nil }
        return nodes[position].inputs.first.map { origin(of: $0, through: Self.keepingScores) }
    }

    /// The value that `name` is a copy of.
    func origin(of name: String, through operators: Set<String>) -> String {
        var current = name
        // A value is written before it is read, so one way back through the nodes meets them all.
        for node in nodes.reversed() where node.outputs.contains(current) && operators.contains(node.operatorType) {
            current = node.inputs.first ?? current
        }
        return current
    }
}
