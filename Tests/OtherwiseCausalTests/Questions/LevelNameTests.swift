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
}
