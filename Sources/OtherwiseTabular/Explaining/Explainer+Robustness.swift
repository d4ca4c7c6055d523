public import OtherwiseCore
public import OtherwiseSearch

/// How robust an answer is against a new training of the model.
public struct Robustness: Sendable, Hashable, Codable {
    /// The stability that was asked for.
    public let threshold: Double
    /// Whether it is reached, with two standard errors to spare.
    public let isReached: Bool
    /// The stability that was measured.
    public let stability: Stability
    /// No answer that is this stable costs less; `nil` if nothing is proved.
    @OrNull public private(set) var lowerBound: Double?
}

/// An answer, and how robust it is where that was asked for.
struct RobustAnswer: Sendable {
    var answer: SearchResult.Answer
    var robustness: Robustness?
}

extension Explainer {
    /// The answers, or what they were moved to until they are stable enough: of each set of changed features the
    /// cheapest; behind them, as they are, those for which no way was stable enough.
    ///
    /// Three ways are gone: the same search for higher scores; uphill along the gradient where the model has one; and
    /// else towards stable rows of the reference. Where something follows from a change, the first of them alone: the
    /// others move what is set without regard to it.
    func robust(_ result: inout SearchResult, _ query: Query) async throws -> [RobustAnswer] {
        guard let robustness = settings.robustness, !result.answers.isEmpty else {
            return result.answers.map { RobustAnswer(answer: $0) }
        }
        let search = try Robustification(model, query: query, settings: robustness)
        let form = try await search.form(for: smooth)
        let raised = try await raised(query, search, form, spending: &result)
        var pool = RobustPool(query, raised.outcomes)
        var targets: StableRows?
        for answer in result.answers {
            let unmoved = try await search.unmoved(answer.values, form, of: smooth)
            let moved = unmoved.isReached ? [] : try await moved(answer.values, search, form, &targets)
            for outcome in [unmoved] + moved { pool.add(outcome) }
            result.modelRows += ([unmoved] + moved).reduce(0) { $0 + $1.modelRows }
        }
        result.modelRows += targets?.modelRows ?? 0
        return try pool.outcomes.map { outcome in
            RobustAnswer(
                answer: try answer(outcome.values, among: result.answers, query),
                robustness: Robustness(
                    threshold: robustness.threshold, isReached: outcome.isReached, stability: outcome.stability,
                    lowerBound: raised.lowerBound))
        }
    }

    /// How stable an answer is that was not made so; `nil` where that is not measured, or cannot be: no number varies.
    func stability(of values: [Value], _ query: Query) async throws -> Stability? {
        guard measuresStability else { return nil }
        do {
            let search = try Robustification(model, query: query, settings: RobustSettings(seed: settings.seed))
            return try await search.unmoved(values, search.form(for: smooth), of: smooth).stability
        } catch let error as RobustnessError where error.code == .nothingVaries { return nil }
    }

    /// As many as were asked for of those that are stable enough; only then the most stable of the others.
    func chosen(among answers: [RobustAnswer]) -> [RobustAnswer] {
        let stable = answers.filter { $0.robustness?.isReached ?? true }
        let places = settings.selection.places(settings.count, of: stable.map(\.answer), in: reference.space)
        let others = answers.filter { $0.robustness?.isReached == false }
        return places.map { stable[$0] } + others.prefix(settings.count - places.count)
    }

    /// - Parameter targets: The stable rows of the reference, looked for once and only when needed.
    private func moved(
        _ values: [Value], _ search: Robustification, _ form: StabilityForm, _ targets: inout StableRows?
    ) async throws -> [Robustification.Outcome] {
        guard consequences == nil else { return [] }
        guard form == .relaxed, let smooth else {
            if targets == nil { targets = try await search.stableRows(of: reference) }
            return [try await search.alongLines(from: values, to: targets ?? StableRows())].compactMap(\.self)
        }
        let uphill = [
            try await search.alongGradient(of: smooth, from: values, moving: search.changed(values)),
            try await search.alongGradient(of: smooth, from: values),
        ].compactMap(\.self)
        guard uphill.isEmpty else { return uphill }
        return [try await search.towardsData(reference)].compactMap(\.self)
    }

    /// An answer of the search as it was found; what it was moved to with what is proved of every answer.
    private func answer(
        _ values: [Value], among answers: [SearchResult.Answer], _ query: Query
    ) throws -> SearchResult.Answer {
        if let found = answers.first(where: { $0.values == values }) { return found }
        let cost = measure.breakdown(from: query.factual, to: try Row(schema: schema, values: values)).total
        let lowerBound = answers.first?.certificate.lowerBound
        return SearchResult.Answer(
            values: values,
            certificate: Certificate(kind: lowerBound == nil ? .none : .gap, lowerBound: lowerBound, upperBound: cost),
            region: [:])
    }
}
