import Foundation
import OtherwiseCore
import Testing

@testable import OtherwiseSearch
@testable import OtherwiseTabular

/// What is said of a result goes no further than what is known.
@Suite("Claims")
struct ClaimTests {
    private static func task(_ model: String) throws -> DecisionTask {
        let adult = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Examples/adult")
        return try DecisionTask(
            model: adult.appending(path: "\(model).onnx").path, data: adult.appending(path: "adult.csv").path,
            schema: adult.appending(path: "schema.yml").path)
    }

    private static func explainer(
        _ task: DecisionTask, free: Set<String>, _ settings: Explainer.Settings
    ) async throws -> (explainer: Explainer, row: Row) {
        let features = task.schema.features.map { feature in
            var feature = feature
            feature.mutability = free.contains(feature.name) ? .free : .immutable
            return feature
        }
        let schema = try Schema(features: features)
        let explainer = try await Explainer(
            model: task.model, schema: schema, reference: task.profile.sample, settings: settings)
        return (explainer, try Row(schema: schema, values: task.row(18).values))
    }

    @Test("That no values at all lead to an outcome is said only where the search for them was finished")
    func obstacle() async throws {
        let task = try Self.task("random_forest")
        let goal = Goal.probable(">50K", atLeast: 0.93)
        let (hurried, row) = try await Self.explainer(
            task, free: [], Explainer.Settings(budget: SearchBudget(nodes: 1)))
        let stopped = try await hurried.explain(row, to: goal)
        #expect(stopped.status == .infeasible)
        #expect(stopped.obstacle?.reason.hasSuffix("was stopped by its budget") == true)
        let (patient, _) = try await Self.explainer(task, free: [], Explainer.Settings(budget: SearchBudget()))
        let beyond = try await patient.explain(row, to: .probable(">50K", atLeast: 1))
        #expect(beyond.obstacle?.reason.hasPrefix("no values in the ranges") == true)
    }

    @Test("An answer that the model itself refuses is not taken for a search that was stopped")
    func refused() async throws {
        let task = try Self.task("gradient_boosting")
        let explainer = try await task.explainer(Explainer.Settings())
        let row = try task.row(18)
        let certificate = Certificate(kind: .optimal, lowerBound: 1, upperBound: 1)
        let itself = SearchResult(
            status: .found,
            answers: [SearchResult.Answer(values: row.values, certificate: certificate, region: [:])])
        let explanation = try await explainer.explanation(
            itself, for: explainer.query(row, .outcome(">50K"), until: nil), number: 18,
            explainer.predict(row.values))
        #expect(explanation.status == .refused && explanation.counterfactuals.isEmpty)
        #expect(ExplanationText(explanation, goal: .outcome(">50K")).text.contains("did not stand the last check"))
    }

    @Test("Fewer answers than were asked for say why")
    func shortage() async throws {
        let task = try Self.task("gradient_boosting")
        let free: Set = ["age", "education", "hours_per_week"]
        let (explainer, row) = try await Self.explainer(
            task, free: free, Explainer.Settings(count: 9, budget: SearchBudget()))
        let goal = Goal.outcome(">50K")
        let explanation = try await explainer.explain(row, to: goal)
        #expect((1..<9).contains(explanation.counterfactuals.count))
        #expect(explanation.shortage?.hasPrefix("proved: no further change") == true)
        #expect(
            ExplanationText(explanation, goal: goal).text.contains("\nOnly \(explanation.counterfactuals.count) way"))
        let (one, _) = try await Self.explainer(task, free: free, Explainer.Settings(budget: SearchBudget()))
        #expect(try await one.explain(row, to: goal).shortage == nil)
    }

    @Test("A later answer is said to be the cheapest of its kind, and one with others left out before it is not")
    func places() async throws {
        let explainer = try await Self.task("gradient_boosting").explainer(Explainer.Settings())
        let found = [1.0, 2, 3].map { cost in
            SearchResult.Answer(
                values: [.number(cost)],
                certificate: Certificate(
                    kind: .optimal, lowerBound: cost, upperBound: cost, rivals: cost == 1 ? .all : .further),
                region: [:])
        }
        func kinds(_ places: Int...) -> [Certificate.Kind] {
            explainer.certificates(of: places.map { found[$0] }, among: found).map(\.kind)
        }
        #expect(kinds(0, 1) == [.optimal, .optimal])
        #expect(kinds(0, 2) == [.optimal, .gap])
        #expect(kinds(1) == [.gap])
        let last = try #require(explainer.certificates(of: [found[0], found[2]], among: found).last)
        #expect(last.lowerBound == 1 && last.upperBound == 3 && last.rivals == .all)

        #expect(found[0].certificate.sentence() == "Proved: no cheaper change exists.")
        #expect(
            found[1].certificate.sentence()
                == "Proved: no cheaper change exists that leaves at least one feature of each way above as it is.")
        #expect(last.sentence() == "Proved: at most 200% above the cheapest possible (lower bound 1).")
    }
}
