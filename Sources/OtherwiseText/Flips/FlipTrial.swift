import OtherwiseAudits
import OtherwiseCore
import OtherwiseSearch

/// One search for the smallest edit: what was asked so far, and what came of it.
struct FlipTrial {
    private let prompt: EditablePrompt
    private let search: FlipSearch
    private let decision: PromptDecision
    private let query: Query
    private let factual: TrialOutcome
    /// The option that the model chooses of the prompt as it stands.
    private let answer: Int
    private var rows: RowsByCost
    private var singles: [RowsByCost.Candidate] = []
    private var levels: [Flip.Level]
    private var isExhausted = false
    /// The smallest edit found.
    private(set) var best: (texts: [String], size: Int)?

    init(_ prompt: EditablePrompt, _ search: FlipSearch) async throws {
        (self.prompt, self.search) = (prompt, search)
        decision = PromptDecision(prompt, search.respondent, search.model)
        let row = try prompt.factual()
        factual = try await decision.outcomes(of: [row.values.map(\.description)])[0]
        guard let chosen = factual.chosen else { throw AuditError.unreadable(factual, prompt.item) }
        answer = chosen
        let measure = CostMeasure(.lexicographic(), schema: row.schema)
        let goal = try search.goal(against: prompt.item.options[chosen], among: prompt.item.options)
        query = Query(factual: row, goal: goal, measure: measure, margin: 0, statistics: [:]) { _ in false }
        rows = RowsByCost(from: row, measure: measure)
        levels = (1...max(min(search.limit, prompt.places.count), 1)).map {
            Flip.Level(edits: $0, count: RowsByCost.count(from: row, changing: $0), asked: 0)
        }
    }

    var callCount: Int { decision.callCount }

    /// Whether something smaller than what was found may be there and be asked.
    var isOpen: Bool { !isExhausted && left > 0 }

    /// The texts of the prompt as it stands.
    private var standing: [String] { query.factual.values.map(\.description) }

    private var left: Int { search.calls - decision.callCount }

    private func isFlip(_ outcome: TrialOutcome) -> Bool {
        guard let chosen = outcome.chosen else { return false }
        return query.goal.isReached(
            by: Prediction(outcome: .category(prompt.item.options[chosen]), scores: [:]))
    }
}

extension FlipTrial {
    /// Asks single edits, all of them where the limit of calls allows.
    mutating func askSingles(_ progress: (Int) -> Void) async throws {
        while singles.count < levels[0].count, left > 0 {
            let more = (0..<min(levels[0].count - singles.count, left, 64)).compactMap { _ in rows.next() }
            guard !more.isEmpty else { break }
            try await ask(more)
            singles += more
            progress(callCount)
        }
        isExhausted = levels.count == 1 && singles.count == levels[0].count
    }

    /// Puts rows to the model, and keeps the smallest that is a flip: of equally many edits the one that touches least.
    private mutating func ask(_ candidates: [RowsByCost.Candidate]) async throws {
        let texts = candidates.map { $0.values.map(\.description) }
        let outcomes = try await decision.outcomes(of: texts)
        for (candidate, outcome) in zip(candidates, outcomes) {
            let level = candidate.changes.count - 1
            if outcome.isMissing { levels[level].failed += 1 } else { levels[level].asked += 1 }
            if isFlip(outcome), candidate.changes.count < best?.size ?? .max {
                best = (candidate.values.map(\.description), candidate.changes.count)
            }
        }
    }

    /// Looks for a few edits that change the answer together; at most half of the calls that are left are for that.
    mutating func replaceGreedily() async throws {
        guard left > 1 else { return }
        // It asks for the prompt as it stands and for single edits too, which are known.
        let budget = SearchBudget(modelRows: left / 2 + singles.count + 1)
        let result = try await GreedyStrategy(decision).answers(to: query, count: 1, budget: budget)
        guard let answer = result.answers.first else { return }
        let texts = answer.values.map(\.description), size = prompt.edits(texts).count
        if size <= levels.count { best = (texts, size) }
    }

    /// Asks the next few combinations in the order of their size, as long as they are smaller than what was found.
    ///
    /// - Returns: Whether there were any.
    mutating func askNext(_ count: Int) async throws -> Bool {
        let most = min(best.map { $0.size - 1 } ?? .max, levels.count)
        var candidates: [RowsByCost.Candidate] = []
        while candidates.count < min(count, left), let next = rows.next() {
            guard next.changes.count <= most else { break }
            candidates.append(next)
        }
        isExhausted = candidates.count < min(count, left)
        guard !candidates.isEmpty else { return false }
        try await ask(candidates)
        return true
    }
}

// MARK: What came of it

