import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseCausal

@Suite("Causal questions")
struct QuestionTests {
    private static let yes = Value.category("yes"), no = Value.category("no")

    @Test("A question reads as what Swift builds")
    func builders() throws {
        #expect(
            try CausalQuestion("P(cancer=yes | do(smoking=no))")
                == .probability(of: [.init("cancer", is: Self.yes)], do: ["smoking": Self.no]))
        #expect(
            try CausalQuestion("P(y_{x=no}=yes | x=yes, y=yes)")
                == .probability(
                    of: [.init("y", is: Self.yes, under: ["x": Self.no])],
                    given: [.init("x", is: Self.yes), .init("y", is: Self.yes)]))
        #expect(
            try CausalQuestion("P(y_{x=1, m_{x=0}})")
                == .probability(of: [
                    .init(
                        CounterfactualVariable(
                            "y", under: ["x": .value(.number(1)), "m": .asUnder(["x": .value(.number(0))])]))
                ]))
        #expect(
            try CausalQuestion("NIE of treat=1 vs 0 on re78 through job, training")
                == .effect(
                    .init(
                        .naturalIndirect, of: "treat", active: .number(1), baseline: .number(0), on: "re78",
                        through: ["job", "training"])))
        #expect(
            try CausalQuestion("what if hours = 60, pay *= 1.5 for row 12, given everything observed")
                == .whatIf(["hours": .set(.number(60)), "pay": .scaled(by: 1.5)], row: 12, given: []))
    }

    @Test(
        "What is printed reads back, on its rung",
        arguments: [
            ("P(y)", 1), ("P(y=1 | z=-2.5)", 1), ("P(y=yes | z=1, do(x=2))", 2), ("P(y | do(x))", 2),
            ("P(y_{x=1}=2)", 2),
            ("P(y_{x=1}=2 | x=0)", 3), ("P(y_{m, x=1}=2)", 3), ("ATE of a on b", 2), ("PN of \"a b\"=x vs y on c=z", 3),
            ("what if a -= 2, b = c given d=1", 3), ("ATT of a=1 on b", 3), ("what if a *= 2 for every row", 3),
            ("PSE of a=1 vs 0 on b along a -> m -> b, a -> b", 3), ("why is \"a b\" unusual for row 3", 3),
            ("why did a change", 2),
        ])
    func printing(_ text: String, _ rung: Int) throws {
        let question = try CausalQuestion(text)
        #expect(question.description == text)
        #expect(question.rung.rawValue == rung)
    }

    @Test(
        "A fault is shown under a caret",
        arguments: [
            ("P(y | do(x=1)", 14, "')'"), ("P(y=)", 5, "a value"), ("Q(y)", 1, "ATE of"),
            ("P(y_{x=1, x=2})", 11, "twice"),
            ("P(y_{x=1} | do(x=2))", 20, "not by both"), ("ATE on y", 5, "'of'"), ("NIE of x on y", 14, "through M"),
            ("what if x for row 1", 11, "'='"), ("what if x=1 for row 1.5", 21, "counted"), ("P(y) and", 6, "the end"),
            ("what if x=1 for every", 22, "'row'"), ("PSE of x on y", 14, "along x -> m -> y"),
            ("PSE of x on y along a -> y", 21, "from 'x' to 'y'"),
            ("PSE of x on y along x -> y, x -> m", 29, "from 'x'"),
            ("PN of x on y along x -> y", 14, "no paths"), ("PSE of x on y along x", 22, "'->'"),
            ("NIE of x on y through m, x", 26, "neither"), ("NDE of x on y through y", 23, "neither"),
            ("why is x odd", 10, "'unusual'"), ("why did x", 10, "'change'"), ("why not", 5, "'is' or 'did'"),
        ])
    func faults(_ text: String, _ column: Int, _ word: String) throws {
        let error = try #require(throws: SyntaxError.self) { try CausalQuestion(text) }
        #expect(error.column == column && error.message.contains(word), "\(error)")
    }

    /// 4 × 1,000 damaged questions.
    @Test("However a question is damaged, it is refused or reads back", arguments: 0..<4)
    func damage(seed: UInt64) throws {
        let corpus = [
            "P(y_{x=1, m_{x=0}}=2 | z=1, do(a=b))", "NIE of t=1 vs 0 on r through m, n",
            "what if a += 2 for row 3 given b=1", "PSE of t=1 on r along t -> m -> r, t -> r",
            "why is y unusual for row 2",
        ]
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<1_000 {
            var text = Array(corpus.randomElement(using: &generator) ?? "")
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<text.count, using: &generator)
                if Bool.random(using: &generator), text.count > 1 {
                    text.remove(at: place)
                } else {
                    text.insert("(){}|,=_+- a1\"".randomElement(using: &generator) ?? " ", at: place)
                }
            }
            guard let question = try? CausalQuestion(String(text)) else { continue }
            #expect(try CausalQuestion(question.description) == question, "\(String(text))")
        }
    }
}
