import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("Levels that have numbers for names")
struct LevelNameTests {
    private static func graded(_ pay: String, levels: String = "[1, 2]") -> String {
        """
        model: otherwise.causal/1
        variables:
        - {name: grade, levels: \(levels), probabilities: [0.5, 0.5]}
        - {name: pay, formula: "\(pay)", noise: {normal: 10}}
        """
    }

    @Test(
        "Levels that have numbers for names count as these, compared and in arithmetic",
        arguments: [
            ("1000 + 500 * (grade == 2)", "[1, 2]", "ATE of grade=2 vs 1 on pay", 500),
            ("1000 + 500 * (2 == grade)", "[1, 2]", "ATE of grade=2 vs 1 on pay", 500),
            ("1000 + 500 * (grade != 1)", "[1, 2]", "ATE of grade=2 vs 1 on pay", 500),
            ("1000 + 50 * grade", "[10, 20]", "ATE of grade=20 vs 10 on pay", 500),
            ("if(grade >= 20, 1500, 1000)", "[10, 20]", "ATE of grade=20 vs 10 on pay", 500),
            ("1000 + 500 * (grade == -1)", "[-1, 1]", "ATE of grade=1 vs \"-1\" on pay", -500),
            ("1000 + 500 * grade", "[0, 1]", "ATE of grade=1 vs 0 on pay", 500),
            // Words count by their place.
            ("1000 + 500 * (grade == 1)", "[lo, hi]", "ATE of grade=hi vs lo on pay", 500),
            ("1000 + 500 * grade", "[lo, hi]", "ATE of grade=hi vs lo on pay", 500),
        ])
    func numbersForNames(_ pay: String, _ levels: String, _ question: String, _ truth: Double) throws {
        guard case .number(let effect, _) = try HomeModel.answer(question, Self.graded(pay, levels: levels)).result
        else {
            Issue.record("no number")
            return
        }
        #expect(abs(effect - truth) < 1e-6, "\(effect)")
    }

    @Test(
        "A number that no level has is refused, and so is what a function could mean in two ways",
        arguments: [
            ("500 * (grade == 3)", "", "no level '3'"), ("500 * (grade == 0)", "", "no level '0'"),
            ("1", "- {name: high, levels: [no, yes], function: grade > 1}", "by their place from 0"),
        ])
    func strangeNumbers(_ pay: String, _ line: String, _ words: String) throws {
        let error = try #require(throws: CausalModelError.self) {
            try CausalModelFile(text: Self.graded(pay) + "\n" + line, name: "m.yml")
        }
        #expect("\(error)".contains(words), "\(error)")
        #expect(throws: Never.self) {
            try CausalModelFile(
                text: Self.graded("1") + "\n- {name: high, levels: [no, yes], function: grade == 2}", name: "m.yml")
        }
    }

    private static func compared(_ levels: String, _ comparison: String = "g == h") -> String {
        """
        model: otherwise.causal/1
        variables:
        - {name: g, levels: [lo, hi], probabilities: [0.5, 0.5]}
        - {name: h, levels: \(levels), probabilities: [0.25, 0.75]}
        - {name: y, formula: "100 * (\(comparison))"}
        """
    }

    @Test("Variables are compared where their levels are alike or numbers, and else refused: places say nothing then")
    func unlikeLevels() throws {
        for levels in ["[hi, lo]", "[lo, top]", "[1, 2]"] {
            let error = try #require(throws: CausalModelError.self) {
                try CausalModelFile(text: Self.compared(levels), name: "m.yml")
            }
            #expect("\(error)".contains("'g' and 'h' have other levels"), "\(error)")
        }
        for (levels, comparison) in [
            ("[lo, hi]", "g == h"), ("[0, 1]", "g == h"),
            ("[hi, lo]", "(g == hi and h == hi) or (g == lo and h == lo)"),
        ] {
            let effect =
                try HomeModel.answer("ATE of g=hi vs lo on y", Self.compared(levels, comparison)).number ?? .nan
            let share = levels == "[hi, lo]" ? 0.25 : 0.75
            #expect(abs(effect - 100 * (2 * share - 1)) < 200 * HomeModel.tolerance, "\(levels) \(effect)")
        }
    }

    @Test("A level that is called nan or inf is a word and no number", arguments: ["nan", "inf"])
    func wordsLikeNumbers(_ word: String) throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: x, levels: [no, yes], probabilities: [0.5, 0.5]}
            - {name: y, levels: ["0", "1", "\(word)"], parents: [x], table: [[0.5, 0.3, 0.2], [0.1, 0.7, 0.2]]}
            """
        let file = try CausalModelFile(text: text, name: "m.yml")
        let error = try #require(throws: QuestionError.self) { try file.answer(CausalQuestion("ATE of x on y")) }
        #expect("\(error)".contains("Which value of 'y' counts"), "\(error)")
        let share = try #require(try file.answer(CausalQuestion("ATE of x on y=1")).number)
        #expect(abs(share - 0.4) < 1e-9)
    }
}
