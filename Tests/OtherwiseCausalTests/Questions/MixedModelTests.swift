import Foundation
import OtherwiseCore
import Testing

@testable import OtherwiseCausal

/// Pay is N(2000, 100) in the private sector and 300 more in the public one, with the same noise; the log-odds of owning
/// a home are 0 at 2000 and 1 more for each 100.
@Suite("Models of numbers and levels")
struct MixedModelTests {
    private static let home = """
        model: otherwise.causal/1
        variables:
        - {name: sector, levels: [private, public], probabilities: [0.75, 0.25]}
        - {name: pay, formula: 2000 + 300 * (sector == public), noise: {normal: 100}}
        - {name: owner, levels: [no, yes], scores: [0, (pay - 2000) / 100]}
        - {name: rich, levels: [no, yes], function: pay > 2200}
        """

    private static func answer(_ question: String, _ text: String = home) throws -> CausalAnswer {
        guard case .mixed(let model) = try CausalModelFile(text: text, name: "m.yml") else {
            throw CausalModelError.inconsistent("The model is of one kind.")
        }
        return try model.answer(CausalQuestion(question), samples: units)
    }

    private static func number(_ question: String) throws -> Double? {
        if case .number(let number, _) = try answer(question).result { number } else { nil }
    }

    private static func changes(_ question: String, _ text: String = home) throws -> [CausalAnswer.Change] {
        if case .changes(let changes) = try answer(question, text).result { changes } else { [] }
    }

    private static let units = 20_000

    /// Four standard errors of a share of all units: at most 0.0142.
    private static let tolerance = 4 * 0.5 / Double(units).squareRoot()

    private static let truths: [(String, Double)] = [
        ("P(sector=public)", 0.25), ("P(owner=yes | do(pay=2100))", 1 / (1 + exp(-1))),
        // The score is N(0, 1): as often above 0 as below.
        ("P(owner=yes | do(sector=private))", 0.5), ("P(owner=yes | sector=private)", 0.5),
        // As far from the one mean as from the other.
        ("P(sector=public | pay=2150)", 0.25), ("P(sector=public | do(pay=2150))", 0.25),
        ("P(owner=yes, sector=public | do(pay=2000))", 0.125),
        ("P(owner=no | do(pay=2100), sector=public)", 1 / (1 + exp(1))),
        // 1 − Φ(2)
        ("P(rich=yes | do(sector=private))", 0.02275),
    ]

    @Test("What is seen and done, against what the formulas say", arguments: truths)
    func doing(_ question: String, _ truth: Double) throws {
        let found = try #require(try Self.number(question))
        // Four standard errors; of a quarter of the units, as where the sector is given, they are twice those of all.
        let error = (truth * (1 - truth) / Double(Self.units)).squareRoot()
        #expect(abs(found - truth) < 8 * error, "\(question) \(found)")
        let answer = try Self.answer(question)
        #expect(answer.assumptions.allSatisfy { !$0.contains("Gumbel") } && answer.method.contains("20000 units"))
    }

    @Test("An event without a value asks for every level")
    func distribution() throws {
        guard case .distribution(let levels) = try Self.answer("P(owner | do(pay=2100))").result else {
            Issue.record("no distribution")
            return
        }
        #expect(levels.map(\.value) == [.category("no"), .category("yes")])
        #expect(abs(levels[1].probability - 1 / (1 + exp(-1))) < Self.tolerance)
        #expect(abs(levels.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
    }

