import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("Natural effects where a variable stands between two mediators")
struct NaturalEffectTests {
    /// By definition `E[y_{x=0, m1_{x=1}, m2_{x=1}}]` is 1 + 2: z is 1, for its m1 is 1 and its x is 0, and m2 is 2.
    /// `E[y_{x=1, m1_{x=0}, m2_{x=0}}]` is 1: z is 1, and m2 is 0.
    private static let truths = [("NIE", 3.0), ("NDE", 1.0)]

    private static let numbers = [
        "- {name: x, formula: 0, noise: {normal: 1}}", "- {name: m1, formula: x, noise: {normal: 1}}",
        "- {name: z, formula: x + m1, noise: {normal: 1}}", "- {name: m2, formula: z, noise: {normal: 1}}",
        "- {name: y, formula: z + m2, noise: {normal: 1}}",
    ]

    private static let levels = [
        "- {name: x, levels: [0, 1], probabilities: [0.5, 0.5]}", "- {name: m1, levels: [0, 1], function: x}",
        "- {name: z, levels: [0, 1, 2], function: x + m1}", "- {name: m2, levels: [0, 1, 2], function: z}",
        "- {name: y, levels: [0, 1, 2, 3, 4], function: z + m2}",
    ]

    private static func model(_ lines: some Sequence<String>) throws -> CausalModelFile {
        try CausalModelFile(
            text: (["model: otherwise.causal/1", "variables:"] + Array(lines)).joined(separator: "\n"), name: "m.yml")
    }

    @Test("Models of numbers, of levels and of both say what the definition says", arguments: truths)
    func definition(_ kind: String, _ truth: Double) throws {
        let question = try CausalQuestion("\(kind) of x=1 vs 0 on y through m1, m2")
        let mixed = [Self.levels[0]] + Self.numbers.dropFirst()
        for lines in [Self.numbers, Self.levels, mixed] {
            let found = try #require(try Self.model(lines).answer(question).number)
            #expect(abs(found - truth) < 1e-9, "\(kind) \(found)")
        }
    }

    @Test("Nested worlds of a model of numbers and levels agree with its natural effects")
    func nested() throws {
        let middle = ["m1, formula: x", "z, formula: x + m1", "m2, formula: z"].map { "- {name: \($0)}" }
        let model = try Self.model([Self.levels[0]] + middle + [Self.levels[4]])
        func number(_ question: String) throws -> Double? { try model.answer(CausalQuestion(question)).number }
        let share = try #require(try number("P(y_{x=0, m1_{x=1}, m2_{x=1}}=3)"))
        #expect(abs(share - 1) < 1e-9)
        let indirect = try #require(try number("NIE of x=1 vs 0 on y=3 through m1, m2"))
        #expect(abs(indirect - 1) < 1e-9)
        #expect(try number("NIE of x=1 vs 0 on y=4 through m1, m2") == 0)
    }
}
