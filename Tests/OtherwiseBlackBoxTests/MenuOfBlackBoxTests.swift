import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch
import OtherwiseTabular
import Synchronization
import Testing

@Suite("Menus of models that fail")
struct MenuOfBlackBoxTests {
    /// Says yes from 6 on, of x; gone from one question on, for good or but for one.
    private final class Passing: Model {
        let identity = ModelIdentity(name: "passing", digest: nil)
        let output = ModelOutput.classes(["no", "yes"])
        private let last: Int
        private let isForGood: Bool
        private let asked = Mutex(0)

        init(last: Int, isForGood: Bool) { (self.last, self.isForGood) = (last, isForGood) }

        func predict(_ table: Table) throws -> Predictions {
            let number = asked.withLock { asked in
                asked += 1
                return asked
            }
            guard number <= last || (number > last + 1 && !isForGood) else {
                throw ModelError(.unavailable, "It is gone", hint: "Start it anew")
            }
            let numbers = (0..<table.count).map { table["x"]?[$0].number ?? .nan }
            return Predictions(
                output: output, labels: numbers.map { $0 >= 6 ? 1 : 0 },
                scores: numbers.flatMap { [1 - $0 / 12, $0 / 12] })
        }
    }

    private static func menu(_ model: Passing) async throws -> Menu {
        let schema = try Schema(
            features: ["x", "y", "z"].map { Feature(name: $0, domain: .numeric(range: 0...10, step: 1)) })
        let numbers = (0..<11).map(Double.init)
        let table = try Table(columns: ["x", "y", "z"].map { Column(name: $0, storage: .numbers(numbers)) })
        let explainer = try await Explainer(
            model: model, schema: schema, reference: table,
            settings: Explainer.Settings(budget: SearchBudget(), strategy: .greedy))
        return try await explainer.menu(
            of: Row(schema: schema, values: [.number(1), .number(1), .number(1)]), to: .outcome("yes"))
    }

    @Test("A failure that passes leaves the ways found before, and says why the rest is open")
    func passes() async throws {
        let whole = try await Self.menu(Passing(last: .max, isForGood: true))
        #expect(whole.ways.map(\.features) == [["x"]] && whole.notes == nil)
        let cut = try await Self.menu(Passing(last: 6, isForGood: false))
        #expect(cut.ways.map(\.features) == [["x"]] && cut.count(.open) > whole.count(.open))
        #expect(cut.notes == ["the search ended early, for the model failed: It is gone"])
    }

    @Test("Ways that cannot be put to the model once more are counted and called open")
    func isGone() async throws {
        let menu = try await Self.menu(Passing(last: 6, isForGood: true))
        #expect(menu.ways.isEmpty && menu.status == .budget)
        #expect(menu.notes?.last == "1 way that was found could not be put to the model once more, and counts as open")
        await #expect(throws: ModelError.self) { try await Self.menu(Passing(last: 0, isForGood: true)) }
    }
}
