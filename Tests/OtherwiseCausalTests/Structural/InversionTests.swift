import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("Values whose noise cannot be recovered")
struct InversionTests {
    private static func answer(_ mechanism: String, _ question: String) throws -> CausalAnswer {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: x, formula: 0, noise: {normal: 1}}
            - {name: y, \(mechanism)}
            """
        return try CausalModelFile(text: text, name: "m.yml").answer(CausalQuestion(question))
    }

    @Test(
        "A value that no noise gives, and a formula without a number, are told of a whole unit",
        arguments: [
            // A link that has no such value.
            ("formula: x, noise: {normal: 1}, link: exp", "x=0, y=-1", "x=0, y=1", "probability 0"),
            ("formula: x, noise: {normal: 1}, link: logistic", "x=0, y=1", "x=0, y=0.5", "probability 0"),
            ("formula: x, noise: {normal: 1}, link: logistic", "x=0, y=2", "x=0, y=0.9", "probability 0"),
            // No noise, and noise with ends.
            ("formula: x^2", "x=2, y=5", "x=2, y=4", "probability 0"),
            ("formula: x, noise: {uniform: [0, 1]}", "x=2, y=4", "x=2, y=2.5", "probability 0"),
            // A formula that has no number where the unit is, or where it would be.
            ("formula: 1 / x, noise: {normal: 1}", "x=0, y=1", "x=2, y=1", "probability 0"),
            ("formula: log(x), noise: {normal: 1}", "x=-1, y=0", "x=2, y=0", "not always a finite number"),
            ("formula: log(2 - x), noise: {normal: 1}", "x=5, y=0", "x=1, y=0", "not always a finite number"),
        ])
    func whole(_ mechanism: String, _ bad: String, _ good: String, _ words: String) throws {
        #expect(throws: Never.self) { try Self.answer(mechanism, "what if x = 1 given \(good)") }
        let error = try #require(throws: (any Error).self) {
            try Self.answer(mechanism, "what if x = 1 given \(bad)")
        }
        #expect("\(error)".contains(words), "\(error)")
    }

    @Test(
        "So they are of a unit that is known in part",
        arguments: [
            ("formula: x, noise: {normal: 1}, link: exp", "y=-1", "y=1"),
            ("formula: x, noise: {normal: 1}, link: logistic", "y=1", "y=0.5"),
            ("formula: x^2", "y=-1", nil), ("formula: sqrt(-1 - x^2), noise: {normal: 1}", "y=1", nil),
        ] as [(String, String, String?)])
    func inPart(_ mechanism: String, _ bad: String, _ good: String?) throws {
        if let good {
            #expect(throws: Never.self) { try Self.answer(mechanism, "what if x = 1 given \(good)") }
        }
        let error = try #require(throws: CausalModelError.self) {
            try Self.answer(mechanism, "what if x = 1 given \(bad)")
        }
        #expect("\(error)".contains("agrees with what was observed"), "\(error)")
    }

    @Test("Noise that is not added cannot be undone, and a file that writes it so is refused with what can be")
    func multiplied() throws {
        for formula in ["x^2 * noise", "exp(x + noise)"] {
            let error = try #require(throws: (any Error).self) {
                try Self.answer("formula: \(formula)", "what if x = 1 given x=0, y=1")
            }
            #expect("\(error)".contains("'noise'") && "\(error)".contains("link: exp"), "\(error)")
            #expect("\(error)".contains("line 4"), "\(error)")
        }
        // A variable may be called so.
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: noise, formula: 0, noise: {normal: 1}}
            - {name: y, formula: 2 * noise, noise: {normal: 1}}
            """
        #expect(throws: Never.self) {
            try CausalModelFile(text: text, name: "m.yml").answer(CausalQuestion("ATE of noise=1 vs 0 on y"))
        }
    }
}
