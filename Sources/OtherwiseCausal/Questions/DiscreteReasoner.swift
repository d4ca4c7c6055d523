public import OtherwiseCore

/// A model of discrete variables that bounds the probability of events in any worlds.
public protocol DiscreteReasoner: Sendable {
    var graph: CausalGraph { get }
    var variables: [DiscreteVariable] { get }
    /// The causes outside the model, which no question names; none unless there are some.
    var hiddenCauses: Set<String> { get }
    /// A single number where the model settles the answer.
    func bounds(
        of events: [CounterfactualEvent], given evidence: [CounterfactualEvent]
    ) throws(CausalModelError) -> ClosedRange<Double>
}

extension DiscreteNetwork: DiscreteReasoner {}

extension DiscreteCausalModel: DiscreteReasoner {
    /// The names of the exogenous variables.
    public var hiddenCauses: Set<String> { Set(exogenous.map(\.name)) }

    /// Between which ends the probability lies.
    public func bounds(
        of events: [CounterfactualEvent], given evidence: [CounterfactualEvent]
    ) throws(CausalModelError) -> ClosedRange<Double> {
        let exact = try probability(of: events, given: evidence)
        return exact...exact
    }
}

extension DiscreteReasoner {
    /// Answers a question from the model alone.
    ///
    /// - Parameter row: The values of the row that a what-if question names.
    /// - Throws: `CausalModelError`, or `QuestionError` for what this kind of model cannot be asked.
    public func answer(_ question: CausalQuestion, row: [String: Value]? = nil) throws -> CausalAnswer {
        try question.requireNames(among: graph.nodes, hidden: hiddenCauses)
        try question.requireRow(row)
        let (result, isSettled): (CausalAnswer.Result, Bool) =
            switch question {
            case .probability(let events, let evidence, let intervention):
                try probability(events, evidence, intervention)
            case .effect(let effect): Self.result(try self.effect(effect))
            case .whatIf(let changes, _, let evidence):
                try whatIf(changes, try seen(row, evidence))
            case .whatIfEveryRow:
                throw QuestionError(
                    .unsupported, "A model of levels answers for one row at a time", hint: "Ask 'for row 12'")
            case .whyUnusual, .whyChanged:
                throw QuestionError(
                    .unsupported, "'\(question)' is asked of numbers", hint: "Give --graph and --data of numbers")
            }
        return CausalAnswer(
            question, result,
            method: isSettled
                ? "exact, by variable elimination over all worlds"
                : "bounds over all ways in which a unit may answer to different causes",
            assumptions: assumptions(rung: question.rung), cautions: isSettled ? [] : [Self.openness])
    }

    /// None.
    public var hiddenCauses: Set<String> { [] }

    private static var openness: String {
        "The tables do not settle this: they leave open how one and the same unit answers to different causes. Functions instead of tables would."
    }

    private func assumptions(rung: CausalQuestion.Rung) -> [String] {
        let model = self is DiscreteCausalModel ? "functions and exogenous probabilities" : "tables"
        let data = "The model's \(model) are right."
        return rung == .seeing
            ? [data]
            : [
                data,
                "Every arrow that is missing from its graph is missing in the world, and nothing hidden causes two variables unless the model says so.",
            ]
    }

    /// A number, or bounds where the model does not settle it.
    private static func result(_ range: ClosedRange<Double>) -> (CausalAnswer.Result, Bool) {
        range.isSettled
            ? (.number(range.lowerBound, interval: nil), true) : (.bounds(CausalAnswer.Bounds(range)), false)
    }

    private func variable(_ name: String) throws(CausalModelError) -> DiscreteVariable {
        variables[try graph.place(of: name)]
    }

    // MARK: Probabilities

