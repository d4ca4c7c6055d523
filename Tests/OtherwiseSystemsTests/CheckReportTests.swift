import Foundation
import OtherwiseSystems
import Testing

@Suite("Report of a check")
struct CheckReportTests {
    private static let figure = Figure("agreement", 0.9, .atLeast, 0.8)
    private static let control = Control("agreement of shuffled labels", 0.5, mustNotReach: .atLeast, 0.8)

    @Test("It holds when every figure holds and every control fails")
    func holds() {
        #expect(Findings(figures: [Self.figure], controls: [Self.control]).hold)
        #expect(Findings(figures: [Figure("error", 0.1, .atMost, 0.1)], controls: [Self.control]).hold)
    }

    @Test(
        "It does not hold without a figure, without a control, or with one that is off or not a number",
        arguments: [
            Findings(), Findings(figures: [figure]), Findings(controls: [control]),
            Findings(figures: [figure, Figure("error", 0.11, .atMost, 0.1)], controls: [control]),
            Findings(figures: [Figure("agreement", .nan, .atLeast, 0.8)], controls: [control]),
            Findings(figures: [figure], controls: [control, Control("error", 0.1, mustNotReach: .atMost, 0.1)]),
            Findings(figures: [figure], controls: [Control("agreement", 0.8, mustNotReach: .atLeast, 0.8)]),
            Findings(figures: [figure], controls: [Control("agreement", .nan, mustNotReach: .atLeast, 0.8)]),
        ])
    func doesNotHold(_ findings: Findings) {
        #expect(!findings.hold)
    }

    @Test("On too few items it does not hold whatever the figures, and says how many there must be")
    func tooFew() async throws {
        func report(_ asked: Int) async throws -> CheckReport {
            var findings = Findings(figures: [Self.figure], controls: [Self.control])
            findings.items = ItemCount(asked: asked, needed: 30)
            return try await Self.system(StubCheck(findings: findings)).report()
        }
        let (few, enough) = (try await report(13), try await report(30))
        #expect(!few.holds && few.lack == "too few items: 13, at least 30 needed")
        #expect(enough.holds && enough.lack == nil)
        let text = String(decoding: try JSONEncoder().encode(few), as: UTF8.self)
        #expect(text.contains("\"does not hold\"") && text.contains("\"needed\":30"))
    }

    @Test("Its document has the fields that readers rely on")
    func document() async throws {
        let findings = Findings(
            figures: [Self.figure], controls: [Self.control], readings: [Reading("by hand", 0.5, 0.4...0.6)])
        let system = Self.system(StubCheck(findings: findings))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(try await system.report(seed: 7)), as: UTF8.self)
        let expected = """
            {"claim":"Agreement is high.","controls":[{"failsAsItShould":true,"mustNotReach":0.8,\
            "name":"agreement of shuffled labels","value":0.5}],"figures":[{"direction":"at least","holds":true,\
            "name":"agreement","threshold":0.8,"value":0.9}],"id":"38","model":null,"notRun":null,\
            "readings":[{"interval":[0.4,0.6],"name":"by hand","value":0.5}],"seconds":S,"seed":7,"verdict":"holds"}
            """
        #expect(text.replacing(#/"seconds":[-\d.e]+/#, with: "\"seconds\":S") == expected)
    }

    @Test("What could not be measured is written as null")
    func notANumber() async throws {
        let system = Self.system(StubCheck(findings: Findings(figures: [Figure("agreement", .nan, .atLeast, 0.8)])))
        let text = String(decoding: try JSONEncoder().encode(try await system.report()), as: UTF8.self)
        #expect(text.contains("\"value\":null") && text.contains("\"does not hold\""))
    }

    @Test("A check that makes its own items refuses others; a system without a check says that it does not work yet")
    func refusals() async {
        let items = CheckItems(name: "items.csv", bytes: [])
        await #expect(throws: SystemError.takesNoItems(id: "38", name: "Stub")) {
            try await Self.system(StubCheck(findings: Findings())).report(items: items)
        }
        await #expect(throws: SystemError.notYet(id: "38", name: "Stub")) { try await Self.system(nil).report() }
    }

    private static func system(_ check: (any Check)?) -> System {
        System(
            number: 38, name: "Stub", question: .whatIf, modality: .table, engine: .native, asks: "What if?",
            composition: System.Composition(world: "table", act: "do", compared: "outcome"), assumption: "None.",
            source: System.Source(title: "Stub", year: 2026, arXiv: "2600.00001"), check: check)
    }
}

/// Finds what it is told to.
private struct StubCheck: Check {
    let claim = "Agreement is high."
    let findings: Findings

    func findings(seed: UInt64, items: CheckItems?) -> Findings { findings }
}
