import Foundation
import OtherwiseAudits
import OtherwiseCore
import OtherwiseStore
import OtherwiseTesting
import Synchronization
import Testing

@Suite struct `Runs that are kept` {
    private static let time = Date(timeIntervalSince1970: 1.7e9)

    /// Counts what it is asked, and fails after so many.
    private final class Weary: Respondent, Sendable {
        private let left: Mutex<Int>
        init(_ answers: Int) { left = Mutex(answers) }

        func outcomes(of trials: [Trial], _ item: AuditItem, in plan: TrialPlan) async throws -> [TrialOutcome] {
            let isSpent = left.withLock { left in
                left -= 1
                return left < 0
            }
            if isSpent { throw CancellationError() }
            return try await LikelihoodRespondent(Pairs.swayed).outcomes(of: trials, item, in: plan)
        }

        var unused: Int { left.withLock { $0 } }
    }

    @Test func `a run that was cut off is gone on with, and finds the same`() async throws {
        let store = try RunStore(path: nil), plan = try TrialPlan(Pairs.audit(), items: Pairs.items(10))
        func begin() async throws -> AuditStore {
            try await AuditStore(beginning: "a", plan, of: Pairs.swayed.identity, in: store, at: Self.time)
        }
        await #expect(throws: CancellationError.self) { try await plan.outcomes(from: Weary(7), keptIn: begin()) }
        let kept = try await store.runs
        #expect(kept.first?.results == 4 * 6 + 3 * 4)
        // 20 questions in all, of which 7 were answered.
        let rest = Weary(13)
        let outcomes = try await plan.outcomes(from: rest, keptIn: begin())
        #expect(rest.unused == 0)
        let whole = try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed))
        #expect(outcomes == whole)
        let again = try await begin().outcomes()
        #expect(again == outcomes)
    }

    /// Says how many calls it takes at a time.
    private struct Narrow: Respondent {
        let concurrency: Int

        func outcomes(of trials: [Trial], _ item: AuditItem, in plan: TrialPlan) async throws -> [TrialOutcome] {
            try await LikelihoodRespondent(Pairs.swayed).outcomes(of: trials, item, in: plan)
        }
    }

    @Test(arguments: [0, -1, 3]) func `whoever takes no call at a time is asked one by one`(_ calls: Int) async throws {
        let plan = try TrialPlan(Pairs.audit(), items: Pairs.items(3))
        let outcomes = try await plan.outcomes(from: Narrow(concurrency: calls))
        #expect(try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed)) == outcomes)
    }

    /// Counts how often it is read.
    private final class CountingStore: TrialStore, Sendable {
        private let counts = Mutex((reads: 0, kept: 0))

        var reads: Int { counts.withLock { $0.reads } }
        var kept: Int { counts.withLock { $0.kept } }

        func outcomes() async throws -> [Trial: TrialOutcome] {
            counts.withLock { $0.reads += 1 }
            return [:]
        }

        func keep(_ outcomes: [(Trial, TrialOutcome)]) async throws {
            counts.withLock { $0.kept += outcomes.count }
        }
    }

    @Test func `answers that are known are not read from the store again, and failures among them are asked again`()
        async throws
    {
        let plan = try TrialPlan(Pairs.audit(), items: Pairs.items(3))
        let whole = try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed))
        var known = whole.filter { $0.key.item != "q2" }
        let failed = try #require(known.keys.first { $0.item == "q0" })
        known[failed]?.failure = "broken"
        let store = CountingStore()
        let outcomes = try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed), after: known, keptIn: store)
        #expect(outcomes == whole && store.reads == 0 && store.kept == whole.count - known.count + 1)
        _ = try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed), keptIn: store)
        #expect(store.reads == 1)
    }

    @Test func `the same name for another question or another model is refused`() async throws {
        let store = try RunStore(path: nil), plan = try TrialPlan(Pairs.audit(), items: Pairs.items(3))
        _ = try await AuditStore(beginning: "a", plan, of: Pairs.swayed.identity, in: store, at: Self.time)
        let others = [
            (try TrialPlan(Pairs.audit(), items: Pairs.items(4)), Pairs.swayed.identity),
            (try TrialPlan(Pairs.audit(), items: Pairs.items(3), seed: 1), Pairs.swayed.identity),
            (plan, ModelIdentity(name: "another", digest: nil)),
        ]
        for (other, model) in others {
            let error = await #expect(throws: StoreError.self) {
                try await AuditStore(beginning: "a", other, of: model, in: store, at: Self.time)
            }
            #expect(error?.code == .otherQuestion)
        }
        let error = await #expect(throws: StoreError.self) { try await AuditStore.side(of: "b", in: store) }
        #expect(error?.code == .noSuchRun && error?.description.contains("there are a") == true)
    }

    @Test func `a model that is always swayed differs from one that never is, though no item differs from another`()
        async throws
    {
        let plan = try TrialPlan(Pairs.audit(), items: Pairs.items(60))
        let firm = ScriptedModel(name: "firm", score: { _, text in text.contains("bad") ? -5 : -4 })
        let turned = ScriptedModel(
            name: "turned",
            score: { prompt, text in text.contains("bad") ? (prompt.contains(Pairs.cue) ? -3 : -5) : -4 })
        func side(_ model: ScriptedModel) async throws -> RunComparison.Side {
            RunComparison.Side(
                plan, try await plan.outcomes(from: LikelihoodRespondent(model)), model: model.identity)
        }
        let comparison = try RunComparison(await side(turned), await side(firm))
        let share = try #require(comparison.effects.first { $0.variant == "cue" }?.share)
        #expect(share.estimate.value == 1 && share.estimate.low > 0.8 && share.pValue < 1e-9)
        // The control: two that are never swayed do not differ.
        let same = try RunComparison(await side(firm), await side(firm))
        #expect(!same.effects.isEmpty && same.effects.allSatisfy { Self.isNone($0.share) })
    }

    private static func isNone(_ difference: TestedDifference?) -> Bool {
        guard let difference else { return false }
        let estimate = difference.estimate
        return estimate.value == 0 && difference.pValue == 1 && estimate.low < 0 && estimate.high > 0
            && estimate.low > -0.2 && estimate.high < 0.2
    }

    @Test func `runs of two models are compared, and which of them is swayed more`() async throws {
        let store = try RunStore(path: nil), plan = try TrialPlan(Pairs.audit(), items: Pairs.items(60))
        let firm = ScriptedModel(name: "firm", score: { _, text in text.contains("bad") ? -5 : -4 })
        for (name, model) in [("swayed", Pairs.swayed), ("firm", firm)] {
            let run = try await AuditStore(beginning: name, plan, of: model.identity, in: store, at: Self.time)
            _ = try await plan.outcomes(from: LikelihoodRespondent(model), keptIn: run)
        }
        let comparison = try RunComparison(
            await AuditStore.side(of: "swayed", in: store), await AuditStore.side(of: "firm", in: store))
        #expect(comparison.models.map(\.name) == ["scripted", "firm"])
        let cue = try #require(comparison.variants.first { $0.variant == "cue" })
        #expect(abs(cue.share.estimate.value - 33.0 / 60) < 1e-12)
        let effect = try #require(comparison.effects.first { $0.variant == "cue" })
        #expect(effect.share.map { $0.estimate.low > 0.3 && $0.pValue < 0.001 } == true)
        // Neither is swayed by the placebo: no difference, as far as so many items can tell.
        #expect(Self.isNone(comparison.effects.first { $0.variant == "placebo" }?.share))
    }

    /// Keeps a run of written answers, two of which an earlier version read otherwise than they are read today.
    private func keepOld(_ name: String, _ plan: TrialPlan, in store: RunStore) async throws -> Int {
        let run = try await AuditStore(beginning: name, plan, of: Pairs.swayed.identity, in: store, at: Self.time)
        _ = try await plan.outcomes(from: GenerationRespondent(Pairs.swayed), keptIn: run)
        let old = try await store.results(of: name).compactMap { key, value -> (key: String, value: Data)? in
            let trial = try JSONDecoder().decode(Trial.self, from: Data(key.utf8))
            guard ["q0", "q1"].contains(trial.item), trial.variant == "plain", trial.repetition == 0 else { return nil }
            var outcome = try JSONDecoder().decode(TrialOutcome.self, from: value)
            // Both orders of both: one wrong, one that was not read.
            outcome.chosen = trial.item == "q0" ? 1 : nil
            outcome.place = nil
            return (key, try JSONEncoder().encode(outcome))
        }
        try await store.keep(old, of: name)
        return old.count
    }

    @Test func `verdicts of another reading are found anew, when a run is gone on with and when it is compared`()
        async throws
    {
        let store = try RunStore(path: nil)
        let plan = try TrialPlan(
            Pairs.audit(AnswerForm(means: .generation(.init()), labels: .none, orders: .both)), items: Pairs.items(30))
        let new = try await AuditStore(beginning: "new", plan, of: Pairs.swayed.identity, in: store, at: Self.time)
        let whole = try await plan.outcomes(from: GenerationRespondent(Pairs.swayed), keptIn: new)
        #expect(try await keepOld("old", plan, in: store) == 4)
        let old = try await AuditStore(beginning: "old", plan, of: Pairs.swayed.identity, in: store, at: Self.time)
        #expect(try await old.outcomes() == whole)
        #expect(try await old.answers().rereadCount == 4)
        // What was read by this version is left as it is.
        #expect(try await new.outcomes() == whole)
        #expect(try await new.answers().rereadCount == 0)
        let comparison = try RunComparison(
            await AuditStore.side(of: "old", in: store), await AuditStore.side(of: "new", in: store))
        #expect(comparison.variants.allSatisfy { $0.share.estimate.value == 0 && $0.flips.value == 0 })
        #expect(
            comparison.notes == [
                "Of the first run 4 of \(whole.count) answers were kept with another verdict than is read in them today, which counts."
            ])
    }

    @Test(arguments: [
        TrialOutcome(prompt: "p", text: "t", chosen: 2, place: 0), TrialOutcome(prompt: "p", chosen: 0, place: -5),
        TrialOutcome(prompt: "p", scores: [-1], chosen: 0, place: 0),
    ])
    func `a kept answer that cannot be one is refused`(_ outcome: TrialOutcome) async throws {
        let store = try RunStore(path: nil), plan = try TrialPlan(Pairs.audit(), items: Pairs.items(2))
        let run = try await AuditStore(beginning: "a", plan, of: Pairs.swayed.identity, in: store, at: Self.time)
        try await run.keep([(Trial(item: "q0", variant: "plain"), outcome)])
        for read in [{ _ = try await run.answers() }, { _ = try await AuditStore.side(of: "a", in: store) }]
            as [() async throws -> Void]
        {
            let error = await #expect(throws: AuditError.self) { try await read() }
            #expect(error?.code == .badFile && error?.problem.contains("cannot be read") == true)
        }
    }

    @Test func `a kept verdict of this version is not read again`() async throws {
        let store = try RunStore(path: nil)
        let plan = try TrialPlan(
            Pairs.audit(AnswerForm(means: .generation(.init()), labels: .none, orders: .both)), items: Pairs.items(2))
        let run = try await AuditStore(beginning: "a", plan, of: Pairs.swayed.identity, in: store, at: Self.time)
        let trial = Trial(item: "q0", variant: "plain")
        // As if another reader of this version had found it.
        let outcome = TrialOutcome(prompt: "p", text: "good 0", chosen: 1, place: 1)
        try await run.keep([(trial, outcome)])
        #expect(try await run.outcomes() == [trial: outcome])
        #expect(try await run.answers().rereadCount == 0)
    }
}