extension FlipTrial {
    func flip() async throws -> Flip {
        var flip = Flip(
            item: prompt.item.id, options: prompt.item.options, factual: told(factual), status: status,
            counterfactual: nil, certificate: certificate, levels: levels,
            noise: Flip.Noise(
                repeats: search.repeats, changed: try await changes(of: standing, factual), flipChanged: nil),
            provenance: search.provenance(of: prompt))
        flip.singles = try await singleTrials()
        if let best {
            let outcome = try await decision.outcomes(of: [best.texts])[0]
            flip.edits = edits(best.texts)
            flip.counterfactual = told(outcome)
            flip.noise.flipChanged = try await changes(of: best.texts, outcome)
        }
        flip.calls = decision.callCount + search.repeats * (best == nil ? 1 : 2)
        return flip
    }

    private var status: SearchStatus {
        best != nil ? .found : isExhausted && levels.allSatisfy { $0.failed == 0 } ? .infeasible : .budget
    }

    /// What is proved, each row having been asked once: numbers of edits that were all asked without a flip.
    private var certificate: Certificate {
        let whole = levels.prefix { $0.asked == $0.count && $0.edits < best?.size ?? .max }.count
        guard let best else { return Certificate(kind: .gap, lowerBound: Double(whole + 1), upperBound: nil) }
        return Certificate(
            kind: whole + 1 == best.size ? .optimal : .gap, lowerBound: Double(whole + 1),
            upperBound: Double(best.size))
    }

    private func told(_ outcome: TrialOutcome) -> Flip.Answer {
        Flip.Answer(
            prompt: outcome.prompt, option: outcome.chosen.map { prompt.item.options[$0] },
            text: outcome.text ?? outcome.failure, lead: outcome.lead(of: answer), scores: outcome.scores)
    }

    private func edits(_ texts: [String]) -> [PromptEdit] {
        prompt.edits(texts).sorted { $0.key < $1.key }.map { place, text in
            let edited = prompt.places[place]
            return PromptEdit(kind: edited.kind, place: edited.name, from: edited.original, to: text)
        }
    }

    private func singleTrials() async throws -> [Flip.Trial] {
        let texts = singles.map { $0.values.map(\.description) }
        return try await zip(texts, decision.outcomes(of: texts)).flatMap { texts, outcome in
            edits(texts).map { Flip.Trial(edit: $0, answer: told(outcome), isFlip: isFlip(outcome)) }
        }
    }

    /// How often a row has another answer when it is asked again.
    private func changes(of texts: [String], _ first: TrialOutcome) async throws -> Int {
        var changed = 0
        for repetition in 0..<max(search.repeats, 0) {
            let again = try await decision.outcome(of: texts, repetition: repetition + 1)
            if again.chosen != first.chosen { changed += 1 }
        }
        return changed
    }
}

extension TrialOutcome {
    /// Whether the model was asked in vain. An edit that leaves nothing to be asked has no answer that could be missing.
    fileprivate var isMissing: Bool { failure != nil && !prompt.isEmpty }
}

extension FlipSearch {
    fileprivate func goal(against answer: String, among options: [String]) throws(AuditError) -> Goal {
        guard let wanted else { return .not(answer) }
        guard options.contains(wanted) else {
            throw AuditError(
                .badDesign, "there is no option '\(wanted)'", hint: "Want one of \(options.joined(separator: ", "))")
        }
        guard wanted != answer else {
            throw AuditError(
                .badDesign, "the model answers '\(wanted)' to the prompt as it stands", hint: "Want another option")
        }
        return .outcome(wanted)
    }

    fileprivate func provenance(of prompt: EditablePrompt) -> Provenance {
        Provenance(
            method: "all single edits, greedy replacement, then all combinations in the order of their size",
            seed: prompt.seed,
            settings: [
                "limit": "\(limit)", "calls": "\(calls)", "repeats": "\(repeats)", "wanted": wanted ?? "any other",
                "answer": prompt.audit.answer.asksLikelihoods ? "likelihood" : "generation",
                "kinds": Set(prompt.places.map(\.kind.rawValue)).sorted().joined(separator: ", "),
            ], model: model)
    }
}

extension AuditError {
    fileprivate static func unreadable(_ outcome: TrialOutcome, _ item: AuditItem) -> AuditError {
        let said = outcome.failure ?? outcome.text.map { "it wrote \($0.prefix(80).debugDescription)" } ?? "a tie"
        return AuditError(
            .noAnswers,
            "item '\(item.id)': the prompt as it stands has no answer that names one option (\(said))",
            hint: outcome.failure != nil
                ? "Mend that, and ask again"
                : "Ask for the option alone, and allow it more tokens, or compare likelihoods, where the model tells them"
        )
    }
}
