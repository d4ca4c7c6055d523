package import OtherwiseCore
import OtherwiseNumerics

/// A decision model seen through: a network over the features of a table, and what its scores amount to.
package struct NetworkBox: Sendable {
    package let network: FeatureNetwork
    package let head: ScoreHead
    /// From the raw score to the number that is predicted; the identity for classes.
    package let link: Link
    /// The features that the model reads as whole numbers, by position.
    package let integerFeatures: Set<Int>
}

extension NetworkBox {
    /// Looks through the encoders, the layers and the head of `model`.
    ///
    /// - Parameter schema: The features, among them every column that the model reads.
    /// - Throws: `OpaqueModel` with the reason when the graph is of another form, or when what was found does not decide
    ///   as the model does.
    package init(_ model: ONNXDecisionModel, schema: Schema) throws {
        let sample = Dictionary(uniqueKeysWithValues: schema.features.map { ($0.name, $0.domain.anyValue) })
        let found = try NetworkHead(model)
        let trace = try LayerTrace(model.graph, from: found.input, through: found.map)
        network = try NetworkLift(model, trace: trace, sample: sample).network(of: schema)
        (head, link) = (found.head, found.link)
        integerFeatures = Set(schema.features.indices.filter { model.binding.readsIntegers(schema.features[$0].name) })
        try checkOutcomes(of: model, schema: schema)
    }

    /// What the network makes of a row; `nil` for a value that it has no answer for, or a class it cannot tell.
    package func outcome(of values: [Value]) -> Value? {
        guard let sums = network.firstSums(of: values) else { return nil }
        let scores = network.scores(from: sums)
        switch head.decision {
        case .values: return .number(link(scores[0]))
        case .above(let threshold, let output, let labels):
            return .category(labels.texts[scores[output] > Double(threshold) ? 1 : 0])
        case .largest(let labels):
            return .category(labels.texts[scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }])
        case .other: return nil
        }
    }

    /// Compares the outcomes of random rows with those of the model. One in fifty may differ, for a class may hang on
    /// the last digit of a score.
    private func checkOutcomes(of model: ONNXDecisionModel, schema: Schema) throws {
        var generator = SeededGenerator(seed: 1)
        let rows = (0..<100).map { _ in schema.features.map { $0.domain.randomValue(using: &generator) } }
        let predictions = try model.predict(Table(rows.map { try Row(schema: schema, values: $0) }, schema: schema))
        let differing = rows.indices.count { row in
            guard let own = outcome(of: rows[row]) else { return true }
            guard let number = own.number, let theirs = predictions[row].outcome.number else {
                return own != predictions[row].outcome
            }
            return abs(number - theirs) > 1e-4 * max(1, abs(theirs))
        }
        guard differing <= rows.count / 50 else {
            throw OpaqueModel("its layers as they were found do not decide as it does")
        }
    }
}

extension Domain {
    fileprivate func randomValue(using generator: inout SeededGenerator) -> Value {
        switch self {
        case .categorical(let categories, _): return .category(categories.randomElement(using: &generator) ?? "")
        case .numeric(let range, let step):
            let low = max(range.lowerBound, -1e4)
            let number = Double.random(in: low...max(low, min(range.upperBound, 1e4)), using: &generator)
            guard let step else { return .number(number) }
            return .number(min(max((number / step).rounded() * step, low), max(low, range.upperBound)))
        }
    }
}
