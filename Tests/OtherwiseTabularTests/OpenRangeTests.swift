import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Ranges without an end")
struct OpenRangeTests {
    private static let parity = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/parity")

    /// What is found of row 3 when only its income may change, within a range.
    private static func answer(_ range: ClosedRange<Double>) async throws -> Explanation {
        let task = try DecisionTask(
            model: parity.appending(path: "models/pipeline_ridge_regression.onnx").path,
            data: parity.appending(path: "inputs/loans.csv").path)
        let features = task.schema.features.map { feature in
            var feature = feature
            feature.mutability = feature.name == "income" ? .free : .immutable
            if feature.name == "income" { feature.domain = .numeric(range: range, step: nil) }
            return feature
        }
        let schema = try Schema(features: features)
        let explainer = try await Explainer(
            model: task.model, schema: schema, reference: task.profile.sample,
            settings: Explainer.Settings(budget: SearchBudget(nodes: 1000)))
        let row = try Row(schema: schema, values: task.row(3).values)
        // Twice as far from the prediction as the income of the data, up to 303, can take it.
        let now = try #require(try await explainer.predict(row.values).outcome.number)
        let change = ["income": Value.number(1000)]
        let far = try #require(try await explainer.predict(row.setting(Assignment(change)).values).outcome.number)
        return try await explainer.explain(row, to: far > now ? .within(far...(.infinity)) : .within(-.infinity...far))
    }

    @Test("A number may leave the range of the data where the schema sets no end")
    func beyondTheData() async throws {
        let answer = try #require(try await Self.answer(-.infinity...(.infinity)).counterfactuals.first)
        #expect(answer.certificate.kind == .optimal)
        #expect(abs((answer.values["income"]?.number ?? 0) - 1000) < 1)
        #expect(try await Self.answer(0...303).status == .infeasible)
    }
}
