import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Searches that end early")
struct EndedEarlyTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func task() throws -> DecisionTask {
        func path(_ name: String) -> String { root.appending(path: "Examples/adult/\(name)").path }
        return try DecisionTask(
            model: path("gradient_boosting.onnx"), data: path("adult.csv"), schema: path("schema.yml"))
    }

    @Test("A record is never refuted, wherever the search ended", arguments: [1, 2, 4], [1, 5, 3000])
    func records(count: Int, boxes: Int) async throws {
        let task = try Self.task()
        let explainer = try await task.explainer(
            Explainer.Settings(count: count, budget: SearchBudget(nodes: boxes)))
        for number in [17, 18] {
            let explanation = try await explainer.explain(task.row(number), number: number, to: .outcome(">50K"))
            let record = try CertificateRecord(explanation, goal: .outcome(">50K"), explainer: explainer)
            let verification = try await record.verify(task.model, time: .seconds(1))
            #expect(!verification.isRefuted, "\(verification.checks.filter { $0.verdict == .refuted })")
        }
    }

    @Test("Where the exact search has come to no answer, another finds one, and what is proved is kept")
    func anytime() async throws {
        let task = try Self.task()
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget(nodes: 50)))
        let answer = try await explainer.explain(task.row(18), number: 18, to: .outcome(">50K"))
        let certificate = try #require(answer.counterfactuals.first).certificate
        #expect(certificate.kind == .gap && certificate.rivals == .all)
        #expect((certificate.lowerBound ?? 0) > 0)
        // It is the number that more boxes prove optimal.
        #expect(try #require(certificate.lowerBound) <= 1.1163)
    }
}
