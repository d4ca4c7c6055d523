import Foundation
import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseEstimation

@Suite("What is said of mechanisms that are learnt")
struct MechanismWordTests {
    private static func method(_ question: String, _ options: FittingOptions) throws -> String {
        let table = try SimulatedWorld.lines.units(60, seed: 1).table
        let document = try GraphDocument(reading: "z -> x -> m -> y; z -> m; z -> y; x -> y")
        let asked = try CausalQuestion(question)
        switch asked {
        case .whyUnusual(_, let row):
            let unit = Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), table.values(at: row)))
            return try FittedCausalModel.whyUnusual(asked, graph: document, table, row: unit, options: options).method
        case .whyChanged:
            let after = try SimulatedWorld.lines.units(60, seed: 2).table
            return try FittedCausalModel.whyChanged(asked, graph: document, from: table, to: after, options: options)
                .method
        default: return try FittedCausalModel.pathEffect(asked, graph: document, table, options: options).method
        }
    }

    @Test(
        "Where some forms are left out the method says so, and which were taken",
        arguments: [
            ("why is y unusual for row 3", "(x linear, m linear, y linear)"),
            ("why did y change", "(x linear, m linear, y linear)"),
            // The cause is set.
            ("NDE of x=1 vs 0 on y through m", "(m linear, y linear)"),
            ("PSE of x=1 vs 0 on y along x -> m -> y", "(m linear, y linear)"),
        ])
    func restricted(_ question: String, _ forms: String) throws {
        let method = try Self.method(question, FittingOptions(draws: 2, forms: [.linear]))
        #expect(method.contains("predicts best of those that are allowed \(forms)"), "\(method)")
        #expect(try !Self.method(question, FittingOptions(draws: 2)).contains("allowed"))
    }

    /// Before, y is a line in x; after, a wave, of which no line says anything.
    @Test("Forms that differ before and after are told apart")
    func changedForms() throws {
        func table(seed: UInt64, _ trend: (Double) -> Double) throws -> Table {
            var generator = SeededGenerator(seed: seed)
            let x = generator.normals(300)
            let y = zip(x, generator.normals(300)).map { trend($0) + 0.1 * $1 }
            return try Table(columns: [("x", x), ("y", y)].map { Column(name: $0.0, storage: .numbers($0.1)) })
        }
        let method = try FittedCausalModel.whyChanged(
            CausalQuestion("why did y change"), graph: GraphDocument(reading: "x -> y"),
            from: table(seed: 1) { $0 }, to: table(seed: 2) { sin(3 * $0) },
            options: FittingOptions(draws: 0, forms: [.linear, .smooth])
        ).method
        let words = "predicts best of those that are allowed"
        #expect(method.contains(", before each in the form that \(words) (y linear); after each in"), "\(method)")
        #expect(method.contains("(y smooth)"), "\(method)")
    }

    // MARK: Models without a value

    @Test(
        "That models which the data allow have no value is told: some of them, or all",
        arguments: [([1, 2, .infinity], nil), ([], nil), ([1, .nan], "1 of the 2"), ([.nan, .nan], "none of the 2")]
            as [([Double], String?)])
    func gaps(_ drawn: [Double], _ words: String?) {
        let told = FittedCausalModel.gap("y", drawn)
        #expect((told == nil) == (words == nil) && told?.contains(words ?? "") != false, "\(told ?? "nothing")")
        // The best fit has a number all the same; the likeliest level is one of those that were counted.
        guard words?.hasPrefix("1") == true else { return }
        #expect(told?.hasSuffix("the interval is without them, and too narrow.") == true, "\(told ?? "nothing")")
        let level = FittedCausalModel.gap("y", drawn, hasLevels: true)
        #expect(level?.hasSuffix("the answer is without them.") == true, "\(level ?? "nothing")")
    }

    private static let logarithms = FittingOptions(draws: 100, forms: [.linear], links: [.logarithm])

    /// Both `y` and `u` grow with the exponential of `x`, and `w` is their difference: of two that are infinite, no number.
    private static func growth(_ count: Int) throws -> Table {
        var generator = SeededGenerator(seed: 6)
        let x = generator.normals(count)
        let (y, u) = (
            zip(x, generator.normals(count)).map { exp(0.8 * $0 + 0.5 * $1) },
            zip(x, generator.normals(count)).map { exp(0.8 * $0 + 0.5 * $1) }
        )
        let w = zip(zip(y, u), generator.normals(count)).map { $0.0 - $0.1 + 0.1 * $1 }
        return try Table(
            columns: [("x", x), ("y", y), ("u", u), ("w", w)].map { Column(name: $0.0, storage: .numbers($0.1)) })
    }

    @Test(
        "At the greatest number whose answer is one, models without a value are told; at an ordinary one there are none"
    )
    func brink() throws {
        let table = try Self.growth(300)
        let document = try GraphDocument(reading: "x -> y -> w; x -> u -> w")
        let unit = Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), table.values(at: 0)))
        let model = try FittedCausalModel(document.graph, fittedTo: table, options: Self.logarithms)
        func isKnown(_ x: Double) -> Bool {
            (try? model.counterfactuals(of: unit, under: ["x": .set(.number(x))])) != nil
        }
        var (known, refused) = (1.0, 4_000.0)
        #expect(isKnown(known) && !isKnown(refused))
        while refused - known > 1 {
            let middle = ((known + refused) / 2).rounded()
            if isKnown(middle) { known = middle } else { refused = middle }
        }
        func cautions(_ x: Double) throws -> [String] {
            try FittedCausalModel.answer(
                CausalQuestion("what if x = \(x) for row 0"), graph: document, table, row: unit,
                options: Self.logarithms
            ).cautions.filter { $0.contains("models that the data allow") }
        }
        let told = try cautions(known)
        #expect(told.count == 1 && told.first?.hasPrefix("w: ") == true, "\(told)")
        #expect(try cautions(1) == [])
    }
}
