import Foundation
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch
import Testing

@Suite("Robust answers")
struct RobustificationTests {
    private let model = LogisticModel(weights: [8, 4], offset: -6)

    private func query(limit: Double = 1, cost: Cost = .l2()) throws -> Query {
        let schema = try Schema(features: [
            Feature(name: "a", domain: .numeric(range: 0...limit, step: nil), scale: 1),
            Feature(name: "b", domain: .numeric(range: 0...1, step: nil), mutability: .increaseOnly),
        ])
        let row = try Row(schema: schema, values: [.number(0.2), .number(0.3)])
        return Query(
            factual: row, goal: .outcome("yes"), measure: CostMeasure(cost, schema: schema), margin: 0,
            statistics: ["a": FeatureStatistics([0, 1]), "b": FeatureStatistics([0, 1])].compactMapValues(\.self)
        ) { _ in false }
    }

    @Test("Descent finds an answer on the border, near the point that the formula gives")
    func descent() async throws {
        let query = try query()
        let result = try await GradientStrategy(model).answers(to: query, count: 1, budget: SearchBudget())
        let answer = try #require(result.answers.first)
        // The distance to the line 8a + 4b = 6 from (0.2, 0.3) is (6 − 1.6 − 1.2) / √80 = 0.3578.
        let cost = try #require(answer.certificate.upperBound)
        #expect(cost >= 0.3577 && cost < 0.3578 * 1.05)
        #expect(model.score(answer.values) >= 0.5)
        #expect(try await GradientStrategy(model).answers(to: query, count: 1, budget: SearchBudget()) == result)
        let sparse = try await GradientStrategy(model).answers(
            to: self.query(cost: .l1()), count: 1, budget: SearchBudget())
        // The steeper feature alone: 0.4 of it.
        #expect(try #require(sparse.answers.first?.certificate.upperBound) < 0.41)
    }

    @Test("Descent leads into a range from below and from above", arguments: [1.0...1.2, -2.4...(-2)])
    func ranges(_ range: ClosedRange<Double>) async throws {
        var query = try query()
        query.goal = .within(range)
        let line = LinearModel(weights: [8, 4], offset: -4)
        let result = try await GradientStrategy(line).answers(to: query, count: 1, budget: SearchBudget())
        let answer = try #require(result.answers.first)
        #expect(range.contains(line.number(answer.values)))
        // The row is at −1.2, and b may not fall: 2.2 / √80 to the line of 1, and 0.8 / 8 to that of −2 along a.
        let least = range.lowerBound > 0 ? 2.2 / 80.0.squareRoot() : 0.8 / 8
        let cost = try #require(answer.certificate.upperBound)
        #expect(cost >= least - 1e-9 && (cost < 1.1 * least))
    }

    @Test("Uphill along the gradient reaches the stability, and a higher one costs more")
    func ascent() async throws {
        let query = try query()
        let base: [Value] = [.number(0.52), .number(0.46)]
        var costs: [Double] = []
        for threshold in [0.6, 0.8] {
            let settings = RobustSettings(threshold: threshold, seed: 3)
            let search = try Robustification(model, query: query, settings: settings)
            let outcome = try #require(try await search.alongGradient(of: model, from: base))
            #expect(outcome.isReached)
            let again = RobustSettings(threshold: threshold, draws: 1_000, seed: 4)
            let stability = try await StabilityProbe(model, query: query, settings: again)
                .scores(around: outcome.values, stream: 0).stability(.relaxed)
            #expect(stability.value >= threshold)
            let row = try Row(schema: query.factual.schema, values: outcome.values)
            costs.append(query.measure.breakdown(from: query.factual, to: row).total)
        }
        #expect(costs[0] < costs[1])
    }

    @Test("What the limits do not allow is not reached, and the outcome says so")
    func outOfReach() async throws {
        let query = try query(limit: 0.55)
        let settings = RobustSettings(threshold: 0.99, seed: 3)
        let search = try Robustification(model, query: query, settings: settings)
        let outcome = try #require(try await search.alongGradient(of: model, from: [.number(0.52), .number(0.46)]))
        #expect(!outcome.isReached)
        #expect(try #require(outcome.values[0].number) <= 0.55)
        #expect(model.score(outcome.values) >= 0.5)
    }

