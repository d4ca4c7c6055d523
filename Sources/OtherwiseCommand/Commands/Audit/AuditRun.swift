import OtherwiseAudits
import OtherwiseModels

/// An audit that a model has answered.
struct AuditRun: Sendable {
    let outcomes: [Trial: TrialOutcome]
    private(set) var report: AuditReport

    /// Asks a model, after its scores have been found to be real ones.
    ///
    /// - Parameters:
    ///   - known: What an earlier attempt was answered.
    ///   - store: Where answers are kept.
    static func ask(
        _ model: LanguageModel, _ plan: TrialPlan, after known: [Trial: TrialOutcome], keptIn store: AuditStore?,
        talk: TalkOptions
    ) async throws -> AuditRun {
        let progress = CountLine(of: "questions", talk: talk)
        defer { progress.finish() }
        let (respondent, check) = try await model.respondent(
            plan.audit.answer, isChat: plan.audit.prompt.isChat, repetitions: Array(1..<(plan.audit.repeats + 1)))
        let outcomes = try await plan.outcomes(from: respondent, after: known, keptIn: store) {
            progress.show($0, of: $1)
        }
        var run = try AuditRun(outcomes, plan, model)
        run.report.scoreCheck = check
        return run
    }

    private init(_ outcomes: [Trial: TrialOutcome], _ plan: TrialPlan, _ model: LanguageModel) throws {
        self.outcomes = outcomes
        report = try AuditAnalysis(outcomes, of: plan).report(model: model.identity)
    }
}
