import Foundation
import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("Models of numbers and levels")
struct MixedModelTests {
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
        let found = try #require(try HomeModel.number(question))
        // Four standard errors; of a quarter of the units, as where the sector is given, they are twice those of all.
        let error = (truth * (1 - truth) / Double(HomeModel.units)).squareRoot()
        #expect(abs(found - truth) < 8 * error, "\(question) \(found)")
        let answer = try HomeModel.answer(question)
        #expect(answer.assumptions.allSatisfy { !$0.contains("Gumbel") })
        #expect(answer.method.contains("\(HomeModel.units) units"))
    }

    @Test("An event without a value asks for every level")
    func distribution() throws {
        guard case .distribution(let levels) = try HomeModel.answer("P(owner | do(pay=2100))").result else {
            Issue.record("no distribution")
            return
        }
        #expect(levels.map(\.value) == [.category("no"), .category("yes")])
        #expect(abs(levels[1].probability - 1 / (1 + exp(-1))) < HomeModel.tolerance)
        #expect(abs(levels.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
    }

    @Test(
        "Effects on numbers are exact, for all, for the treated and along paths; on levels they agree with each other")
    func effects() throws {
        for kind in ["ATE", "ATT"] {
            let effect = try #require(try HomeModel.number("\(kind) of sector=public vs private on pay"))
            #expect(abs(effect - 300) < 1e-6)
        }
        let average = try #require(try HomeModel.number("ATE of sector=public vs private on owner"))
        let direct = try #require(try HomeModel.number("NDE of sector=public vs private on owner through pay"))
        let indirect = try #require(try HomeModel.number("NIE of sector=public vs private on owner through pay"))
        let path = try #require(
            try HomeModel.number("PSE of sector=public vs private on owner along sector -> pay -> owner"))
        #expect(direct == 0 && abs(indirect - average) < 1e-9 && abs(path - average) < 1e-9)
        let (treated, untreated) = (
            try #require(try HomeModel.number("P(owner=yes | do(sector=public))")),
            try #require(try HomeModel.number("P(owner=yes | do(sector=private))"))
        )
        #expect(average > 0.3 && abs(average - (treated - untreated)) < 2 * HomeModel.tolerance)
    }

    @Test("What a unit would have been: numbers exactly, levels by what the observed one says of its noise")
    func whatIf() throws {
        let unit = "given sector=private, pay=2050, rich=no, owner="
        let kept = try HomeModel.changes("what if sector = public \(unit)yes")
        #expect(kept.map(\.variable).first == "sector" && kept.first?.to == .category("public"))
        let pay = try #require(kept.first { $0.variable == "pay" })
        #expect(abs((pay.to.number ?? 0) - 2350) < 1e-6 && pay.interval == nil)
        let owner = try #require(kept.first { $0.variable == "owner" })
        #expect(owner.from == .category("yes") && owner.to == .category("yes") && owner.probability == nil)
        #expect(kept.first { $0.variable == "rich" }?.to == .category("yes"))

        let other = try #require(
            try HomeModel.changes("what if sector = public \(unit)no").first { $0.variable == "owner" })
        // The odds against a home fall from exp(−0.5) to exp(−3.5); of two levels, it stays with the ratio of probabilities.
        let stays = (1 + exp(0.5)) / (1 + exp(3.5))
        #expect(other.to == .category("yes") && abs((other.probability ?? 0) - (1 - stays)) < HomeModel.tolerance)
        let answer = try HomeModel.answer("what if sector = public \(unit)no")
        #expect(answer.assumptions.contains { $0.contains("Gumbel-max") } && answer.cautions.isEmpty)
    }

    @Test("Where no level is left open the answer is exact, and the same for every seed")
    func exact() throws {
        let text = HomeModel.home.replacing(
            "- {name: owner, levels: [no, yes], scores: [0, (pay - 2000) / 100]}\n", with: "")
        let question = "what if sector = public given sector=private, pay=2050, rich=no"
        let answer = try HomeModel.answer(question, text)
        #expect(answer.method.hasPrefix("exact"))
        #expect(
            try HomeModel.changes(question, text).map(\.to)
                == [.category("public"), .number(2350), .category("yes")])
        let error = try #require(throws: CausalModelError.self) {
            try HomeModel.answer("what if sector = public given sector=private, pay=2050, rich=yes", text)
        }
        #expect("\(error)".contains("rich = yes") && "\(error)".contains("probability 0"), "\(error)")
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
        guard case .number(let share, _) = try HomeModel.answer("P(b=yes | do(a=y))", text).result else {
            Issue.record("no number")
            return
        }
        #expect(abs(share - 0.6) < HomeModel.tolerance)
        let changes = try HomeModel.changes("what if a = x given a=z, b=yes, c=6.5", text)
        #expect(changes.first { $0.variable == "b" }?.to == .category("no"))
        #expect(abs((changes.first { $0.variable == "c" }?.to.number ?? -1) - 0.5) < 1e-6)
        #expect(throws: CausalModelError.self) {
            try HomeModel.answer("P(b=yes)", text.replacing("[0.4, 0.6]", with: "[0.4, 0.7]"))
        }
        #expect(throws: CausalModelError.self) {
            try HomeModel.answer("P(b=yes)", text.replacing("[1, 0], ", with: ""))
        }
        #expect(throws: CausalModelError.self) {
            try HomeModel.answer("what if a = y given a=x, b=yes, c=6.5", text)
        }
    }
}
