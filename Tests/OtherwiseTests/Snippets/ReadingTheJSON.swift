import Foundation
import Otherwise
import Testing

extension Snippets {
    @Test("an answer read from JSON is the one that was written")
    func json() async throws {
        let task = try DecisionTask(model: "Examples/bikes/gradient_boosting.onnx", data: "Examples/bikes/bikes.csv")
        let explanation = try await task.explainer().explain(task.row(17), number: 17, to: .within(200...(.infinity)))
        let document = Data(try ExplanationJSON.document(explanation))

        let answer = try JSONDecoder().decode(Explanation.self, from: document)
        let cheapest = answer.counterfactuals.first
        #expect(answer == explanation && cheapest?.certificate.kind == .optimal)
    }
}
