import Foundation
import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("Other worlds of numbers and levels")
struct MixedWorldTests {
    /// Of two levels Gumbel noise harms no one whose odds rise, so that the share in whom the effect follows the cause is
    /// the average effect.
    @Test("Causation and other worlds, by the noise that is chosen, which the answer says")
    func imagining() throws {
        let average = try #require(try HomeModel.number("ATE of sector=public vs private on owner"))
        let both = try #require(try HomeModel.number("PNS of sector=public vs private on owner"))
        #expect(abs(both - average) < 2 * HomeModel.tolerance)
        let treated = try #require(try HomeModel.number("P(owner=yes | do(sector=public))"))
        for question in [
            "PN of sector=public vs private on owner",
            "P(owner_{sector=private}=no | sector=public, owner=yes)",
        ] {
            let found = try #require(try HomeModel.number(question))
            // A fifth of the units are of the public sector and own a home.
            #expect(abs(found - both / treated) < 4 * HomeModel.tolerance, "\(question) \(found)")
            let answer = try HomeModel.answer(question)
            #expect(answer.assumptions.contains { $0.hasPrefix("owner has Gumbel noise") })
        }
        let enough = try #require(try HomeModel.number("PS of sector=public vs private on owner"))
        #expect(abs(enough - average / 0.5) < 4 * HomeModel.tolerance)
        // Nobody loses a home by better pay.
        #expect(try HomeModel.number("P(owner_{sector=public}=no, owner_{sector=private}=yes)") == 0)
    }

    @Test("Evidence of another world is kept by what agrees with it")
    func otherWorld() throws {
        // Who would own a home in the private sector would in the public one too.
        let share = try #require(try HomeModel.number("P(owner_{sector=public}=yes | owner_{sector=private}=yes)"))
        #expect(abs(share - 1) < 1e-9)
        #expect(try HomeModel.number("P(owner=yes | owner=no)") == 0)
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
            // Each home is looked at in one world only.
            ("P(owner_{sector=public, pay_{sector=private}}=yes)", nil),
            ("P(owner_{sector=public, pay_{sector=private}}=yes | owner=no)", "owner has"),
            ("P(happy_{sector=public, owner_{sector=private}}=yes)", nil),
            ("P(happy_{sector=public, owner_{sector=private}}=yes, owner_{sector=public}=no)", "owner has"),
            // Of what is drawn nothing was seen, so that one world alone has it.
            ("what if sector = public given sector=private", nil),
            ("what if sector = public given owner=no", "owner has"),
            ("what if happy = yes given sector=private, pay=2000, rich=no, owner=no, happy=no", nil),
        ] as [(String, String?)])
    func assumed(_ question: String, _ words: String?) throws {
        let text = HomeModel.home + "\n- {name: happy, levels: [no, yes], scores: [0, 2 * (owner == yes) - 1]}\n"
        let told = try HomeModel.answer(question, text).assumptions.filter { $0.contains("Gumbel") }
        #expect(told.count == (words == nil ? 0 : 1), "\(told)")
        if let words { #expect(told.first?.hasPrefix(words) == true, "\(told)") }
    }

    /// Owning a home hangs on the sector too: the log-odds are 2 more in the public one.
    private static let direct = HomeModel.home.replacing("/ 100]", with: "/ 100 + 2 * (sector == public)]")

    /// The mean of the share that log-odds give which are normal with deviation 1.
    private static func share(_ logOdds: Double) -> Double {
        let steps = (-8_000...8_000).map { Double($0) / 1_000 }
        return steps.reduce(0) { $0 + exp(-$1 * $1 / 2) / (1 + exp(-logOdds - $1)) }
            / steps.reduce(0) { $0 + exp(-$1 * $1 / 2) }
    }

    private static let nested: [(question: String, logOdds: Double)] = [
        // The public sector with the pay of the private one, and the other way round.
        ("P(owner_{sector=public, pay_{sector=private}}=yes)", 2),
        ("P(owner_{sector=private, pay_{sector=public}}=yes)", 3), ("P(owner_{sector=public}=yes)", 5),
        // The pay that there is.
        ("P(owner_{sector=public, pay}=yes | sector=private)", 2),
        ("P(owner_{sector=public, pay}=yes | sector=public)", 5),
        ("P(owner_{pay_{sector=public}}=yes | sector=private)", 3),
        ("P(owner_{sector=private, pay_{sector=public, owner}}=yes | sector=public)", 3),
    ]

    /// At least 3.8 standard errors; most where all units count and not a quarter of them.
    @Test("A variable may be as it is in yet another world", arguments: nested)
    func crossed(_ question: String, _ logOdds: Double) throws {
        let answer = try HomeModel.answer(question, Self.direct)
        guard case .number(let found, _) = answer.result else {
            Issue.record("no number")
            return
        }
        #expect(abs(found - Self.share(logOdds)) < HomeModel.tolerance, "\(question) \(found)")
    }

    @Test("Nested worlds and effects along paths agree, of levels that are drawn on the way too")
    func agreement() throws {
        let text =
            Self.direct + "\n- {name: happy, levels: [no, yes], scores: [0, 2 * (owner == yes) - (sector == public)]}\n"
        func number(_ question: String) throws -> Double {
            guard case .number(let number, _) = try HomeModel.answer(question, text).result else { return .nan }
            return number
        }
        for (outcome, mediator) in [("owner", "pay"), ("happy", "owner")] {
            let crossed = try number("P(\(outcome)_{sector=public, \(mediator)_{sector=private}}=yes)")
            let without = try number("P(\(outcome)_{sector=private}=yes)")
            let effect = try number("NDE of sector=public vs private on \(outcome) through \(mediator)")
            #expect(abs(crossed - without - effect) < 1e-9 && abs(effect) > 0.05, "\(outcome) \(crossed) \(effect)")
        }
    }

    @Test(
        "What a nested world names must be there, and what is given of one must have levels",
        arguments: [
            ("P(owner_{sector=public, hat_{sector=private}}=yes)", "no variable 'hat'"),
            ("P(owner_{sector=public, pay_{sector=state}}=yes)", "no level 'state'"),
            ("P(owner=yes | pay_{sector=public, owner}=2000)", "number"),
        ])
    func strangeWorlds(_ question: String, _ words: String) throws {
        let error = try #require(throws: (any Error).self) { try HomeModel.answer(question) }
        #expect("\(error)".contains(words), "\(error)")
    }
}
