import Foundation
import OtherwiseCore
import OtherwiseTabular
import Testing

/// Folders of small models and tables.
enum Fixtures {
    static let readings = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/readings")
}

@Suite("An applicant in a file of their own")
struct ApplicantTests {
    private static func path(_ name: String) -> String { Fixtures.readings.appending(path: name).path }

    /// Writes a table, asks for what `body` makes of it, and takes it away again.
    private static func with<Result>(
        _ text: String, _ body: (String) async throws -> Result
    ) async throws -> Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await body(file.path)
    }

    private static func answer(_ task: DecisionTask, reference: String?) async throws -> Explanation {
        let explainer = try await task.explainer(reference: reference.map(task.reference))
        return try await explainer.explain(task.row(0), number: 0, to: .outcome("yes"))
    }

    @Test("What the reference rows hold may be answered, what one row holds alone may not")
    func reference() async throws {
        try await Self.with("a,b\n1,4\n") { data in
            let task = try DecisionTask(model: Self.path("missing.onnx"), data: data)
            let alone = try await Self.answer(task, reference: nil)
            #expect(alone.status == .infeasible)
            #expect(alone.notes?.contains { $0.contains("none of 1 rows has") } == true)
            let rows = Self.path("rows.csv")
            let found = try await Self.answer(try task.widened(by: rows), reference: rows)
            #expect(found.counterfactuals.first?.values["a"] == .number(5))
            #expect(found.counterfactuals.first?.certificate.kind == .optimal)
        }
    }

    @Test("A schema's limits are not widened")
    func schema() async throws {
        try await Self.with("a,b\n1,4\n") { data in
            try await Self.with(
                "schema: otherwise.schema/1\nfeatures:\n- {name: a, type: integer, range: [0, 4]}\n- {name: b, type: integer, range: [0, 9]}\n"
            ) { schema in
                let task = try DecisionTask(model: Self.path("missing.onnx"), data: data, schema: schema)
                #expect(try task.widened(by: Self.path("rows.csv")).schema == task.schema)
            }
        }
    }

    @Test("An empty column stays as it is, and is named")
    func empty() async throws {
        try await Self.with("a,b\n1,\n2,\n7,\n") { data in
            let task = try DecisionTask(model: Self.path("missing.onnx"), data: data)
            let answer = try await Self.answer(task, reference: nil)
            #expect(answer.counterfactuals.first?.values["b"] == .missing)
            #expect(answer.notes?.contains { $0.contains("'b' is empty in every row") } == true)
        }
    }
}
