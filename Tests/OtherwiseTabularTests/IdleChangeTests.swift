import Foundation
import OtherwiseCore
import OtherwiseTabular
import Testing

@Suite struct IdleChangeTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/parity")

    /// Row 2 came with a radius that fell by 4e-15, and again without.
    @Test func `no number of a linear model's answers moves by what rounding left of it`() async throws {
        let task = try DecisionTask(
            model: Self.fixtures.appending(path: "models/logistic_regression_binary_named.onnx").path,
            data: Self.fixtures.appending(path: "inputs/breast_cancer.csv").path)
        let explainer = try await task.explainer(Explainer.Settings(count: 2))
        var count = 0
        for number in 0..<20 {
            let row = try task.row(number)
            let outcome = try await explainer.predict(row.values).outcome
            let explanation = try await explainer.explain(row, to: .outcome(outcome == .category("0") ? "1" : "0"))
            for change in explanation.counterfactuals.flatMap(\.changes) {
                let (from, to) = (change.from.number ?? 0, change.to.number ?? 0)
                #expect(abs(to - from) > 1e-9 * abs(from), "row \(number): \(change.feature)")
                count += 1
            }
        }
        #expect(count >= 20)
    }
}
