public import OtherwiseCore

extension MixedCausalModel {
    /// Answers a question from the model, by units that are drawn from it; what would have been of a unit exactly, where
    /// no level is left open.
    ///
    /// - Parameters:
    ///   - row: The observed values of the row that a what-if question names.
    ///   - samples: How many units are drawn, all worlds sharing their noise.
    ///   - seed: Of whatever is drawn.
    /// - Throws: `CausalModelError`, or `QuestionError` for what such a model cannot be asked.
    public func answer(
        _ question: CausalQuestion, row: [String: Value]? = nil, samples: Int = 100_000, seed: UInt64 = 1
    ) throws -> CausalAnswer {
        try question.requireNames(among: observedGraph.nodes, hidden: hidden)
        try question.requireRow(row)
        let reasoner = MixedReasoner(model: self, samples: max(samples, 1), seed: seed)
        let found: Found =
            switch question {
            case .probability(let events, let evidence, let intervention):
                try reasoner.probability(CounterfactualEvent.placed(events, evidence, intervention))
            case .effect(let effect): try reasoner.effect(effect)
            case .whatIf(let changes, _, let evidence):
                try reasoner.whatIf(changes, given: observed(row, evidence))
            case .whatIfEveryRow:
                throw QuestionError(
                    .unsupported, "'\(question)' is asked of a file of rows", hint: "Ask 'for row 12'")
            case .whyUnusual, .whyChanged:
                throw QuestionError(
                    .unsupported, "'\(question)' is asked of mechanisms that are learnt from data",
                    hint: "Give --graph and --data")
            }
        return CausalAnswer(question, found, assumptions: try assumptions(question, row))
    }

    /// The values of a row that are of the model.
    private func known(_ row: [String: Value]?) -> [String: Value] {
        (row ?? [:]).filter { observedGraph.position(of: $0.key) != nil && $0.value != .missing }
    }

    /// The values that are known of a unit.
    private func observed(
        _ row: [String: Value]?, _ evidence: [CausalQuestion.Event]
    ) throws -> [String: Double] {
        let known = known(row)
        var codes: [String: Double] = [:]
        for (name, value) in try known.merging(evidence.observed(among: observedGraph.nodes), uniquingKeysWith: { $1 })
        {
            codes[name] = try code(of: value, name)
        }
        return codes
    }

    private func assumptions(_ question: CausalQuestion, _ row: [String: Value]?) throws -> [String] {
        var assumptions = ["The model's formulas and probabilities are right."]
        guard question.rung != .seeing else { return assumptions }
        assumptions.append(
            "Every arrow that is missing from its graph is missing in the world, and nothing hidden causes two variables\(hidden.isEmpty ? "" : " unless the model says so")."
        )
        guard question.rung == .imagining else { return assumptions }
        assumptions.append("The noise of a unit is the same in all worlds.")
        let drawn = try reopened(by: question, row)
        if !drawn.isEmpty {
            assumptions.append(
                "\(drawn.listed) \(drawn.count == 1 ? "has" : "have") Gumbel noise (Gumbel-max): what would have been is likelier than what was only where its odds are. Probabilities leave this open; with other noise the answer may differ."
            )
        }
        return assumptions
    }

    /// The variables of open levels whose noise two worlds of the question share, and that may come out otherwise in one
    /// of them.
    private func reopened(by question: CausalQuestion, _ row: [String: Value]?) throws -> Set<String> {
        let drawn = Set(mechanisms.filter(\.value.isDrawn).keys)
        var (once, twice, moved): (Set<String>, Set<String>, Set<String>) = ([], [], [])
        for world in try worlds(of: question, row) {
            let bearing = drawn.intersection(try ancestors(of: world.asked, past: world.set))
            twice.formUnion(once.intersection(bearing))
            once.formUnion(bearing)
            moved.formUnion(bearing.intersection(try graph.descendants(of: world.changed)))
        }
        return twice.intersection(moved)
    }

    /// The variables from which those that are asked can be reached past the ones that are set.
    private func ancestors(of asked: Set<String>, past set: Set<String>) throws -> Set<String> {
        let open = graph.edges.filter { !set.contains($0.first) && !set.contains($0.second) }
        return try CausalGraph(nodes: graph.nodes, edges: open).ancestors(of: asked).subtracting(set)
    }

    /// Of each world of a question what is set and what is changed there, and what is asked of it.
    private func worlds(
        of question: CausalQuestion, _ row: [String: Value]?
    ) throws -> [(set: Set<String>, changed: Set<String>, asked: Set<String>)] {
        switch question {
        case .probability(let events, let evidence, let intervention):
            let placed = try CounterfactualEvent.placed(events, evidence, intervention)
            let variables = (placed.events + placed.evidence).map(\.variable) + (placed.open.map { [$0] } ?? [])
            return Dictionary(grouping: variables.flatMap(\.nested), by: \.settings).map { settings, own in
                (Set(settings.keys), Set(settings.keys), Set(own.map(\.name)))
            }
        case .effect(let effect):
            let cause: Set = [effect.treatment]
            return [(cause, [], [effect.outcome]), (cause, cause, [effect.outcome])]
        case .whatIf(let changes, _, let evidence):
            let seen = Set(known(row).keys).union(evidence.map(\.variable.name))
            let moved = try graph.descendants(of: Set(changes.keys))
            let set = changes.filter { if case .set = $0.value { true } else { false } }
            return [([], [], seen), (Set(set.keys), Set(changes.keys), moved)]
        case .whatIfEveryRow, .whyUnusual, .whyChanged: return []
        }
    }
}
