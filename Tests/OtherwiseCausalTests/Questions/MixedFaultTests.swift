import Foundation
import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("What models of numbers and levels refuse")
struct MixedFaultTests {
    @Test(
        "What a model of numbers and levels cannot be asked is told",
        arguments: [
            ("P(pay=2000)", "number"), ("what if sector += 1 given sector=public", "levels"),
            ("what if sector = public for row 3", "data"),
            ("PN of sector=public vs private on pay", "there or not"), ("ATE of pay on owner", "compares two"),
            ("ATE of sector=public vs private on pay=3", "number"), ("P(sector=state)", "no level 'state'"),
            ("why is pay unusual for row 3", "learnt"), ("what if pay = public given pay=1", "number"),
            ("P(hat=yes)", "no variable 'hat'"), ("ATT of sector=public vs private on hat", "no variable 'hat'"),
            ("ATE of sector=public vs private on hat", "no variable 'hat'"),
            ("ATT of hat=1 vs 0 on pay", "no variable 'hat'"),
            ("ATT of hat on pay", "no variable 'hat'"),
            ("P(owner_{sector=public}=yes | pay_{sector=private}=2000)", "number"),
        ])
    func refused(_ question: String, _ word: String) throws {
        let error = try #require(throws: (any Error).self) { try HomeModel.answer(question) }
        #expect("\(error)".contains(word), "\(error)")
    }