    private func probability(
        _ events: [CausalQuestion.Event], _ evidence: [CausalQuestion.Event], _ intervention: [String: Value?]
    ) throws -> (CausalAnswer.Result, Bool) {
        let placed = try CounterfactualEvent.placed(events, evidence, intervention)
        guard let asked = placed.open else { return Self.result(try bounds(of: placed.events, given: placed.evidence)) }
        let levels = try variable(asked.name).levels
        let ranges = try levels.map { level in
            try bounds(of: [CounterfactualEvent(asked, is: .category(level))], given: placed.evidence)
        }
        if let wide = ranges.first(where: { !$0.isSettled }) {
            throw QuestionError(
                .notIdentified, "The model only bounds these probabilities, the first open one by \(wide.plain)",
                hint: "Ask for one value to be told its bounds")
        }
        return (.distribution(zip(levels, ranges).map { .init(.category($0), probability: $1.lowerBound) }), true)
    }

    // MARK: Effects

    private func effect(_ effect: CausalQuestion.Effect) throws -> ClosedRange<Double> {
        let treatment = try variable(effect.treatment), outcome = try variable(effect.outcome)
        let (active, baseline) = try effect.compared(of: treatment)
        let weights = try effect.weights(of: outcome)
        if effect.kind.isOfCausation {
            return try causation(effect.kind, treatment.name, active, baseline, outcome, weights)
        }
        let (with, without) = try contrasted(effect, active, baseline)
        let treated = effect.kind == .onTheTreated ? [CounterfactualEvent(treatment.name, is: active)] : []
        let levels = zip(outcome.levels, weights).map { (name: $0, weight: $1) }
        return try expectation(of: with, levels, given: treated).minus(
            expectation(of: without, levels, given: treated))
    }

    /// The outcome in the two worlds whose means an effect compares.
    private func contrasted(
        _ effect: CausalQuestion.Effect, _ active: Value, _ baseline: Value
    ) throws -> (with: CounterfactualVariable, without: CounterfactualVariable) {
        typealias Setting = CounterfactualVariable.Setting
        let on = [effect.treatment: Setting.value(active)], off = [effect.treatment: Setting.value(baseline)]
        func outcome(
            _ settings: [String: Setting], mediatorsUnder other: [String: Setting]? = nil
        ) -> CounterfactualVariable {
            let mediators = other.map { other in effect.mediators.map { ($0, Setting.asUnder(other)) } } ?? []
            return CounterfactualVariable(effect.outcome, under: settings.merging(mediators) { first, _ in first })
        }
        let with =
            switch effect.kind {
            case .naturalDirect: outcome(on, mediatorsUnder: off)
            case .naturalIndirect: outcome(off, mediatorsUnder: on)
            case .pathSpecific:
                try graph.outcome(
                    of: TreatmentContrast(
                        effect.treatment, active, against: baseline, outcome: effect.outcome, is: .missing),
                    along: graph.edges(of: effect))
            default: outcome(on)
            }
        return (with, outcome(off))
    }

    /// The mean of what the levels of a variable count; a range where tables do not settle it.
    private func expectation(
        of variable: CounterfactualVariable, _ levels: [(name: String, weight: Double)],
        given seen: [CounterfactualEvent]
    ) throws -> ClosedRange<Double> {
        try levels.reduce(0...0) { sum, level in
            guard level.weight != 0 else { return sum }
            let own = try bounds(of: [CounterfactualEvent(variable, is: .category(level.name))], given: seen)
            let ends = [level.weight * own.lowerBound, level.weight * own.upperBound].sorted()
            return (sum.lowerBound + ends[0])...(sum.upperBound + ends[1])
        }
    }

