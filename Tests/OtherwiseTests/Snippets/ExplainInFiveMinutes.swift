import Otherwise
import Testing

extension Snippets {
    @Test("three lines from a model and a table to an answer")
    func threeLines() async throws {
        let task = try DecisionTask(model: "Examples/adult/gradient_boosting.onnx", data: "Examples/adult/adult.csv")
        let explainer = try await task.explainer()
        let answer = try await explainer.explain(task.row(18), number: 18, to: .outcome(">50K"))
        #expect(answer.counterfactuals.first?.certificate.kind == .optimal)
    }

    @Test("the guide of five minutes")
    func fiveMinutes() async throws {
        let task = try DecisionTask(
            model: "Examples/adult/gradient_boosting.onnx", data: "Examples/adult/adult.csv",
            schema: "Examples/adult/schema.yml")
        let explainer = try await task.explainer(Explainer.Settings(count: 2))
        let answer = try await explainer.explain(task.row(18), number: 18, to: .outcome(">50K"))

        var printed: [String] = []
        func print(_ line: String) { printed.append(line) }

        for way in answer.counterfactuals {
            for change in way.changes { print("\(change.feature): \(change.from) → \(change.to)") }
            print("costs \(way.cost.total), \(way.certificate.kind)")
        }

        switch answer.status {
        case .found: print("\(answer.counterfactuals.count) ways")
        case .infeasible: print("proved impossible: \(answer.obstacle?.reason ?? "")")
        case .budget: print("the search was stopped before it knew")
        case .refused: print("what was found did not stand the last check")
        }
        #expect(printed.first == "age: 48 → 55" && printed.last == "2 ways")

        let page = ExplanationReport.html(answer, schema: task.schema, sample: task.profile.sample)
        let record = try CertificateRecord(answer, goal: .outcome(">50K"), explainer: explainer)
        let verification = try await record.verify(
            model: "Examples/adult/gradient_boosting.onnx", time: .seconds(60))
        #expect(page.hasPrefix("<!doctype html>"))
        #expect(!verification.isRefuted && verification.checks.count > 5)
    }
}
