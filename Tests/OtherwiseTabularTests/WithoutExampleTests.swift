import OtherwiseCore
import OtherwiseSearch
import Testing

@testable import OtherwiseTabular

@Suite("Reference rows of which none is of the wanted outcome")
struct WithoutExampleTests {
    /// Says yes from a number on.
    private struct Threshold: Model {
        let identity = ModelIdentity(name: "threshold", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])
        let least: Double

        func predict(_ table: Table) -> Predictions {
            let numbers = (0..<table.count).map { table["x"]?[$0].number ?? .nan }
            return Predictions(
                output: output, labels: numbers.map { $0 >= least ? 1 : 0 },
                scores: numbers.flatMap { [1 - $0 / 20, $0 / 20] })
        }
    }

    /// Of 20 reference rows from 0 to 9.5 those from `least` on are of the wanted outcome.
    private static func text(least: Double, _ strategy: StrategyChoice) async throws -> String {
        let schema = try Schema(features: [Feature(name: "x", domain: .numeric(range: 0...20, step: nil))])
        let rows = try Table(columns: [Column(name: "x", storage: .numbers((0..<20).map { Double($0) / 2 }))])
        let explainer = try await Explainer(
            model: Threshold(least: least), schema: schema, reference: rows,
            settings: Explainer.Settings(budget: SearchBudget(), strategy: strategy))
        let goal = Goal.outcome("yes")
        let explanation = try await explainer.explain(Row(schema: schema, values: [.number(1)]), to: goal)
        return ExplanationText(explanation, goal: goal, reasonWithoutProof: explainer.opacity).text
    }

    @Test("The strategy nice names them, and the ways out")
    func named() async throws {
        let text = try await Self.text(least: 12, .nice)
        #expect(text.contains("No change that makes it say yes was found; one may exist."))
        #expect(text.contains("by the model none of the 20 is one; give --reference rows that are"))
        #expect(text.contains("the strategy auto, greedy, random or genetic"))
    }

    @Test("Where there are some it finds them, and other strategies need none")
    func others() async throws {
        #expect(try await Self.text(least: 6, .nice).contains("It would say yes if x rose"))
        #expect(try await Self.text(least: 12, .greedy).contains("It would say yes if x rose"))
    }
}
