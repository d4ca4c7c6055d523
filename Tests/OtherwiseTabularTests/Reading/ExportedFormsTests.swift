import Foundation
import OtherwiseCore
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