    @Test(
        "Effects on numbers are exact, for all, for the treated and along paths; on levels they agree with each other")
    func effects() throws {
        for kind in ["ATE", "ATT"] {
            let effect = try #require(try Self.number("\(kind) of sector=public vs private on pay"))
            #expect(abs(effect - 300) < 1e-6)
        }
        let average = try #require(try Self.number("ATE of sector=public vs private on owner"))
        let direct = try #require(try Self.number("NDE of sector=public vs private on owner through pay"))
        let indirect = try #require(try Self.number("NIE of sector=public vs private on owner through pay"))
        let path = try #require(
            try Self.number("PSE of sector=public vs private on owner along sector -> pay -> owner"))
        #expect(direct == 0 && abs(indirect - average) < 1e-9 && abs(path - average) < 1e-9)
        let (treated, untreated) = (
            try #require(try Self.number("P(owner=yes | do(sector=public))")),
            try #require(try Self.number("P(owner=yes | do(sector=private))"))
        )
        #expect(average > 0.3 && abs(average - (treated - untreated)) < 2 * Self.tolerance)
    }

    /// Of two levels Gumbel noise harms no one whose odds rise, so that the share in whom the effect follows the cause is
    /// the average effect.
    @Test("Causation and other worlds, by the noise that is chosen, which the answer says")
    func imagining() throws {
        let average = try #require(try Self.number("ATE of sector=public vs private on owner"))
        let both = try #require(try Self.number("PNS of sector=public vs private on owner"))
        #expect(abs(both - average) < 2 * Self.tolerance)
        let treated = try #require(try Self.number("P(owner=yes | do(sector=public))"))
        for question in [
            "PN of sector=public vs private on owner",
            "P(owner_{sector=private}=no | sector=public, owner=yes)",
        ] {
            let found = try #require(try Self.number(question))
            // A fifth of the units are of the public sector and own a home.
            #expect(abs(found - both / treated) < 4 * Self.tolerance, "\(question) \(found)")
            let answer = try Self.answer(question)
            #expect(answer.assumptions.contains { $0.hasPrefix("owner has Gumbel noise") })
        }
        let enough = try #require(try Self.number("PS of sector=public vs private on owner"))
        #expect(abs(enough - average / 0.5) < 4 * Self.tolerance)
        // Nobody loses a home by better pay.
        #expect(try Self.number("P(owner_{sector=public}=no, owner_{sector=private}=yes)") == 0)
    }

    @Test("What a unit would have been: numbers exactly, levels by what the observed one says of its noise")
    func whatIf() throws {
        let unit = "given sector=private, pay=2050, rich=no, owner="
        let kept = try Self.changes("what if sector = public \(unit)yes")
        #expect(kept.map(\.variable).first == "sector" && kept.first?.to == .category("public"))
        let pay = try #require(kept.first { $0.variable == "pay" })
        #expect(abs((pay.to.number ?? 0) - 2350) < 1e-6 && pay.interval == nil)
        let owner = try #require(kept.first { $0.variable == "owner" })
        #expect(owner.from == .category("yes") && owner.to == .category("yes") && owner.probability == nil)
        #expect(kept.first { $0.variable == "rich" }?.to == .category("yes"))

        let other = try #require(try Self.changes("what if sector = public \(unit)no").first { $0.variable == "owner" })
        // The odds against a home fall from exp(−0.5) to exp(−3.5); of two levels, it stays with the ratio of probabilities.
        let stays = (1 + exp(0.5)) / (1 + exp(3.5))
        #expect(other.to == .category("yes") && abs((other.probability ?? 0) - (1 - stays)) < Self.tolerance)
        let answer = try Self.answer("what if sector = public \(unit)no")
        #expect(answer.assumptions.contains { $0.contains("Gumbel-max") } && answer.cautions.isEmpty)
    }

    @Test("Where no level is left open the answer is exact, and the same for every seed")
    func exact() throws {
        let text = Self.home.replacing(
            "- {name: owner, levels: [no, yes], scores: [0, (pay - 2000) / 100]}\n", with: "")
        let question = "what if sector = public given sector=private, pay=2050, rich=no"
        let answer = try Self.answer(question, text)
        #expect(answer.method.hasPrefix("exact"))
        #expect(
            try Self.changes(question, text).map(\.to)
                == [.category("public"), .number(2350), .category("yes")])
        let error = try #require(throws: CausalModelError.self) {
            try Self.answer("what if sector = public given sector=private, pay=2050, rich=yes", text)
        }
        #expect("\(error)".contains("rich = yes") && "\(error)".contains("probability 0"), "\(error)")
    }

    @Test("A hidden cause is a variable that is not known of the unit")
    func hiddenCause() throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: gene, levels: [no, yes], probabilities: [0.5, 0.5]}
            - {name: dose, formula: gene == yes, noise: {normal: 0.1}}
            - {name: harm, formula: 10 * (gene == yes) + 2 * dose, noise: {normal: 0.1}}
            """
        let changes = try Self.changes("what if dose = 0 given dose=1, harm=12", text)
        #expect(abs((changes.last?.to.number ?? 0) - 10) < 1e-6)
        let answer = try Self.answer("what if dose = 0 given dose=1, harm=12", text)
        #expect(answer.cautions.contains { $0.contains("gene is not known") })
        // What is seen is not what is done.
        guard case .number(let effect, _) = try Self.answer("ATE of dose=1 vs 0 on harm", text).result else {
            Issue.record("no number")
            return
        }
        #expect(abs(effect - 2) < 1e-9)
        let gene = try Self.changes("what if dose = 0 given dose=0.5", text)
        #expect((gene.last?.to.number ?? 0) > 2 && (gene.last?.to.number ?? 0) < 8 && gene.last?.interval != nil)
    }

    @Test("A table of a level's parents is checked and read as in a network")
    func table() throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: a, levels: [x, y, z], probabilities: [0.2, 0.3, 0.5]}
            - {name: b, levels: [no, yes], parents: [a], table: [[1, 0], [0.4, 0.6], [0.1, 0.9]]}
            - {name: c, formula: 5 * (b == yes) + (a != x), noise: {uniform: [0, 1]}}
            """
        guard case .number(let share, _) = try Self.answer("P(b=yes | do(a=y))", text).result else {
            Issue.record("no number")
            return
        }
        #expect(abs(share - 0.6) < Self.tolerance)
        let changes = try Self.changes("what if a = x given a=z, b=yes, c=6.5", text)
        #expect(changes.first { $0.variable == "b" }?.to == .category("no"))
        #expect(abs((changes.first { $0.variable == "c" }?.to.number ?? -1) - 0.5) < 1e-6)
        #expect(throws: CausalModelError.self) {
            try Self.answer("P(b=yes)", text.replacing("[0.4, 0.6]", with: "[0.4, 0.7]"))
        }
        #expect(throws: CausalModelError.self) { try Self.answer("P(b=yes)", text.replacing("[1, 0], ", with: "")) }
        #expect(throws: CausalModelError.self) {
            try Self.answer("what if a = y given a=x, b=yes, c=6.5", text)
        }
    }

    @Test(
        "What a model of numbers and levels cannot be asked is told",
        arguments: [
            ("P(pay=2000)", "number"), ("what if sector += 1 given sector=public", "levels"),
            ("P(owner_{sector=public, pay_{sector=private}}=yes)", "nested"),
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
        let error = try #require(throws: (any Error).self) { try Self.answer(question) }
        #expect("\(error)".contains(word), "\(error)")
    }

    @Test("Evidence of another world is kept by what agrees with it")
    func otherWorld() throws {
        // Who would own a home in the private sector would in the public one too.
        let share = try #require(try Self.number("P(owner_{sector=public}=yes | owner_{sector=private}=yes)"))
        #expect(abs(share - 1) < 1e-9)
        #expect(try Self.number("P(owner=yes | owner=no)") == 0)
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
            ("formula: 2000", "parents: [sector], formula: 2000"), ("variables:", "exogenous: {gene: [1]}\nvariables:"),
            ("name: rich", "name: owner"), ("[0.75, 0.25]", "[0.75, 0.5]"),
        ])
    func badFiles(_ part: String, _ damage: String) throws {
        #expect(throws: Never.self) { try CausalModelFile(text: Self.home, name: "m.yml") }
        #expect(Self.home.contains(part))
        #expect(throws: (any Error).self) {
            try CausalModelFile(text: Self.home.replacing(part, with: damage), name: "m.yml")
        }
    }

    @Test("A function that gives the number of no level, and scores that are no numbers, are told when they are asked")
    func noLevels() throws {
        for damage in [("pay > 2200", "pay / 1000"), ("[0, (pay - 2000) / 100]", "[0, 1 / (pay - pay)]")] {
            let text = Self.home.replacing(damage.0, with: damage.1)
            let error = try #require(throws: QuestionError.self) { try Self.answer("P(rich=yes)", text) }
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
            try Self.answer("\(kind) of sector=public vs private on pay", text)
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
        let error = try #require(throws: QuestionError.self) { try Self.answer(question, text) }
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
        let error = try #require(throws: QuestionError.self) { try Self.answer("P(sector=public | owner=yes)", text) }
        #expect("\(error)".contains("pay is not always a finite number"), "\(error)")
        // What was observed leaves no such unit.
        guard case .number(let share, _) = try Self.answer("P(owner=yes | sector=public)", text).result else {
            Issue.record("no number")
            return
        }
        #expect(abs(share - 1 / (1 + exp(-1))) < 2 * Self.tolerance)
    }

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
        guard case .number(let effect, _) = try Self.answer(question, Self.graded(pay, levels: levels)).result else {
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

    /// One for each kind of model.
    private static let silent: [(text: String, good: String, bad: String, words: String)] = [
        (
            "- {name: a, formula: 1}\n- {name: b, formula: a}", "variables:", "exogenous: {gene: [1]}\nvariables:",
            "are not listed here"
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

    @Test(
        "The noise that is chosen is told where it plays a part, and only there",
        arguments: [
            // Nothing that is drawn lies between sector and pay.
            ("ATT of sector=public vs private on pay", nil), ("ATT of sector=public vs private on owner", "owner has"),
            ("NDE of sector=public vs private on pay through owner", nil),
            ("P(rich_{sector=public}=yes | sector=private)", nil), ("P(rich_{owner=yes}=yes | sector=private)", nil),
            ("P(owner_{sector=public}=yes | owner=no)", "owner has"),
            ("P(happy_{sector=public}=yes | happy=no)", "happy and owner have"),
            // Set, it is no longer drawn, and carries nothing on.
            ("P(happy_{sector=public, owner=yes}=yes | sector=private)", nil),
            ("P(happy_{owner=yes}=yes | happy=no)", "happy has"),
            ("what if owner = yes given sector=private, pay=2000, rich=no, owner=no, happy=no", "happy has"),
            (
                "what if sector = public given sector=private, pay=2000, rich=no, owner=no, happy=no",
                "happy and owner have"
            ),
            ("what if happy = yes given sector=private, pay=2000, rich=no, owner=no, happy=no", nil),
        ] as [(String, String?)])
    func assumed(_ question: String, _ words: String?) throws {
        let text = Self.home + "\n- {name: happy, levels: [no, yes], scores: [0, 2 * (owner == yes) - 1]}\n"
        let told = try Self.answer(question, text).assumptions.filter { $0.contains("Gumbel") }
        #expect(told.count == (words == nil ? 0 : 1), "\(told)")
        if let words { #expect(told.first?.hasPrefix(words) == true, "\(told)") }
    }
}
