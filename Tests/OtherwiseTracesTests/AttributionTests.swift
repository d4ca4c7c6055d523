import Foundation
import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseTraces

/// A world in which success needs every step of one of these sets to be right.
private struct SetWorld: World {
    let saving: [Set<Int>]

    func abduct(_ run: Int) -> Int { run }
    func predict(_ run: Int, under repair: StepRepair) -> Double {
        saving.contains { $0.isSubset(of: repair.steps) } ? 1 : 0
    }
}

@Suite struct AttributionTests {
    @Test func `the earliest step that saves the run is decisive`() async throws {
        let world = SetWorld(saving: [[4], [2], [0, 1]])
        let attribution = try await world.attribution(of: 0, steps: 6)
        #expect(attribution.decisive == 2 && attribution.answer == 2)
        #expect(attribution.ranking == [2, 4, 0, 1, 3, 5])
        #expect(try await world.minimalRepairs(of: 0, steps: 6).minimal == [[2], [4], [0, 1]])
    }

    @Test func `where no single step saves it there is none, and the pairs that do are found`() async throws {
        let world = SetWorld(saving: [[1, 3], [0, 1, 2]])
        #expect(try await world.attribution(of: 0, steps: 4).decisive == nil)
        let pairs = try await world.minimalRepairs(of: 0, steps: 4)
        #expect(pairs.minimal == [[1, 3]] && pairs.searchedUpTo == 2 && !pairs.isComplete)
        let triples = try await world.minimalRepairs(of: 0, steps: 4, limits: RepairLimits(largest: 3))
        #expect(triples.minimal == [[1, 3], [0, 1, 2]])
        // The one set of four holds both.
        #expect(triples.searchedUpTo == 4 && triples.isComplete)
        let none = try await world.minimalRepairs(of: 0, steps: 0)
        #expect(none.minimal.isEmpty && none.isComplete)
    }

