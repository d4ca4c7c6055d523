extension TrialPlan {
    /// Puts all questions that have no answer yet.
    ///
    /// - Parameters:
    ///   - store: Where answers are kept, and where those of an earlier attempt lie; failures are asked again.
    ///   - progress: Told how many trials of how many are answered.
    /// - Throws: `AuditError.noAnswers` where the model fails item after item; what the respondent and the store throw;
    ///   `CancellationError`.
    public func outcomes(
        from respondent: some Respondent, keptIn store: (any TrialStore)? = nil,
        progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> [Trial: TrialOutcome] {
        try await outcomes(from: respondent, after: store?.outcomes() ?? [:], keptIn: store, progress: progress)
    }

    /// Puts all questions that have no answer among those that are known.
    ///
    /// - Parameters:
    ///   - known: What was answered before; failures are asked again.
    ///   - store: Where further answers are kept; it is not read.
    ///   - progress: Told how many trials of how many are answered.
    /// - Throws: As the other.
    public func outcomes(
        from respondent: some Respondent, after known: [Trial: TrialOutcome], keptIn store: (any TrialStore)? = nil,
        progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> [Trial: TrialOutcome] {
        var course = TrialCourse(known, of: count)
        var questions = questions(without: course.outcomes)[...]
        try await withThrowingTaskGroup(of: [(Trial, TrialOutcome)].self) { group in
            func put() {
                guard let (item, trials) = questions.popFirst() else { return }
                group.addTask { try await Array(zip(trials, respondent.outcomes(of: trials, item, in: self))) }
            }
            for _ in 0..<max(respondent.concurrency, 1) { put() }
            while let answers = try await group.next() {
                try await store?.keep(answers)
                try course.take(answers)
                progress(course.outcomes.count, course.total)
                put()
            }
        }
        return course.outcomes
    }

    /// Trials that are asked for together. What is asked again is asked for by itself: a model that reads what prompts
    /// share once would read it once, and agree with itself.
    private func questions(without answered: [Trial: TrialOutcome]) -> [(AuditItem, [Trial])] {
        items.flatMap { item in
            let missing = trials(of: item).filter { answered[$0] == nil }
            return Set(missing.map(\.repetition)).sorted().map { repetition in
                (item, missing.filter { $0.repetition == repetition })
            }
        }
    }
}

/// How far the trials of a plan have come.
private struct TrialCourse {
    private(set) var outcomes: [Trial: TrialOutcome]
    /// How many trials there are.
    let total: Int
    /// How many questions in a row had no answer.
    private var failures = 0

    /// How many questions in a row may fail before the rest is given up.
    private static let patience = 20

    /// - Parameter known: What was answered before; failures do not count as that.
    init(_ known: [Trial: TrialOutcome], of total: Int) {
        outcomes = known.filter { $0.value.failure == nil }
        self.total = total
    }

    /// - Throws: `AuditError.noAnswers` where the model fails item after item.
    mutating func take(_ answers: [(Trial, TrialOutcome)]) throws(AuditError) {
        for (trial, outcome) in answers { outcomes[trial] = outcome }
        failures = answers.allSatisfy { $0.1.failure != nil } ? failures + 1 : 0
        if failures >= Self.patience { throw AuditError.noAnswers(answers.first?.1.failure, count: failures) }
    }
}

extension AuditError {
    fileprivate static func noAnswers(_ failure: String?, count: Int) -> AuditError {
        AuditError(
            .noAnswers, "the model failed \(count) times in a row, at last so: \(failure ?? "no answer")",
            hint: "Mend that and run the same again: what was answered is kept where a store is given")
    }
}
