import OtherwiseAudits
import OtherwiseModels

/// An audit that a model has answered.
struct AuditRun: Sendable {
    let outcomes: [Trial: TrialOutcome]
    private(set) var report: AuditReport

    /// Asks a model, after its scores have been found to be real ones.
    ///
    /// - Parameter store: Where answers are kept, and those of an earlier attempt lie.
    static func ask(
        _ model: LanguageModel, _ plan: TrialPlan, keptIn store: AuditStore?, talk: TalkOptions
    ) async throws -> AuditRun {
        let progress = CountLine(of: "questions", talk: talk)
        defer { progress.finish() }
        guard plan.audit.answer.asksLikelihoods else {
            let respondent = GenerationRespondent(
                model.generator(0), repeated: plan.repetitions.map(model.generator), concurrency: model.concurrency)
            let outcomes = try await plan.outcomes(from: respondent, keptIn: store) { progress.show($0, of: $1) }
            return try AuditRun(outcomes, plan, model)
        }
        var scorers: [any LikelihoodModel] = []
        for repetition in plan.repetitions { scorers.append(try await model.scorer(repetition)) }
        let scorer = try await model.scorer(0)
        let check = try await ScoreCheck.probe(scorer, isChat: plan.audit.prompt.isChat)
        let respondent = LikelihoodRespondent(scorer, repeated: scorers)
        let outcomes = try await plan.outcomes(from: respondent, keptIn: store) { progress.show($0, of: $1) }
        var run = try AuditRun(outcomes, plan, model)
        run.report.scoreCheck = check
        return run
    }

    private init(_ outcomes: [Trial: TrialOutcome], _ plan: TrialPlan, _ model: LanguageModel) throws {
        self.outcomes = outcomes
        report = try AuditAnalysis(outcomes, of: plan).report(model: model.identity)
    }
}

extension TrialPlan {
    /// The numbers of those askings that repeat the first.
    fileprivate var repetitions: [Int] { Array(1..<(audit.repeats + 1)) }
}
