import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Sums over numbers without a step")
struct SampledSumTests {
    private static let bikes = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/bikes")

    /// The answer for one hour when only temperature and humidity may change, under constraints.
    private static func answer(_ constraints: [Constraint]) async throws -> Explanation {
        let task = try DecisionTask(
            model: bikes.appending(path: "gradient_boosting.onnx").path, data: bikes.appending(path: "bikes.csv").path)
        let features = task.schema.features.map { feature in
            var feature = feature
            if case .numeric(let range, _) = feature.domain, ["temperature", "humidity"].contains(feature.name) {
                feature.domain = .numeric(range: range, step: nil)
            } else {
                feature.mutability = .immutable
            }
            return feature
        }
        let schema = try Schema(features: features, constraints: constraints)
        let explainer = try await Explainer(
            model: task.model, schema: schema, reference: task.profile.sample,
            settings: Explainer.Settings(budget: SearchBudget(nodes: 100)))
        return try await explainer.explain(
            task.profile.sample.row(17, schema: schema), to: .within(200...(.infinity)))
    }

    private static func atLeast(_ bound: Double) -> Constraint {
        .linear(coefficients: ["temperature": 1, "humidity": 1], range: bound...Double.infinity)
    }

    @Test("A sum that binds leaves a gap down to the cost without it")
    func certificates() async throws {
        let free = try #require(try await Self.answer([]).counterfactuals.first)
        let sum = try #require(free.values["temperature"]?.number) + #require(free.values["humidity"]?.number)
        try #require(free.certificate.kind == .optimal)

        let bound = try #require(try await Self.answer([Self.atLeast(sum + 0.3)]).counterfactuals.first)
        #expect(bound.certificate.kind == .gap)
        #expect(bound.cost.total > free.cost.total)
        #expect(abs((bound.certificate.lowerBound ?? 0) - free.cost.total) < 1e-9)
    }
}
