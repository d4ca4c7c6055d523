package import OtherwiseCore

extension CounterfactualEvent {
    /// The events of a question about a probability, each in its world.
    ///
    /// - Returns: In `open`, the one variable that is asked about without a value; then there are no events.
    /// - Throws: `QuestionError` for values that are not given, and for what is both set and observed.
    package static func placed(
        _ events: [CausalQuestion.Event], _ evidence: [CausalQuestion.Event], _ intervention: [String: Value?]
    ) throws(QuestionError) -> (
        events: [CounterfactualEvent], evidence: [CounterfactualEvent], open: CounterfactualVariable?
    ) {
        let set = try settings(intervention)
        if let both = evidence.first(where: { $0.variable.settings.isEmpty && set[$0.variable.name] != nil }) {
            let name = both.variable.name
            throw QuestionError(
                .contradiction, "'\(name)' is both set and observed, which no single world allows",
                hint: "Ask what would have been: P(…_{\(name)=…} | \(name)=…)")
        }
        func placed(_ variable: CounterfactualVariable) -> CounterfactualVariable {
            set.isEmpty ? variable : CounterfactualVariable(variable.name, do: set)
        }
        var seen: [CounterfactualEvent] = []
        for event in evidence {
            guard let value = event.value else {
                throw QuestionError(
                    .incomplete, "'\(event.variable)' is given without a value", hint: "Write \(event.variable)=…")
            }
            seen.append(CounterfactualEvent(placed(event.variable), is: value))
        }
        let fixed = events.compactMap { event in event.value.map { CounterfactualEvent(placed(event.variable), is: $0) }
        }
        let open = try open(in: events)
        return (fixed, seen, open.map(placed))
    }

    /// What is set.
    private static func settings(_ intervention: [String: Value?]) throws(QuestionError) -> [String: Value] {
        var set: [String: Value] = [:]
        for (name, value) in intervention {
            guard let value else {
                throw QuestionError(.incomplete, "'\(name)' has no value", hint: "Write do(\(name)=…)")
            }
            set[name] = value
        }
        return set
    }

    /// The variable that is asked about without a value; it must be the only one that is asked about.
    private static func open(in events: [CausalQuestion.Event]) throws(QuestionError) -> CounterfactualVariable? {
        guard let asked = events.first(where: { $0.value == nil }) else { return nil }
        guard events.count == 1 else {
            throw QuestionError(
                .incomplete, "Several variables stand in P(…) without a value", hint: "Give values, or ask about one")
        }
        return asked.variable
    }
}

extension [CausalQuestion.Event] {
    /// What is given of a unit as it is.
    ///
    /// - Throws: `QuestionError` for what has no value, has two, or stands in another world; `CausalModelError` for a name
    ///   that is not among `names`.
    package func observed(among names: [String]) throws -> [String: Value] {
        var observed: [String: Value] = [:]
        for event in self {
            let name = event.variable.name
            guard event.variable.settings.isEmpty, let value = event.value else {
                throw QuestionError(.wrongKind, "'\(event)' is no observed value", hint: "Write \(name)=60")
            }
            guard names.contains(name) else { throw CausalModelError.unknownVariable(name, names: names) }
            if let other = observed.updateValue(value, forKey: name), other != value {
                throw QuestionError(
                    .contradiction, "'\(name)' is given as both \(other) and \(value)", hint: "Give it once")
            }
        }
        return observed
    }
}