    /// PN, PS and PNS, where the effect counts as present in the levels of weight 1.
    private func causation(
        _ kind: CausalQuestion.Effect.Kind, _ treatment: String, _ active: Value, _ baseline: Value,
        _ outcome: DiscreteVariable, _ weights: [Double]
    ) throws -> ClosedRange<Double> {
        guard outcome.levels.count == 2, weights.sorted() == [0, 1], let place = weights.firstIndex(of: 1) else {
            throw QuestionError(
                .wrongKind, "Probabilities of causation need an outcome of two levels",
                hint: "Say which counts: on \(outcome.name)=…")
        }
        let present = Value.category(outcome.levels[place]), absent = Value.category(outcome.levels[1 - place])
        let with = CounterfactualEvent(outcome.name, is: present, do: [treatment: active])
        let without = CounterfactualEvent(outcome.name, is: absent, do: [treatment: baseline])
        func seen(_ cause: Value, _ effect: Value) -> [CounterfactualEvent] {
            [CounterfactualEvent(treatment, is: cause), CounterfactualEvent(outcome.name, is: effect)]
        }
        return switch kind {
        case .necessity: try bounds(of: [without], given: seen(active, present))
        case .sufficiency: try bounds(of: [with], given: seen(baseline, absent))
        default: try bounds(of: [with, without], given: [])
        }
    }

    // MARK: What if

    private func seen(
        _ row: [String: Value]?, _ evidence: [CausalQuestion.Event]
    ) throws -> [CounterfactualEvent] {
        let observed = (row ?? [:]).filter { graph.position(of: $0.key) != nil && $0.value != .missing }
        return try observed.sorted { $0.key < $1.key }.map { CounterfactualEvent($0.key, is: $0.value) }
            + evidence.map { event in
                guard let value = event.value else {
                    throw QuestionError(
                        .incomplete, "'\(event.variable)' is given without a value", hint: "Write \(event.variable)=…")
                }
                return CounterfactualEvent(event.variable, is: value)
            }
    }

    /// The most probable level of everything that the change may reach, before and after.
    private func whatIf(
        _ changes: [String: CausalQuestion.Adjustment], _ seen: [CounterfactualEvent]
    ) throws -> (CausalAnswer.Result, Bool) {
        var set: [String: Value] = [:]
        for (name, change) in changes {
            guard case .set(let value) = change else {
                throw QuestionError(.wrongKind, "'\(name)' has levels, not numbers", hint: "Set it: \(name) = …")
            }
            set[name] = .category(try variable(name).levels[try variable(name).level(value)])
        }
        let reached = try graph.descendants(of: Set(set.keys))
        var isSettled = true
        let changed = try graph.topologicalOrder.filter(reached.contains).map { name in
            let before = try levels(of: name, do: [:], seen), after = try levels(of: name, do: set, seen)
            isSettled = isSettled && after.allSatisfy(\.range.isSettled)
            let to = set[name].map { ($0, []) } ?? Self.settled(after), from = Self.settled(before)
            return CausalAnswer.Change(
                variable: name, from: from.value, to: to.0, fromLevels: from.open, toLevels: to.1)
        }
        return (.changes(changed), isSettled)
    }

    /// The levels that are possible, with their probabilities, the likeliest first.
    private func levels(
        of name: String, do set: [String: Value], _ seen: [CounterfactualEvent]
    ) throws -> [(name: String, range: ClosedRange<Double>)] {
        try variable(name).levels.map { level in
            (level, try bounds(of: [CounterfactualEvent(name, is: .category(level), do: set)], given: seen))
        }.filter { $0.1.upperBound > 0 }.sorted { $0.1.upperBound > $1.1.upperBound }
    }

    /// The level where one is certain, else those that are open.
    private static func settled(
        _ levels: [(name: String, range: ClosedRange<Double>)]
    ) -> (value: Value, open: [CausalAnswer.PossibleLevel]) {
        if let certain = levels.first(where: { $0.range.lowerBound >= 1 }) { return (.category(certain.name), []) }
        return (.missing, levels.map { CausalAnswer.PossibleLevel(.category($0.name), probability: $0.range) })
    }
}

extension ClosedRange<Double> {
    /// Whether the ends differ by rounding only.
    fileprivate var isSettled: Bool { upperBound - lowerBound <= 1e-12 }

    fileprivate func minus(_ other: ClosedRange<Double>) -> ClosedRange<Double> {
        (lowerBound - other.upperBound)...(upperBound - other.lowerBound)
    }
}