    @Test(
        "A file of numbers and levels that does not fit is refused",
        arguments: [
            ("scores: [0, (pay - 2000) / 100]", "scores: [0]"), ("scores: [0, (pay", "scores: [0, (hat"),
            ("levels: [no, yes], scores", "scores"), ("formula: 2000", "levels: [a, b], formula: 2000"),
            ("function: pay > 2200", "function: pay > 2200, table: [[1, 0]]"),
            ("function: pay > 2200", "function: pay > 2200, parents: [pay]"),
            ("function: pay > 2200", "parents: [pay], table: [[1, 0], [0, 1]]"),
            ("function: pay > 2200", "function: pay > 2200, noise: {normal: 1}"),
            ("formula: 2000", "parents: [sector], formula: 2000"),
            ("variables:", "exogenous: {gene: [0.5, 0.6]}\nvariables:"),
            ("variables:", "exogenous: {gene: []}\nvariables:"), ("variables:", "exogenous: {pay: [1]}\nvariables:"),
            ("name: rich", "name: owner"), ("[0.75, 0.25]", "[0.75, 0.5]"),
        ])
    func badFiles(_ part: String, _ damage: String) throws {
        #expect(throws: Never.self) { try CausalModelFile(text: HomeModel.home, name: "m.yml") }
        #expect(HomeModel.home.contains(part))
        #expect(throws: (any Error).self) {
            try CausalModelFile(text: HomeModel.home.replacing(part, with: damage), name: "m.yml")
        }
    }

    @Test("A function that gives the number of no level, and scores that are no numbers, are told when they are asked")
    func noLevels() throws {
        for damage in [("pay > 2200", "pay / 1000"), ("[0, (pay - 2000) / 100]", "[0, 1 / (pay - pay)]")] {
            let text = HomeModel.home.replacing(damage.0, with: damage.1)
            let error = try #require(throws: QuestionError.self) { try HomeModel.answer("P(rich=yes)", text) }
            #expect(error.code == .noNumber && "\(error)".contains("one of its levels"), "\(error)")
        }
    }

    @Test(
        "Numbers too great for a mean or its interval are told, whichever effect is asked",
        arguments: [
            "1.5e308 * (2 * (sector == public) - 1)", "1e200 * (sector == public) * luck",
        ], ["ATE", "ATT"])
    func greatNumbers(_ formula: String, _ kind: String) throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: sector, levels: [private, public], probabilities: [0.75, 0.25]}
            - {name: luck, formula: 0, noise: {normal: 1}}
            - {name: pay, formula: "\(formula)"}
            """
        let error = try #require(throws: QuestionError.self) {
            try HomeModel.answer("\(kind) of sector=public vs private on pay", text)
        }
        #expect(error.code == .noNumber && "\(error)".contains("pay is not always a finite number"), "\(error)")
    }

    @Test(
        "A level that does not exist is told wherever it stands on the way",
        arguments: [
            "ATE of sector=public vs private on bonus", "ATT of sector=public vs private on bonus",
            "NDE of sector=public vs private on bonus through grade",
            "NIE of sector=public vs private on bonus through grade",
            "PSE of sector=public vs private on bonus along sector -> bonus",
            "P(sector=public | bonus=0)",
        ])
    func noLevelOnTheWay(_ question: String) throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: sector, levels: [private, public], probabilities: [0.75, 0.25]}
            - {name: pay, formula: 2000 + 300 * (sector == public), noise: {normal: 10}}
            - {name: grade, levels: [lo, hi], function: pay / 1000}
            - {name: bonus, formula: 100 * (grade == hi) + (sector == public)}
            """
        let error = try #require(throws: QuestionError.self) { try HomeModel.answer(question, text) }
        #expect("\(error)".contains("grade does not always have one of its levels"), "\(error)")
    }

    @Test("Units without a value upstream of what was observed are not left out in silence")
    func noValueUpstream() throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: sector, levels: [private, public], probabilities: [0.75, 0.25]}
            - {name: pay, formula: 1 / (sector == public)}
            - {name: owner, levels: [no, yes], scores: [0, pay]}
            """
        let error = try #require(throws: QuestionError.self) {
            try HomeModel.answer("P(sector=public | owner=yes)", text)
        }
        #expect("\(error)".contains("pay is not always a finite number"), "\(error)")
        // What was observed leaves no such unit.
        guard case .number(let share, _) = try HomeModel.answer("P(owner=yes | sector=public)", text).result else {
            Issue.record("no number")
            return
        }
        #expect(abs(share - 1 / (1 + exp(-1))) < 2 * HomeModel.tolerance)
    }

    /// One for each kind of model.
    private static let silent: [(text: String, good: String, bad: String, words: String)] = [
        (
            "- {name: a, formula: 1}\n- {name: b, formula: a}", "variables:", "exogenous: {a: [1]}\nvariables:",
            "given twice"
        ),
        ("- {name: a, formula: 1}\n- {name: b, formula: a}", "b, ", "b, levels: [no, yes], ", "formula and levels"),
        ("- {name: a, formula: 1}\n- {name: b, formula: a}", "b, ", "b, parents: [a], ", "parents and formula"),
        (
            "- {name: a, levels: [no, yes], probabilities: [0.5, 0.5]}\n- {name: b, levels: [no, yes], function: a}",
            "b, ", "b, parents: [a], ", "parents and function"
        ),
        (
            "- {name: a, levels: [no, yes], probabilities: [0.5, 0.5]}\n- {name: b, levels: [no, yes], scores: [0, a]}",
            "b, ", "b, parents: [a], ", "parents and scores"
        ),
        (
            "- {name: a, levels: [no, yes], probabilities: [0.5, 0.5]}\n- {name: c, formula: 1}\n"
                + "- {name: b, levels: [no, yes], parents: [a], table: [[1, 0], [0, 1]]}",
            "parents: [a]", "parents: [hat]", "no variable 'hat'"
        ),
    ]

    @Test("What a model would not heed is refused, whatever its kind", arguments: silent.indices)
    func unheeded(_ place: Int) throws {
        let one = Self.silent[place], text = "model: otherwise.causal/1\nvariables:\n\(one.text)\n"
        #expect(throws: Never.self) { try CausalModelFile(text: text, name: "m.yml") }
        let error = try #require(throws: (any Error).self) {
            try CausalModelFile(text: text.replacing(one.good, with: one.bad), name: "m.yml")
        }
        #expect("\(error)".contains(one.words), "\(error)")
    }
}
