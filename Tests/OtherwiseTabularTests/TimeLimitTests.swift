import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Time limits", .serialized)
struct TimeLimitTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// With a limit for each of eight answers it would take eight times as long.
    @Test(
        "One limit does for all answers, and what is left unproved is said",
        arguments: [
            ("Examples/adult/random_forest.onnx", "Examples/adult/adult.csv"),
            ("Tests/Fixtures/parity/models/pipeline_mlp_binary.onnx", "Tests/Fixtures/parity/inputs/loans.csv"),
        ])
    func manyAnswers(model: String, data: String) async throws {
        let task = try DecisionTask(
            model: Self.root.appending(path: model).path, data: Self.root.appending(path: data).path)
        let limit = Duration.milliseconds(500)
        let explainer = try await task.explainer(Explainer.Settings(count: 8, budget: SearchBudget(time: limit)))
        let row = try task.row(3)
        guard case .classes(let classes) = task.model.output else { return }
        let outcome = try await explainer.predict(row.values).outcome
        let other = try #require(classes.first { .category($0) != outcome })
        // What all rows share is settled with the first question.
        _ = try await explainer.explain(task.row(4), to: .outcome(other))
        // On a busy machine a search waits for its turn, but not every time.
        var (explanation, least) = (Explanation?.none, Duration.seconds(3600))
        for _ in 0..<6 where least >= limit * 6 {
            let start = ContinuousClock.now
            explanation = try await explainer.explain(row, to: .outcome(other))
            least = min(least, .now - start)
        }
        #expect(least < limit * 6)
        let answers = try #require(explanation)
        let isProved = answers.counterfactuals.allSatisfy { $0.certificate.kind == .optimal }
        #expect(answers.status == .budget || answers.shortage != nil || !isProved)
    }
}
