import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTraces
import Testing

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
        #expect(try await world.minimalRepairs(of: 0, steps: 6) == [[2], [4], [0, 1]])
    }

    @Test func `where no single step saves it there is none, and the pairs that do are found`() async throws {
        let world = SetWorld(saving: [[1, 3], [0, 1, 2]])
        #expect(try await world.attribution(of: 0, steps: 4).decisive == nil)
        #expect(try await world.minimalRepairs(of: 0, steps: 4) == [[1, 3]])
        #expect(try await world.minimalRepairs(of: 0, steps: 4, largest: 3) == [[1, 3], [0, 1, 2]])
        #expect(try await world.minimalRepairs(of: 0, steps: 0).isEmpty)
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
        let blame = try await world(answer, runs: 4).blame(for: trace, contributes: true)
        #expect(blame.attribution.success == [0.25, 0.25, 1, 0.25])
        #expect(blame.attribution.decisive == 2 && blame.minimalRepairs == [[2]])
        let contributions = try #require(blame.contributions).values
        let sum = contributions.reduce(0, +)
        #expect(abs(sum - 0.25) < 1e-9)
        let interval = try #require(blame.interval(of: 2))
        #expect(interval.lowerBound < 0.52 && interval.upperBound == 1)
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["echo nonsense", "echo '{\"success\": 2}'", "exit 3", "echo '{}'"])
    func `a command that does not answer is said to`(_ answer: String) async throws {
        let world = try world(answer)
        await #expect(throws: (any Error).self) { try await world.blame(for: trace) }
    }
}
