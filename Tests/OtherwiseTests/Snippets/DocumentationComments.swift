import Foundation
import Otherwise
import Testing

/// The code of the comments on the library's types.
extension Snippets {
    @Test("models of other kinds, rows of all kinds, and a table at hand")
    func tables() async throws {
        // A command that calls whoever has a doctorate rich.
        let command = """
            while read -r line; do printf '%s\\n' "$line" | sed '
              s/{"age"[^{}]*"Doctorate"[^{}]*}/">50K"/g
              s/{"age"[^{}]*}/"<=50K"/g
              s/"rows"/"predictions"/'
            done
            """
        let task = try await DecisionTask(data: "Tests/Fixtures/command/adult.csv") { rows, columns in
            try await ProcessModel(command, reference: rows, columns: columns)
        }
        #expect(task.model.identity.digest == nil)

        let (schema, table) = (task.schema, task.profile.sample)
        let model = try await ProcessModel(command, reference: table)
        let explainer = try await Explainer(model: model, schema: schema, reference: table)
        let answer = try await explainer.explain(table.row(17, schema: schema), to: .outcome(">50K"))
        #expect(answer.counterfactuals.first?.changes.map(\.feature) == ["education"])
    }

    @Test("a batch")
    func batch() async throws {
        let task = try DecisionTask(
            model: "Examples/adult/gradient_boosting.onnx", data: "Tests/Fixtures/command/adult.csv")
        let explainer = try await task.explainer()
        let lines = BatchLines(.csv, schema: task.schema)
        var file = try lines.header()

        let run = try BatchRun(task, explainer: explainer, goal: .outcome(">50K"), rows: RowSelection(first: 3))
        try await run.answers { answer in
            try lines.bytes(of: answer)
        } deliver: { bytes, _ in
            file += bytes
        }
        #expect(String(decoding: file, as: UTF8.self).split(separator: "\n").count == 4)

        let rows = RowSelection([0...9, 42...42])  // the first ten rows and row 42
        #expect(rows.count == 11)
    }

    @Test("a graph run and differentiated")
    func graphs() throws {
        let path = "Tests/Fixtures/models/models/gemm.onnx"
        let model = try ONNXModel(path: path)
        let rows = try Tensor(shape: [1, 4], .float([1, 2, 3, 4]))
        let outputs = try model.run(["X": rows])
        let label = outputs["label"]?.tensor
        #expect(label?.shape == [1])

        let pullback = try GraphPullback(of: "probabilities", in: model)
        let result = try pullback.gradients(at: ["X": rows]) { _ in [1, 0, 0] }
        let gradient = result.gradients["X"]
        #expect(gradient?.count == 4)
    }

    @Test("a score's gradients, and what one row would have said")
    func gradients() async throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "otherwise-\(UUID().uuidString).csv")
        try Data("a,b,c,d\n1,2,3,4\n2,3,4,5\n".utf8).write(to: scratch)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let task = try DecisionTask(model: "Tests/Fixtures/models/models/gemm.onnx", data: scratch.path)
        let (model, table) = (try #require(task.model as? ONNXDecisionModel), task.profile.sample)

        let smooth = try ONNXDifferentiableModel(model)
        let result = try smooth.gradients(of: .ofClass("high"), at: table)
        let steepest = zip(result.columns, result[0]).max { abs($0.1) < abs($1.1) }
        #expect(["a", "b", "c", "d"].contains(steepest?.0))
    }

    /// The trial's own 1,794 dollars, within half of its standard error of 671.
    @Test("effects")
    func estimatedEffects() throws {
        let lines = try String(contentsOfFile: "Examples/effects/lalonde.csv", encoding: .utf8).split(separator: "\n")
        let cells = lines.map { $0.split(separator: ",").map(String.init) }
        let table = try Table(
            columns: cells[0].enumerated().map { place, name in
                Column(name: name, storage: .numbers(cells.dropFirst().compactMap { Double($0[place]) }))
            })
        let question = try CausalQuestion("ATE of treat on re78")
        let graph = try GraphDocument(reading: "age -> treat -> re78; age -> re78")
        let analysis = try EffectAnalysis(question, graph: graph, table)
        let effect = try analysis.report().estimate.value
        #expect(abs(effect - 1794) < 335)
        try study(table)
    }

    private func study(_ table: Table) throws {
        func numbers(_ name: String) -> [Double] { (0..<table.count).compactMap { table[name]?[$0].number } }
        let (treat, earnings, age, school) = (numbers("treat"), numbers("re78"), numbers("age"), numbers("educ"))
        let study = try Study(
            treatment: treat, outcome: earnings, covariates: [Regressor("age", age), Regressor("school", school)])
        let effect = try study.estimate(.doublyRobust).value
        #expect(abs(effect - 1794) < 335)
    }

    @Test("designs")
    func designs() async throws {
        let simulator = Simulator()
        let schema = try Schema(features: [Feature(name: "thickness", domain: .numeric(range: 1...9, step: nil))])
        let designs = try Table(
            (0..<40).map { try Row(schema: schema, values: [.number(1 + Double($0) / 5)]) }, schema: schema)
        let outputs = try simulator.outputs(of: designs)
        let query = try designs.row(0, schema: schema)

        let problem = try DesignProblem(
            designs: designs, outputs: outputs, query: query,
            targets: DesignTargets(["safety >= 1.5", "minimise weight"]), evaluator: simulator)
        var search = DesignSearch(problem, seed: 1)
        try await search.generate(5)
        let ways = try search.sample(5, DesignPreferences(weights: ["weight": 10]))
        #expect(ways.candidates.allSatisfy { ($0.outputs[0].number ?? 0) >= 1.5 } && !ways.candidates.isEmpty)
    }
}

/// The thicker, the safer and the heavier.
private struct Simulator: Evaluator {
    func outputs(of designs: Table) throws -> Table {
        let thickness = (0..<designs.count).map { designs.values(at: $0)[0].number ?? .nan }
        return try Table(columns: [
            Column(name: "safety", storage: .numbers(thickness.map { $0 / 2 })),
            Column(name: "weight", storage: .numbers(thickness)),
        ])
    }
}
