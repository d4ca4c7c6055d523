import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Proved regions")
struct RegionTests {
    private static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/adult")

    private static func path(_ name: String) -> String { examples.appending(path: name).path }

    @Test("Every corner of a region reaches the goal and keeps the constraints; beyond a region some value does not")
    func corners() async throws {
        let task = try DecisionTask(
            model: Self.path("gradient_boosting.onnx"), data: Self.path("adult.csv"), schema: Self.path("schema.yml"))
        let explainer = try await task.explainer(Explainer.Settings(budget: SearchBudget()))
        var (wide, failingBeyond) = (0, 0)
        for number in [17, 18, 24, 31, 40, 52] {
            let row = try task.row(number)
            let explanation = try await explainer.explain(row, number: number, to: .outcome(">50K"))
            guard let answer = explanation.counterfactuals.first, !answer.changes.isEmpty else { continue }
            let base = try row.setting(Assignment(answer.values))
            for corner in try Self.corners(of: answer.region, around: base) {
                #expect(try await explainer.predict(corner.values).outcome == .category(">50K"))
                #expect(task.schema.constraints.allSatisfy { $0.holds(for: corner, from: row) })
            }
            for span in answer.region {
                let value = try #require(answer.values[span.feature])
                if Self.ends(of: span, at: value).contains(where: { $0 != value }) { wide += 1 }
                guard let low = span.atLeast else { continue }
                let beyond = try base.setting(.do(span.feature, .number(low - 1)))
                let stillReaches = try await explainer.predict(beyond.values).outcome == .category(">50K")
                if !stillReaches || !task.schema.constraints.allSatisfy({ $0.holds(for: beyond, from: row) }) {
                    failingBeyond += 1
                }
            }
        }
        #expect(wide > 0)
        #expect(failingBeyond > 0)
    }

    /// The values at the ends of a span; the range that the schema sets where a bound is left out.
    private static func ends(of span: Span, at value: Value) -> [Value] {
        if let categories = span.oneOf { return categories.map { .category($0) } }
        return [span.atLeast, span.atMost].compactMap { $0.map(Value.number) } + [value]
    }

    private static func corners(of region: [Span], around base: Row) throws -> [Row] {
        try region.reduce([base]) { rows, span in
            try rows.flatMap { row in
                try ends(of: span, at: base[span.feature] ?? .missing).map { try row.setting(.do(span.feature, $0)) }
            }
        }
    }
}
