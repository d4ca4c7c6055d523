import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Models as they are exported")
struct ExportedFormsTests {
    private struct Reference: Decodable {
        let labels: [Int]
        let scores: [[Double]]
    }

    private static func predictions(_ model: String) async throws -> Predictions {
        func path(_ name: String) -> String { Fixtures.readings.appending(path: name).path }
        let task = try DecisionTask(model: path(model), data: path("rows.csv"))
        return try await task.model.predict(task.profile.sample)
    }

    @Test("A stack is asked by the classes of its labels, as ONNX Runtime answers")
    func stack() async throws {
        let predictions = try await Self.predictions("stack.onnx")
        #expect(predictions.output == .classes(["1", "2"]))
        let file = Fixtures.readings.appending(path: "stack.json")
        let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
        #expect((0..<25).map { predictions[$0].outcome.description } == reference.labels.map(String.init))
        for (own, its) in zip(predictions.scores, reference.scores.joined()) { #expect(abs(own - its) < 1e-6) }
    }

    /// The rows are whole numbers of 0 to 9, so that all answers can be listed.
    @Test("A perceptron is seen through: its answers are the cheapest there are")
    func perceptron() async throws {
        func path(_ name: String) -> String { Fixtures.readings.appending(path: name).path }
        let task = try DecisionTask(model: path("perceptron.onnx"), data: path("rows.csv"))
        let explainer = try await task.explainer(Explainer.Settings(cost: .l1(scale: .none)))
        let grid = (0...9).flatMap { a in (0...9).map { b in [Value.number(Double(a)), .number(Double(b))] } }
        let all = try await task.model.predict(
            Table(grid.map { try Row(schema: task.schema, values: $0) }, schema: task.schema))
        let answers = grid.indices.filter { all[$0].outcome == .category("yes") }.map { grid[$0] }
        for number in 0..<25 {
            let row = try task.row(number)
            let found = try await explainer.explain(row, number: number, to: .outcome("yes"))
            guard let best = found.counterfactuals.first, !best.changes.isEmpty else { continue }
            let least = answers.map { answer in
                zip(answer, row.values).reduce(0) { $0 + abs(($1.0.number ?? 0) - ($1.1.number ?? 0)) }
            }.min()
            #expect(best.certificate.kind == .optimal)
            #expect(best.cost.total == least)
        }
    }

    /// 25 rows are twelve portions and a half.
    @Test("A graph that was exported for two rows answers for any number of them")
    func portions() async throws {
        let predictions = try await Self.predictions("two_rows.onnx")
        let rows = try String(contentsOf: Fixtures.readings.appending(path: "rows.csv"), encoding: .utf8)
        let expected = rows.split(separator: "\n").dropFirst().map { line in
            let numbers = line.split(separator: ",").compactMap { Double($0) }
            return 2 * numbers[0] - numbers[1]
        }
        #expect(predictions.scores == expected)
    }
}
