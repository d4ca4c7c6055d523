import Foundation
import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch
import OtherwiseTabular
import OtherwiseTesting
import Testing

@testable import OtherwiseBlackBox

@Suite("Explaining a model of any kind", .timeLimit(.minutes(10)))
struct ExplainingBlackBoxTests {
    private static func data(_ scratch: Scratch) throws -> String {
        let rows = (18..<60).map { "\($0),\($0.isMultiple(of: 2) ? "Aa" : "Bb"),\($0 > 30 ? "yes" : "no")\n" }
        return try scratch.file("data.csv", "age,town,hired\n" + rows.joined())
    }

    @Test("A process is explained: a valid answer, nothing proved, and the rows scored are counted")
    func process() async throws {
        let scratch = try Scratch()
        let task = try await DecisionTask(data: Self.data(scratch)) { rows, columns in
            try await ProcessModel("K_TOKEN=abc; " + ShellModel.json, reference: rows, columns: columns)
        }
        #expect(task.schema.features.map(\.name) == ["age", "town"])
        let explainer = try await task.explainer()
        #expect(explainer.opacity == "it is a black box")
        let explanation = try await explainer.explain(task.row(2), number: 2, to: .outcome("yes"))
        let answer = try #require(explanation.counterfactuals.first)
        #expect(answer.outcome == .category("yes"))
        #expect(answer.changes.map(\.feature) == ["age"])
        #expect(answer.changes.first?.to.number.map { $0 > 30 } == true)
        #expect(answer.certificate.kind == .none)
        #expect(explanation.effort.modelRows > 0)
        #expect(explanation.provenance.settings["referenceRows"] == "42")
        #expect(explanation.provenance.model.digest == nil)
        #expect(explanation.provenance.model.name.hasPrefix("K_TOKEN=… while read"))
    }

    @Test("Rows that the model answers with an error are named, and count as no answers")
    func refusedRows() async throws {
        let scratch = try Scratch()
        let model = ShellModel.failing(at: #""age":3[1-5][^0-9]"#, with: #"echo '{"error":"no such age"}'; continue"#)
        let task = try await DecisionTask(data: Self.data(scratch)) { rows, columns in
            try await ProcessModel(model, reference: rows, columns: columns)
        }
        let explanation = try await task.explainer().explain(task.row(2), number: 2, to: .outcome("yes"))
        let age = try #require(explanation.counterfactuals.first?.changes.first?.to.number)
        #expect(age > 35)
        #expect(
            explanation.notes?.contains { $0.contains("answers with an error when it is asked about any of") } == true)
        #expect((explanation.effort.unscored ?? 0) > 0)
        // The row itself is no candidate.
        let error = await modelError {
            _ = try await task.explainer().explain(task.row(14), number: 14, to: .outcome("no"))
        }
        #expect(error?.code == .refused && error?.problem.contains("no such age") == true)
    }

    @Test("A search whose model fails for good ends with what was found, and says so")
    func endsEarly() async throws {
        let scratch = try Scratch()
        let model = ShellModel.failing(at: #""age":[0-9]*[02468],"town":"Bb""#, with: "sleep 100")
        let task = try await DecisionTask(data: Self.data(scratch)) { rows, columns in
            try await ProcessModel(
                model, reference: rows, columns: columns, settings: BlackBoxSettings(timeout: .seconds(2)))
        }
        let settings = Explainer.Settings(
            seed: 1, strategy: .genetic, genetic: GeneticOptions(population: 10, generations: 40))
        let explanation = try await task.explainer(settings).explain(task.row(2), number: 2, to: .outcome("yes"))
        #expect(explanation.counterfactuals.first?.outcome == .category("yes"))
        #expect(explanation.notes?.contains { $0.hasPrefix("the search ended early, for the model failed") } == true)
    }

    @Test("Text that looks like numbers is read as text where the server wants it")
    func texts() async throws {
        let metadata =
            #"{"inputs": [{"name": "code", "datatype": "BYTES", "shape": [-1, 1]}, {"name": "age", "datatype": "FP32", "shape": [-1, 1]}]}"#
        let loopback = try LoopbackServer { request in
            guard request.method == "POST" else { return .json(metadata) }
            let count = request.body.split(separator: "\"00").count - 1
            let labels = (0..<count).map { $0.isMultiple(of: 2) ? "\"a\"" : "\"b\"" }.joined(separator: ",")
            return .json(
                "{\"outputs\": [{\"name\": \"l\", \"datatype\": \"BYTES\", \"shape\": [\(count)], \"data\": [\(labels)]}]}"
            )
        }
        let scratch = try Scratch()
        let path = try scratch.file("data.csv", "code,age\n001,4\n002,5\n003,6\n")
        let task = try await DecisionTask(data: path) { rows, _ in
            try await KServeModel(ModelEndpoint(loopback.url("/v2/models/m")), reference: rows)
        }
        #expect(task.schema["code"]?.domain == .categorical(categories: ["001", "002", "003"], isOrdered: false))
        #expect(try task.row(1).values == [.category("002"), .number(5)])
    }

    @Test("A column that nobody has is named before the model is started")
    func unknownColumn() async throws {
        let scratch = try Scratch()
        let path = try Self.data(scratch)
        await #expect(throws: TableError.self) {
            try await DecisionTask(data: path, columns: ["wage"]) { _, _ in throw CancellationError() }
        }
    }
}