    @Test(arguments: 0..<200)
    func `the search finds just the smallest sets that every subset tells`(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let steps = Int.random(in: 1...6, using: &generator)
        let saving = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
            Set(
                (0..<Int.random(in: 1...3, using: &generator)).map { _ in Int.random(in: 0..<steps, using: &generator) }
            )
        }
        let largest = Int.random(in: 1...6, using: &generator)
        let found = try await SetWorld(saving: saving).minimalRepairs(
            of: 0, steps: steps, limits: RepairLimits(largest: largest))
        let minimal = Set(saving.filter { set in !saving.contains { $0.isStrictSubset(of: set) } })
        let reached = minimal.filter { $0.count <= found.searchedUpTo }
        #expect(Set(found.minimal) == reached && found.minimal.count == reached.count)
        #expect(found.searchedUpTo >= min(largest, steps) && (!found.isComplete || reached == minimal))
    }

    @Test func `a search ends where the replays do, and says so`() async throws {
        let world = SetWorld(saving: [[0, 1], [2, 3]])
        // Of the pairs of four steps 0 and 1, 0 and 2, 0 and 3 are run.
        let cut = try await world.minimalRepairs(of: 0, steps: 4, limits: RepairLimits(largest: 4, replays: 3))
        #expect(cut.minimal == [[0, 1]] && cut.searchedUpTo == 1 && !cut.isComplete)
        let whole = try await world.minimalRepairs(of: 0, steps: 4, limits: RepairLimits(largest: 4, replays: 6))
        #expect(whole.minimal == [[0, 1], [2, 3]] && whole.isComplete)
    }

    @Test func `an effect is told from chance by the runs that it changes`() throws {
        let floor = (0..<20).map { $0 < 10 ? 1.0 : 0 }
        let same = RepairEffect(of: floor, over: floor), all = RepairEffect(of: floor.map { _ in 1 }, over: floor)
        #expect(same.difference == 0 && same.pValue == 1)
        #expect(try #require(same.interval).contains(0))
        // Ten runs change, all one way: 2 / 2^10.
        #expect(all.difference == 0.5 && abs(all.pValue - 2.0 / 1024) < 1e-12)
        #expect(try #require(all.interval).lowerBound > 0)
        // As many successes, and as many changes each way as there can be: no effect.
        let other = RepairEffect(of: floor.map { 1 - $0 }, over: floor)
        #expect(other.difference == 0 && abs(other.pValue - 1) < 1e-12)
        #expect(RepairEffect.fewestRuns(for: 1) == 6 && RepairEffect.fewestRuns(for: 4) == 8)
    }

    /// How often some step of agents is blamed, each of whose runs succeeds with probability 0.7, or with these.
    private func blamed(_ chances: [Double], agents: Int = 400, runs: Int = 30) -> Double {
        var generator = SeededGenerator(seed: 6)
        let blamed = (0..<agents).count { _ in
            let outcomes = ([0.7] + chances).map { chance in
                (0..<runs).map { _ in Double.random(in: 0..<1, using: &generator) < chance ? 1.0 : 0 }
            }
            let family = RepairFamily(Array(outcomes.dropFirst()), over: outcomes[0])
            return chances.indices.contains(where: family.saves)
        }
        return Double(blamed) / Double(agents)
    }

    @Test func `of agents that succeed by luck hardly any has a step blamed, of those that a step saves most`() {
        // 0.05, and four standard errors of a share of 400.
        #expect(blamed([0.7, 0.7, 0.7, 0.7]) <= 0.05 + 4 * (0.05 * 0.95 / 400).squareRoot())
        #expect(blamed([0.7, 1, 0.7, 0.7]) > 0.5)
    }

    @Test func `a partial success is compared as it is`() {
        let floor = [0.2, 0.3, 0.25, 0.2, 0.35, 0.3, 0.2, 0.25]
        let higher = RepairEffect(of: floor.map { $0 + 0.5 + $0 / 10 }, over: floor)
        #expect(abs(higher.pValue - 2.0 / 256) < 1e-12 && (higher.interval?.lowerBound ?? 0) > 0.5)
        #expect(RepairEffect(of: floor.reversed(), over: floor).pValue > 0.5)
    }

    @Test func `a run that succeeds has nothing to attribute`() async {
        await #expect(throws: TraceError.self) { try await SetWorld(saving: [[]]).attribution(of: 0, steps: 3) }
    }

    @Test func `contributions are those of the glove game, and add up`() async throws {
        // Steps 0 and 1 are each of use with step 2 alone: 1/6, 1/6, 4/6 (Shapley and Shubik 1954).
        let shares = try await SetWorld(saving: [[0, 2], [1, 2]]).contributions(of: 0, steps: 3)
        for (share, exact) in zip(shares.values, [1.0 / 6, 1.0 / 6, 4.0 / 6]) { #expect(abs(share - exact) < 1e-12) }
        let sampled = try await SetWorld(saving: [[0, 2], [1, 2]]).contributions(of: 0, steps: 14, orders: 800)
        let sum = sampled.values.reduce(0, +)
        #expect(abs(sum - 1) < 1e-9)
        for (index, exact) in [1.0 / 6, 1.0 / 6, 4.0 / 6].enumerated() {
            #expect(abs(sampled.values[index] - exact) < 4 * sampled.standardErrors[index])
        }
        #expect(sampled.values[5] == 0)
    }

    @Test func `contributions add up to what is gained over no repair`() async throws {
        struct FloorWorld: World {
            func abduct(_ run: Int) -> Int { run }
            func predict(_ run: Int, under repair: StepRepair) -> Double { repair.steps.contains(2) ? 1 : 0.25 }
        }
        #expect(try await FloorWorld().contributions(of: 0, steps: 4).values == [0, 0, 0.75, 0])
    }

    @Test func `an answer is right by its number, not by a digit of it`() {
        let steps = (0..<20).map { TraceStep(agent: "a\($0)", content: "") }
        let traces = [Trace(id: "x", steps: steps, label: .init(agent: "a1", step: 1)), Trace(id: "y", steps: steps)]
        let answers = [BlameScore.Answer(agent: " A1", step: "12"), nil]
        let exact = BlameScore(answers, of: traces), lenient = BlameScore(answers, of: traces, .substring)
        #expect(exact.count == 1 && exact.agentAccuracy == 1 && exact.stepAccuracy == 0)
        #expect(lenient.stepAccuracy == 1)
    }
}

@Suite struct ReplayTests {
    private let trace = Trace(
        id: "t", steps: (0..<4).map { TraceStep(agent: "a\($0)", content: "it's \"said\"\n") },
        label: TraceLabel(agent: "a2", step: 2))

    private func world(_ answer: String, runs: Int = 1) throws -> ReplayWorld {
        try ReplayWorld(command: "while read -r line; do \(answer); done", runs: runs, timeout: .seconds(60))
    }

