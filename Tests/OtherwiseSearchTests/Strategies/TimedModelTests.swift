import OtherwiseCore
import Testing

@testable import OtherwiseSearch

@Suite("Models that are asked until a point in time")
struct TimedModelTests {
    /// Says `yes` after a time.
    private struct Slow: Model {
        var identity = ModelIdentity(name: "slow", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])
        let delay: Duration

        func predict(_ table: Table) async throws -> Predictions {
            try await Task.sleep(for: delay)
            return Predictions(output: output, labels: [1], scores: [0, 1])
        }
    }

    private static var rows: Table {
        get throws { try Table(columns: [Column(name: "a", storage: .numbers([1]))]) }
    }

    @Test("An answer that does not come in time is given up, one that does is returned")
    func givenUp() async throws {
        let start = ContinuousClock.now
        let late = Slow(delay: .seconds(7200)).answering(until: start + .milliseconds(50))
        await #expect(throws: CancellationError.self) { try await late.predict(try Self.rows) }
        // Tests beside this one may keep every core busy for minutes.
        #expect(.now - start < .seconds(3600))
        let prompt = Slow(delay: .zero).answering(until: start + .seconds(7200))
        #expect(try await prompt.predict(Self.rows).labels == [1])
    }

    @Test("A model that runs here is asked as it is")
    func own() {
        let own = Slow(identity: ModelIdentity(name: "own", digest: "0"), delay: .zero)
        #expect(own.answering(until: .now) is Slow)
        #expect(Slow(delay: .zero).answering(until: nil) is Slow)
        #expect(!(Slow(delay: .zero).answering(until: .now) is Slow))
    }

    @Test("A search whose model never answers about candidates ends with its time", arguments: 0..<3)
    func ends(_ place: Int) async throws {
        let question = try SmallQuestion(seed: 3)
        let model = Stalling(base: question.model)
        let reference = ReferenceRows(
            try Table([question.query.factual], schema: question.schema), model: model, schema: question.schema,
            statistics: [:])
        let strategies: [any Strategy] = [
            GreedyStrategy(model), RandomStrategy(model, seed: 1), GeneticStrategy(reference, seed: 1),
        ]
        let start = ContinuousClock.now
        let result = try await strategies[place].answers(
            to: question.query, count: 2, budget: SearchBudget(time: .milliseconds(200)))
        #expect(result.answers.isEmpty && result.status == .budget)
        // Tests beside this one may keep every core busy for minutes.
        #expect(.now - start < .seconds(3600))
    }
}

/// Answers about single rows at once, and about several never.
private struct Stalling: Model {
    let base: WeighingModel
    var identity: ModelIdentity { base.identity }
    var output: ModelOutput { base.output }

    func predict(_ table: Table) async throws -> Predictions {
        if table.count > 1 { try await Task.sleep(for: .seconds(7200)) }
        return try base.predict(table)
    }
}
