import Otherwise
import Testing

/// The code of "Ways worth acting on".
extension Snippets {
    @Test("ways worth acting on")
    func waysWorthActingOn() async throws {
        let task = try DecisionTask(
            model: "Examples/adult/gradient_boosting.onnx", data: "Tests/Fixtures/command/adult.csv",
            schema: "Examples/adult/schema.yml")

        var settings = Explainer.Settings(count: 3, selection: .maxMin)
        settings.plausible = 0.2
        settings.measuresPlausibility = true
        let explainer = try await task.explainer(settings)
        let answer = try await explainer.explain(task.row(18), number: 18, to: .outcome(">50K"))
        print(answer.diversity?.least ?? 0, answer.counterfactuals.map { $0.plausibility?.isolationRank ?? 0 })
        #expect(answer.counterfactuals.allSatisfy { $0.plausibility.map { $0.isolationRank >= 0.2 } ?? false })
    }

    @Test("designs that are kept and chosen from again")
    func keptDesigns() async throws {
        let targets = ["safety >= 1.5", "minimise weight"]
        let schema = try Schema(features: [Feature(name: "thickness", domain: .numeric(range: 1...9, step: nil))])
        let designs = try Table(
            (0..<40).map { try Row(schema: schema, values: [.number(1 + Double($0) / 5)]) }, schema: schema)
        let problem = try DesignProblem(
            designs: designs, outputs: Plank().outputs(of: designs), query: designs.row(0, schema: schema),
            targets: DesignTargets(targets), evaluator: Plank())

        var search = DesignSearch(problem, population: 30, seed: 1)
        try await search.generate(5)
        let provenance = Provenance(method: "", model: ModelIdentity(name: "beams", digest: nil))
        let kept = try await search.stored(DesignPreferences(), targets: targets, provenance: provenance)
        let light = try kept.choose(3, preferences: DesignPreferences(weights: ["weight": 10]))
        #expect(light.designs.count == 3 && light.designs.allSatisfy { ($0.outputs["safety"]?.number ?? 0) >= 1.5 })
        #expect(kept.outcomes.count >= kept.candidates.count)
    }
}

/// The thicker, the safer and the heavier.
private struct Plank: Evaluator {
    func outputs(of designs: Table) throws -> Table {
        let thickness = (0..<designs.count).map { designs.values(at: $0)[0].number ?? .nan }
        return try Table(columns: [
            Column(name: "safety", storage: .numbers(thickness.map { $0 / 2 })),
            Column(name: "weight", storage: .numbers(thickness)),
        ])
    }
}
