import Foundation
import OtherwiseCore
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Several robust answers")
struct RobustSelectionTests {
    /// Says yes where the four numbers add up, the later ones at a discount.
    private struct Sum: Model {
        let identity = ModelIdentity(name: "sum", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])

        func predict(_ table: Table) -> Predictions {
            let sums = (0..<table.count).map { row in
                table.columns.enumerated().reduce(-1) { $0 + ($1.element[row].number ?? 0) / Double($1.offset + 2) }
            }
            let scores = sums.map { 1 / (1 + exp(-3 * $0)) }
            return Predictions(
                output: output, labels: scores.map { $0 > 0.5 ? 1 : 0 }, scores: scores.flatMap { [1 - $0, $0] })
        }
    }

    private static func answers(_ selection: AnswerSelection, robust: Double?) async throws -> Explanation {
        let (explainer, row) = try await question(selection, robust: robust)
        return try await explainer.explain(row, to: .outcome("yes"))
    }

    private static func question(
        _ selection: AnswerSelection, robust: Double?, _ strategy: StrategyChoice = .auto
    ) async throws -> (Explainer, Row) {
        let names = ["a", "b", "c", "d"]
        let schema = try Schema(features: names.map { Feature(name: $0, domain: .numeric(range: 0...4, step: nil)) })
        let table = try Table(
            columns: names.enumerated().map { place, name in
                Column(name: name, storage: .numbers((0..<200).map { Double(($0 * (7 + 4 * place)) % 40) / 10 }))
            })
        let explainer = try await Explainer(
            model: Sum(), schema: schema, reference: table,
            settings: Explainer.Settings(
                count: 2, strategy: strategy,
                genetic: strategy == .genetic ? GeneticOptions(population: 20, generations: 5) : GeneticOptions(),
                selection: selection, robustness: robust.map { RobustSettings(threshold: $0) }))
        return (explainer, try Row(schema: schema, values: names.map { _ in .number(0.2) }))
    }

    @Test(
        "They are chosen among those that are stable, by how far apart these are", arguments: AnswerSelection.allCases)
    func selection(_ selection: AnswerSelection) async throws {
        let found = try await Self.answers(selection, robust: 0.6)
        #expect(found.counterfactuals.count == 2)
        let reached = found.counterfactuals.map { $0.robustness?.isReached == true }
        #expect(reached.first == true && reached == reached.sorted { $0 && !$1 })
        let cheapest = try await Self.answers(.cheapest, robust: 0.6)
        let (own, least) = (try #require(found.diversity), try #require(cheapest.diversity))
        #expect(own.mean >= least.mean)
    }

    @Test("What is chosen from a kept search again is not called robust, nor chosen as the search chose")
    func chosenAgain() async throws {
        let (explainer, row) = try await Self.question(.maxMin, robust: 0.6, .genetic)
        let (explanation, search) = try await explainer.explainKeepingSearch(row, to: .outcome("yes"))
        #expect(explanation.provenance.settings["robust"] != nil)
        let (again, _) = try #require(search).choose(2)
        #expect(again.counterfactuals.allSatisfy { $0.robustness == nil } && !again.counterfactuals.isEmpty)
        #expect(again.provenance.settings["robust"] == nil && again.provenance.settings["selection"] == nil)
        #expect(again.notes?.contains { $0.contains("to make them robust") } == true)
        let (plain, factual) = try await Self.question(.cheapest, robust: nil, .genetic)
        let kept = try await plain.explainKeepingSearch(factual, to: .outcome("yes")).search
        #expect(try #require(kept).choose(2).explanation.notes == nil)
    }

    @Test("Without --robust the answers are not stable")
    func control() async throws {
        let plain = try await Self.answers(.cheapest, robust: nil)
        let robust = try await Self.answers(.cheapest, robust: 0.6)
        let scores = [plain, robust].map { $0.counterfactuals.compactMap(\.score).min() ?? 0 }
        #expect(scores[0] < scores[1] && scores[0] < 0.6)
    }
}
