import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch
import OtherwiseTabular
import Testing

@Suite("Rows that a model has no number for")
struct UnscoredRowsTests {
    /// Says yes from 6 on, and refuses batches with a number between 3 and 5.
    private struct Gap: Model {
        let identity = ModelIdentity(name: "gap", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])

        func predict(_ table: Table) throws -> Predictions {
            let numbers = (0..<table.count).map { table["x"]?[$0].number ?? .nan }
            guard !numbers.contains(where: { $0 > 3 && $0 < 5 }) else {
                throw ModelError(.invalidValue, "The score is not a number", hint: "Return a number")
            }
            return Predictions(
                output: output, labels: numbers.map { $0 >= 6 ? 1 : 0 },
                scores: numbers.flatMap { [1 - $0 / 12, $0 / 12] })
        }
    }

    private static func explain(
        _ start: Double, _ strategy: StrategyChoice, rows: Int = 101
    ) async throws -> Explanation {
        let (explainer, row) = try await question(start, strategy, rows: rows)
        return try await explainer.explain(row, to: .outcome("yes"))
    }

    private static func question(
        _ start: Double, _ strategy: StrategyChoice, rows: Int = 101, of model: any Model = Gap()
    ) async throws -> (Explainer, Row) {
        let schema = try Schema(features: [Feature(name: "x", domain: .numeric(range: 0...10, step: nil))])
        let numbers = (0..<rows).map { 10 * Double($0) / Double(rows - 1) }
        let table = try Table(columns: [Column(name: "x", storage: .numbers(numbers))])
        let explainer = try await Explainer(
            model: model, schema: schema, reference: table,
            settings: Explainer.Settings(budget: SearchBudget(), strategy: strategy))
        return (explainer, try Row(schema: schema, values: [.number(start)]))
    }

    @Test(
        "They reach no goal, are counted, and end no search",
        arguments: [StrategyChoice.auto, .nice, .greedy, .random, .genetic])
    func search(_ strategy: StrategyChoice) async throws {
        let explanation = try await Self.explain(1, strategy)
        let answer = try #require(explanation.counterfactuals.first)
        #expect(answer.values["x"]?.number.map { $0 >= 6 } == true)
        if strategy != .nice { #expect(explanation.effort.unscored ?? 0 > 0) }
    }

    @Test("However many of a batch they are", arguments: [StrategyChoice.nice, .genetic])
    func many(_ strategy: StrategyChoice) async throws {
        // 599 of the reference rows lie between 3 and 5.
        let explanation = try await Self.explain(1, strategy, rows: 3001)
        #expect(explanation.counterfactuals.first?.values["x"]?.number.map { $0 >= 6 } == true)
    }

    @Test("A row that has none itself is not explained but named")
    func itself() async throws {
        await #expect(throws: ModelError.self) { try await Self.explain(4, .auto) }
    }

    /// Says yes from 6 on, with scores that are no numbers between 3 and 5.
    private struct Blank: Model {
        let identity = ModelIdentity(name: "blank", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])

        func predict(_ table: Table) throws -> Predictions {
            let numbers = (0..<table.count).map { table["x"]?[$0].number ?? .nan }
            return Predictions(
                output: output, labels: numbers.map { $0 >= 6 ? 1 : 0 },
                scores: numbers.flatMap { $0 > 3 && $0 < 5 ? [.nan, .nan] : [1 - $0 / 12, $0 / 12] })
        }
    }

    @Test("A menu counts them too, and is none of a row that the model decides nothing about")
    func menu() async throws {
        let (explainer, row) = try await Self.question(1, .greedy)
        let menu = try await explainer.menu(of: row, to: .outcome("yes"), size: 1)
        #expect(menu.ways.count == 1 && menu.effort.unscored ?? 0 > 0)
        let (blank, undecided) = try await Self.question(4, .greedy, of: Blank())
        await #expect(throws: ModelError.self) { try await blank.menu(of: undecided, to: .outcome("yes"), size: 1) }
        let (_, decided) = try await Self.question(1, .greedy, of: Blank())
        #expect(try await blank.menu(of: decided, to: .outcome("yes"), size: 1).effort.unscored ?? 0 > 0)
    }
}
