import Foundation
import OtherwiseCore
import OtherwiseTabular
import Testing

@Suite("Answers that make a value missing")
struct MissingAnswerTests {
    /// A tree to which a missing `a` is as good as 9, of which a missing value costs little.
    private static func record() async throws -> (record: CertificateRecord, task: DecisionTask) {
        func path(_ name: String) -> String { Fixtures.readings.appending(path: name).path }
        let task = try DecisionTask(model: path("missing.onnx"), data: path("rows.csv"))
        let features = task.schema.features.map { feature in
            var feature = feature
            (feature.allowsMissing, feature.missingCost) = (feature.name == "a", 0.01)
            return feature
        }
        let schema = try Schema(features: features)
        let explainer = try await Explainer(model: task.model, schema: schema, reference: task.profile.sample)
        let number = try #require((0..<25).first { task.profile.sample.columns[0][$0].number.map { $0 < 3 } ?? false })
        let row = try Row(schema: schema, values: task.row(number).values)
        let explanation = try await explainer.explain(row, number: number, to: .outcome("yes"))
        #expect(explanation.counterfactuals.first?.values["a"] == .missing)
        return (try CertificateRecord(explanation, goal: .outcome("yes"), explainer: explainer), task)
    }

    @Test("A record of one is confirmed")
    func verified() async throws {
        let (record, task) = try await Self.record()
        let verification = try await record.verify(task.model, time: .seconds(30))
        #expect(verification.checks.allSatisfy { $0.verdict == .confirmed }, "\(verification.checks)")
    }

    @Test("Nothing else does as well as what is missing")
    func region() async throws {
        let (record, _) = try await Self.record()
        #expect(record.explanation.counterfactuals.first?.region.contains { $0.feature == "a" } == false)
    }
}