    @Test(.timeLimit(.minutes(10))) func `a command that runs the trace again tells which step decides`() async throws {
        let answer =
            #"case "$line" in *'"repair":[2'*) echo '{"success": true}';; *) echo '{"success": 0.25}';; esac"#
        let blame = try await world(answer, runs: 8).blame(for: trace, contributes: true)
        #expect(blame.attribution.success == [0.25, 0.25, 1, 0.25] && blame.attribution.unrepaired == 0.25)
        #expect(blame.attribution.decisive == 2 && blame.minimalRepairs == [[2]])
        let contributions = try #require(blame.contributions).values
        // All repaired together bring what none does.
        let sum = contributions.reduce(0, +)
        #expect(abs(sum) < 1e-9)
        let interval = try #require(blame.interval(of: 2))
        #expect(interval.lowerBound < 0.68 && interval.upperBound == 1)
        #expect(try #require(blame.unrepairedInterval).contains(0.25))
        // Of four steps, four runs can tell none from luck.
        #expect(try await world(answer, runs: 4).blame(for: trace).attribution.decisive == nil)
    }

    /// An agent that succeeds in about 0.7 of the runs, drawn by all that it is asked; a right step 1 may always save it.
    private func lucky(saving: Bool) -> String {
        let always = saving ? #"case "$line" in *'"repair":[1]'*) echo '{"success": true}'; continue;; esac;"# : ""
        return always
            + #" sum=$(printf '%s' "$line" | tr -dc '[]0-9,' | cksum); [ $(( ${sum%% *} / 7 % 10 )) -lt 7 ] && echo '{"success": true}' || echo '{"success": false}'"#
    }

    @Test(.timeLimit(.minutes(10))) func `an agent that succeeds by luck blames no step, one that a step saves does`()
        async throws
    {
        let single = RepairLimits(largest: 1)
        let luck = try await world(lucky(saving: false), runs: 40).blame(for: trace, limits: single)
        // Any step would have been decisive by its successes alone.
        #expect(luck.attribution.success.allSatisfy { $0 > 0.5 }, "\(luck.attribution)")
        #expect((0.4..<0.95).contains(luck.attribution.unrepaired), "\(luck.attribution)")
        #expect(luck.attribution.decisive == nil && luck.minimalRepairs.isEmpty, "\(luck.attribution)")
        let saved = try await world(lucky(saving: true), runs: 40).blame(for: trace, limits: single)
        #expect(saved.attribution.decisive == 1 && saved.minimalRepairs == [[1]], "\(saved.attribution)")
        #expect(saved.attribution.pValues[1] < 0.05 && saved.attribution.effects[1].difference > 0.1)
    }

    @Test(.timeLimit(.minutes(10)), arguments: [1, 3])
    func `a run that succeeds without any repair is blamed on nobody`(_ runs: Int) async throws {
        let always = try await world("echo '{\"success\": true}'", runs: runs).blames(for: [trace])
        guard case .notReproduced(let trace, 1, runs) = always[0] else {
            Issue.record("\(always)")
            return
        }
        #expect(trace.id == "t" && always[0].blame == nil && !always[0].isFailed)
        await #expect(throws: TraceError.self) {
            try await self.world("echo '{\"success\": true}'", runs: runs).blame(for: trace)
        }
        let but = #"case "$line" in *'"repair":[]'*) echo '{"success": 0}';; *) echo '{"success": true}';; esac"#
        let blame = try await world(but, runs: runs).blame(for: trace)
        #expect(blame.attribution.success == [1, 1, 1, 1] && blame.attribution.decisive == (runs == 1 ? 0 : nil))
    }

    @Test(.timeLimit(.minutes(10))) func `every set is run once, and sets that are known are searched to the end`()
        async throws
    {
        let log = FileManager.default.temporaryDirectory.appending(path: "replays-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: log) }
        let answer =
            #"echo x >> '\#(log)'; case "$line" in *'"repair":[0,1,2'*) echo '{"success": 1}';; *) echo '{"success": 0}';; esac"#
        let all = try await world(answer).blame(for: trace, contributes: true)
        #expect(all.minimalRepairs == [[0, 1, 2]] && all.repairs.isComplete && all.repairs.searchedUpTo == 4)
        #expect(try String(contentsOfFile: log, encoding: .utf8).count == 2 * 16)
        try FileManager.default.removeItem(atPath: log)
        let pairs = try await world(answer).blame(for: trace)
        #expect(pairs.minimalRepairs.isEmpty && !pairs.repairs.isComplete && pairs.repairs.searchedUpTo == 2)
        // None, four, and six pairs.
        #expect(try String(contentsOfFile: log, encoding: .utf8).count == 2 * 11)
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["echo nonsense", "echo '{\"success\": 2}'", "exit 3", "echo '{}'"])
    func `a command that does not answer is said to`(_ answer: String) async throws {
        let world = try world(answer)
        await #expect(throws: (any Error).self) { try await world.blame(for: trace) }
    }
}
