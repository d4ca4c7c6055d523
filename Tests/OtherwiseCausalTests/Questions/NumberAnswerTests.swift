import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("Answers of models of numbers")
struct NumberAnswerTests {
    private static let paths = """
        model: otherwise.causal/1
        variables:
        - {name: x, formula: 0, noise: {normal: 1}}
        - {name: a, formula: 2 * x, noise: {normal: 1}}
        - {name: b, formula: 3 * x, noise: {normal: 1}}
        - {name: c, formula: 5 * a + 7 * b, noise: {normal: 1}}
        - {name: d, formula: 11 * c, noise: {normal: 1}}
        - {name: y, formula: 13 * c + 17 * d, noise: {normal: 1}}
        """

    @Test("Paths whose edges make another path are refused with that path; the others add up")
    func crossingPaths() throws {
        let file = try CausalModelFile(text: Self.paths, name: "m.yml")
        func effect(_ along: String) throws -> Double? {
            try file.answer(CausalQuestion("PSE of x=1 vs 0 on y along \(along)")).number
        }
        let error = try #require(throws: GraphError.self) { try effect("x -> a -> c -> d -> y, x -> b -> c -> y") }
        #expect("\(error)".contains("'x -> b -> c -> d -> y'") || "\(error)".contains("'x -> a -> c -> y'"), "\(error)")
        let long = try #require(try effect("x -> a -> c -> d -> y")),
            short = try #require(try effect("x -> b -> c -> y"))
        #expect(abs(long - 1_870) < 1e-6 && abs(short - 273) < 1e-6)
        let both = try #require(
            try effect("x -> a -> c -> d -> y, x -> b -> c -> y, x -> b -> c -> d -> y, x -> a -> c -> y"))
        #expect(abs(both - 6_200) < 1e-6)
    }

    @Test(
        "People read six significant digits of a number, however great it is",
        arguments: [
            (1_234_567_890, "1234570000"), (-1_234_567.89, "-1234570"), (999_999.6, "1000000"), (123_456.7, "123457"),
            (0.012345678, "0.0123457"), (250_000, "250000"), (2e6, "2000000"), (1.23456789e300, "1.23457e+300"),
            (.infinity, "inf"),
        ] as [(Double, String)])
    func digits(number: Double, text: String) {
        #expect(number.rounded6 == text)
        #expect((-number).rounded6 == (text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text))
    }

    @Test("What is given of a unit must be known and agree")
    func given() throws {
        let file = try CausalModelFile(text: Self.paths, name: "m.yml")
        let known = "what if x = 1 given x=0, a=0, b=0, c=0, d=0, y=0"
        #expect(throws: Never.self) { try file.answer(CausalQuestion(known)) }
        #expect(throws: CausalModelError.self) { try file.answer(CausalQuestion(known + ", z=1")) }
        #expect(throws: QuestionError.self) { try file.answer(CausalQuestion(known + ", y=1")) }
        #expect(throws: Never.self) { try file.answer(CausalQuestion(known + ", y=0")) }
    }

    @Test("A model of formulas: the row's own noise comes back")
    func formulaFile() throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: hours, formula: 40, noise: {normal: 5}}
            - {name: pay, formula: 1200 + 25 * hours, noise: {normal: 80}}
            """
        let file = try CausalModelFile(text: text, name: "m.yml")
        let answer = try file.answer(
            CausalQuestion("what if hours = 60 for row 3"), row: ["hours": .number(38), "pay": .number(2100)])
        guard case .changes(let changes) = answer.result else { return }
        #expect(changes.map(\.to) == [.number(60), .number(2650)])
        let effect = try #require(try file.answer(CausalQuestion("ATE of hours=50 vs 40 on pay")).number)
        #expect(abs(effect - 250) < 1e-9)
        #expect(throws: QuestionError.self) { try file.answer(CausalQuestion("P(pay=1)")) }
    }

    /// Pay is N(1200 + 25 · 60, 80) where nothing is known of it: 2700, and 90% within 1.645 · 80 of it. The mean of
    /// 100,000 units is off by 0.25 on average.
    @Test("Of what is not known of a unit the answer is a distribution; what cannot be is refused")
    func partlyKnown() throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: hours, formula: 40, noise: {normal: 5}}
            - {name: pay, formula: 1200 + 25 * hours, noise: {normal: 80}}
            - {name: tax, formula: 0.2 * pay}
            """
        let file = try CausalModelFile(text: text, name: "m.yml")
        let answer = try file.answer(CausalQuestion("what if hours = 60 given hours=38"))
        guard case .changes(let changes) = answer.result else { return }
        #expect(changes[1].from == .missing && changes[1].fromText == "unknown")
        let (mean, interval) = (try #require(changes[1].to.number), try #require(changes[1].interval))
        #expect(abs(mean - 2700) < 2)
        #expect(abs(interval.lower - (2700 - 131.6)) < 4 && abs(interval.upper - (2700 + 131.6)) < 4)
        #expect(answer.cautions.contains { $0.contains("pay and tax are not known") })
        #expect(throws: CausalModelError.self) {
            try file.answer(CausalQuestion("what if hours = 60 given hours=38, pay=2100, tax=500"))
        }
    }

    @Test(
        "Without data a row of a model of numbers is refused; of a row what is no number is, and what is missing is not"
    )
    func rows() throws {
        let file = try CausalModelFile(text: Self.paths, name: "m.yml")
        let question = try CausalQuestion("what if x = 1 for row 3")
        let error = try #require(throws: QuestionError.self) { try file.answer(question) }
        #expect("\(error)".contains("no data to take the row from"), "\(error)")
        var row = Dictionary(uniqueKeysWithValues: ["x", "a", "b", "c", "d", "y"].map { ($0, Value.number(0)) })
        row["city"] = .category("abc")
        #expect(throws: Never.self) { try file.answer(question, row: row) }
        row["a"] = .missing
        #expect(throws: Never.self) { try file.answer(question, row: row) }
        row["a"] = .category("abc")
        let strange = try #require(throws: QuestionError.self) { try file.answer(question, row: row) }
        #expect(strange.code == .wrongKind && "\(strange)".contains("'a=abc' is no observed number"), "\(strange)")
    }

    @Test(
        "What a formula makes of a cause that is no number is not told as a number",
        arguments: [
            "ATE of x=1 vs -1 on y", "ATE of x=2 vs 1 on z", "what if w = 1 given w=0, z=1", "what if w = 1 given w=0",
        ])
    func unsettledCause(_ question: String) throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: x, formula: 0, noise: {normal: 1}}
            - {name: w, formula: 0, noise: {normal: 1}}
            - {name: m, formula: log(x)}
            - {name: y, formula: "if(m > -1, 10, 0)"}
            - {name: z, formula: "if(m > -1, 1, 0) + w", noise: {normal: 1}}
            """
        let file = try CausalModelFile(text: text, name: "m.yml")
        guard question != "ATE of x=2 vs 1 on z" else {
            // Both values have a logarithm.
            let effect = try #require(try file.answer(CausalQuestion(question)).number)
            #expect(abs(effect) < 1e-9)
            return
        }
        let error = try #require(throws: QuestionError.self) { try file.answer(CausalQuestion(question)) }
        #expect(error.code == .noNumber && "\(error)".contains("m is not always a finite number"), "\(error)")
        let whole = try CausalModelFile(text: text.replacing("log(x)", with: "x"), name: "m.yml")
        #expect(throws: Never.self) { try whole.answer(CausalQuestion(question)) }
    }

    @Test("That worlds share the noise of a unit is said of what needs it")
    func assumptions() throws {
        let file = try CausalModelFile(text: Self.paths, name: "m.yml")
        func isSaid(_ question: String) throws -> Bool {
            try file.answer(CausalQuestion(question)).assumptions.contains { $0.contains("noise of a unit") }
        }
        #expect(try !isSaid("ATE of x=1 vs 0 on y"))
        #expect(try isSaid("NDE of x=1 vs 0 on y through a") && isSaid("what if x = 1 given x=0"))
    }

    @Test("What has no finite number is told, along paths too; noise over all numbers is refused")
    func notFinite() throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: x, formula: 0, noise: {uniform: [0, 1]}}
            - {name: m, formula: x - 2, noise: {uniform: [0, 1]}}
            - {name: y, formula: log(m)}
            """
        let file = try CausalModelFile(text: text, name: "m.yml")
        for question in [
            "ATE of x=1 vs 0 on y", "NDE of x=1 vs 0 on y through m", "NIE of x=1 vs 0 on y through m",
            "PSE of x=1 vs 0 on y along x -> m -> y",
        ] {
            let error = try #require(throws: QuestionError.self) { try file.answer(CausalQuestion(question)) }
            #expect(error.code == .noNumber)
        }
        func noise(_ end: String) throws -> CausalModelFile {
            let own = "m, noise: {uniform: [-\(end), \(end)]}"
            return try CausalModelFile(text: text.replacing("log(m)", with: own), name: "m.yml")
        }
        #expect(throws: Never.self) { try noise("1e300") }
        let error = try #require(throws: (any Error).self) { try noise("1e308") }
        #expect("\(error)".contains("no range"), "\(error)")
    }
}
