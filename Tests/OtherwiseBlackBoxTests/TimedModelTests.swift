import OtherwiseCore
import OtherwiseModels
import OtherwiseTabular
import Testing

@testable import OtherwiseBlackBox
@testable import OtherwiseSearch

@Suite("Models that are asked until a point in time", .timeLimit(.minutes(10)))
struct TimedModelTests {
    /// Says `yes` after a time, as a process would.
    private struct Slow: SparingModel {
        let identity = ModelIdentity(name: "slow", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])
        let delay: Duration

        func predict(_ table: Table) async throws -> Predictions {
            try await Task.sleep(for: delay)
            return Predictions(output: output, labels: [1], scores: [0, 1])
        }

        func predictSparing(_ table: Table) async throws -> Predictions { try await predict(table) }
    }

    @Test("An answer that does not come in time is given up, one that does is returned")
    func givenUp() async throws {
        let rows = try Table(columns: [Column(name: "a", storage: .numbers([1]))])
        let start = ContinuousClock.now
        let late = TolerantModel(Slow(delay: .seconds(600))).answering(until: start + .milliseconds(50))
        await #expect(throws: CancellationError.self) { try await late.predict(rows) }
        #expect(.now - start < .seconds(60))
        let prompt = TolerantModel(Slow(delay: .zero)).answering(until: start + .seconds(600))
        #expect(try await prompt.predict(rows).labels == [1])
    }

    @Test("Without a deadline, and where it runs here, it is asked as it is")
    func own() throws {
        let far = TolerantModel(Slow(delay: .zero))
        #expect(far.answering(until: nil) is TolerantModel)
        #expect(!(far.answering(until: .now) is TolerantModel))
        let near = TolerantModel(Near())
        #expect(near.answering(until: .now) is TolerantModel)
    }

    private struct Near: Model {
        let identity = ModelIdentity(name: "near", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])

        func predict(_ table: Table) -> Predictions { .unscored(table.count, output: output) }
    }

    @Test(
        "A process that never answers about candidates holds no search beyond its time",
        arguments: [StrategyChoice.greedy, .random, .genetic])
    func ends(_ strategy: StrategyChoice) async throws {
        let scratch = try Scratch()
        let rows = (18..<60).map { "\($0),Aa,\($0 > 30 ? "yes" : "no")\n" }
        let path = try scratch.file("data.csv", "age,town,hired\n" + rows.joined() + "17,Bb,no\n")
        // What it is asked first is all of the data; of what is tried then it knows no row of the other town.
        let model = ShellModel.failing(at: #""age":\(1[89]\|[2-9][0-9]\),"town":"Bb""#, with: "sleep 600")
        let task = try await DecisionTask(data: path) { rows, columns in
            try await ProcessModel(model, reference: rows, columns: columns)
        }
        let settings = Explainer.Settings(
            budget: SearchBudget(time: .seconds(2)), strategy: strategy, measuresPlausibility: false)
        let start = ContinuousClock.now
        _ = try await task.explainer(settings).explain(task.row(42), number: 42, to: .outcome("yes"))
        // It may take 60 seconds to answer, twice.
        #expect(.now - start < .seconds(30))
    }
}