    @Test("Rows of the data and lines towards them reach a stability without gradients")
    func withoutGradient() async throws {
        let query = try query()
        let schema = query.factual.schema
        var generator = SeededGenerator(seed: 1)
        let rows = try (0..<300).map { _ in
            try Row(
                schema: schema,
                values: [
                    .number(.random(in: 0...1, using: &generator)), .number(.random(in: 0...1, using: &generator)),
                ])
        }
        let reference = ReferenceRows(
            try Table(rows, schema: schema), model: model, schema: schema, statistics: query.statistics)
        let search = try Robustification(model, query: query, settings: RobustSettings(threshold: 0.8, seed: 3))
        let near = try #require(try await search.nearest(in: reference))
        let data = try #require(try await search.towardsData(reference))
        let base: [Value] = [.number(0.52), .number(0.46)]
        let line = try #require(try await search.alongLines(from: base, to: search.stableRows(of: reference)))
        #expect(data.isReached && line.isReached)
        #expect(model.score(data.values) > model.score(near))
        #expect(line.stability.form == .meanMinusDeviation)
        #expect(line.stability.value > 0.8)
    }

    @Test(
        "Settings that measure nothing are refused",
        arguments: [
            RobustSettings(threshold: 1.1), RobustSettings(sigma: 0), RobustSettings(sigma: .infinity),
            RobustSettings(draws: 1),
        ])
    func refused(_ settings: RobustSettings) throws {
        let query = try query()
        #expect(throws: RobustnessError.self) { try Robustification(model, query: query, settings: settings) }
    }
}

/// A logistic model of two numbers, with its gradient.
private struct LogisticModel: DifferentiableModel {
    let weights: [Double]
    let offset: Double

    var identity: ModelIdentity { ModelIdentity(name: "logistic", digest: nil) }
    var output: ModelOutput { .classes(["no", "yes"]) }
    var gradientColumns: [String] { ["a", "b"] }

    func score(_ values: [Value]) -> Double {
        1 / (1 + exp(-zip(weights, values).reduce(offset) { $0 + $1.0 * ($1.1.number ?? 0) }))
    }

    func predict(_ table: Table) -> Predictions {
        let scores = (0..<table.count).map { score(table.values(at: $0)) }
        return Predictions(
            output: output, labels: scores.map { $0 >= 0.5 ? 1 : 0 }, scores: scores.flatMap { [1 - $0, $0] })
    }

    func gradients(of score: Score, at table: Table) -> ScoreGradients {
        let values = (0..<table.count).map { self.score(table.values(at: $0)) }
        let sign: Double = score == .ofClass("yes") ? 1 : -1
        return ScoreGradients(
            columns: gradientColumns, values: values.map { sign > 0 ? $0 : 1 - $0 },
            gradients: values.flatMap { value in weights.map { sign * $0 * value * (1 - value) } })
    }
}

/// A number that grows evenly with two others.
private struct LinearModel: DifferentiableModel {
    let weights: [Double]
    let offset: Double

    var identity: ModelIdentity { ModelIdentity(name: "linear", digest: "0") }
    var output: ModelOutput { .number }
    var gradientColumns: [String] { ["a", "b"] }

    func number(_ values: [Value]) -> Double { zip(weights, values).reduce(offset) { $0 + $1.0 * ($1.1.number ?? 0) } }

    func predict(_ table: Table) -> Predictions {
        Predictions(output: output, labels: [], scores: (0..<table.count).map { number(table.values(at: $0)) })
    }

    func gradients(of score: Score, at table: Table) -> ScoreGradients {
        let values = (0..<table.count).map { number(table.values(at: $0)) }
        return ScoreGradients(columns: gradientColumns, values: values, gradients: values.flatMap { _ in weights })
    }
}
