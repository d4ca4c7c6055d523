import OtherwiseCore
import OtherwiseTabular
import OtherwiseTesting
import Testing

@Suite("Worlds")
struct WorldLawTests {
    @Test("A table with a model keeps the laws of worlds")
    func tableKeepsLaws() async throws {
        let world = TableWorld(model: SumModel(), schema: try SumModel.schema())
        let rows = try [[1.0, 2.0], [-3, 0.5]].map { try Row(schema: world.schema, values: $0.map { .number($0) }) }
        let violations = try await WorldLaws.violations(
            of: world, factuals: rows,
            interventions: [.do("a", .number(4)), Assignment(["a": .number(0), "b": .number(9)])]
        ) { row in Assignment(["a": row.values[0], "b": row.values[1]]) }
        #expect(violations.isEmpty)
    }

    @Test("A world that adds to its outcome at every intervention is caught")
    func forgetfulWorldIsCaught() async throws {
        let violations = try await WorldLaws.violations(
            of: CountingWorld(), factuals: [1.0], interventions: [.do("a", .number(1))]
        ) { _ in Assignment(["a": .number(1)]) }
        #expect(!violations.isEmpty)
    }

    @Test("The later of two interventions wins, and the order of names does not matter")
    func interventionsCompose() {
        let first = Assignment(["a": .number(1), "b": .number(2)])
        #expect(first.followed(by: .do("a", .number(3))).values == ["a": .number(3), "b": .number(2)])
        #expect(first.followed(by: .none) == first)
        #expect(Assignment(["b": .number(2), "a": .number(1)]) == first)
    }

    @Test("What would have happened carries the intervention and its outcome")
    func whatIf() async throws {
        let world = TableWorld(model: SumModel(), schema: try SumModel.schema())
        let row = try Row(schema: world.schema, values: [.number(1), .number(2)])
        let counterfactual = try await world.whatIf(row, under: .do("b", .number(10)))
        #expect(counterfactual.outcome.outcome == .number(11))
        let contrast = try await world.contrast(row, under: .do("b", .number(10)))
        #expect(contrast.isFlip)
        #expect(contrast.factual.outcome == .number(3))
    }

    @Test("An intervention on a feature that does not exist names those that do")
    func unknownFeature() async throws {
        let world = TableWorld(model: SumModel(), schema: try SumModel.schema())
        let row = try Row(schema: world.schema, values: [.number(1), .number(2)])
        await #expect(throws: RowError.self) { try await world.whatIf(row, under: .do("c", .number(1))) }
    }
}

/// Returns a + b.
private struct SumModel: Model {
    let identity = ModelIdentity(name: "sum", digest: nil)
    let output = ModelOutput.number

    static func schema() throws -> Schema {
        try Schema(features: ["a", "b"].map { Feature(name: $0, domain: .numeric(range: -10...10, step: nil)) })
    }

    func predict(_ table: Table) -> Predictions {
        let scores = (0..<table.count).map { row in table.values(at: row).reduce(0) { $0 + ($1.number ?? 0) } }
        return Predictions(output: output, labels: [], scores: scores)
    }
}

/// Breaks the laws: counts what is set as well as what it becomes.
private struct CountingWorld: World {
    func abduct(_ factual: Double) -> Double { factual }

    func predict(_ cause: Double, under intervention: Assignment) -> Double {
        cause + Double(intervention.values.count)
    }
}
