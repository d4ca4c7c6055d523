public import Foundation
public import OtherwiseCore
public import OtherwiseStore

/// A run of an audit in a store: what was asked of whom, and what was answered so far.
public struct AuditStore: TrialStore {
    private let store: RunStore
    private let plan: TrialPlan
    /// The run's name.
    public let run: String

    /// Begins a run, or goes on with one of the same name that asks the same of the same model.
    ///
    /// - Throws: `StoreError.otherQuestion` where a run of that name asks something else.
    public init(
        beginning run: String, _ plan: TrialPlan, of model: ModelIdentity, in store: RunStore, at time: Date
    ) async throws {
        (self.store, self.plan, self.run) = (store, plan, run)
        let question = StoredQuestion(audit: plan.audit, items: plan.items, seed: plan.seed, model: model)
        try await store.begin(run, asking: Self.encoder.encode(question), at: time)
    }

    /// What a run holds.
    public struct Answers: Sendable, Hashable {
        /// What was answered, as it is read today.
        public let outcomes: [Trial: TrialOutcome]
        /// How many of the answers have another verdict today than the one that was kept.
        public let rereadCount: Int
    }

    /// What was answered so far. What a model wrote is read anew where it was kept by a version that read otherwise.
    ///
    /// - Throws: `AuditError.badFile` for an answer that cannot be read; `StoreError`.
    public func answers() async throws -> Answers { try await plan.reread(Self.answers(of: run, in: store, to: plan)) }

    /// The outcomes of what was answered so far.
    ///
    /// - Throws: As `answers()`.
    public func outcomes() async throws -> [Trial: TrialOutcome] { try await answers().outcomes }

    /// Keeps answers, all of them or none.
    ///
    /// - Throws: `StoreError`.
    public func keep(_ outcomes: [(Trial, TrialOutcome)]) async throws {
        let results = try outcomes.map { trial, outcome in
            (
                key: String(decoding: try Self.encoder.encode(trial), as: UTF8.self),
                value: try Self.encoder.encode(KeptAnswer(outcome))
            )
        }
        try await store.keep(results, of: run)
    }

    /// A run that is kept, for a comparison.
    ///
    /// - Throws: `StoreError.noSuchRun`; `AuditError.badFile` for a run of something else than an audit.
    public static func side(of run: String, in store: RunStore) async throws -> RunComparison.Side {
        let stored = try await store.run(run)
        guard let question = try? JSONDecoder().decode(StoredQuestion.self, from: stored.question) else {
            throw AuditError(.badFile, "the run '\(run)' is no audit", hint: "Name a run of `otherwise audit`")
        }
        let plan = try TrialPlan(question.audit, items: question.items, seed: question.seed)
        let answers = plan.reread(try await Self.answers(of: run, in: store, to: plan))
        var side = RunComparison.Side(plan, answers.outcomes, model: question.model)
        side.rereadCount = answers.rereadCount
        return side
    }

    private static func answers(
        of run: String, in store: RunStore, to plan: TrialPlan
    ) async throws -> [Trial: KeptAnswer] {
        let decoder = JSONDecoder()
        let options = plan.items.reduce(into: [String: Int]()) { $0[$1.id] = $1.options.count }
        var answers: [Trial: KeptAnswer] = [:]
        for (key, value) in try await store.results(of: run) {
            guard let trial = try? decoder.decode(Trial.self, from: Data(key.utf8)),
                let answer = try? decoder.decode(KeptAnswer.self, from: value),
                let count = options[trial.item], answer.outcome.fits(count)
            else {
                throw AuditError(
                    .badFile, "the run '\(run)' holds an answer that cannot be read",
                    hint: "Begin it under another name")
            }
            answers[trial] = answer
        }
        return answers
    }

    /// One way of writing, so that the same question is recognised.
    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

/// All that an answer depends on.
private struct StoredQuestion: Codable {
    let audit: Audit
    let items: [AuditItem]
    let seed: UInt64
    let model: ModelIdentity
}
