import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTesting
import OtherwiseTraces
import Testing

@testable import OtherwiseSystems

@Suite struct A2PCheckTests {
    @Test func `the check holds and its controls fail`() async throws {
        let findings = try await A2PCheck().findings(seed: 3, items: nil)
        for figure in findings.figures { #expect(figure.holds, "\(figure)") }
        for control in findings.controls { #expect(control.failsAsItShould, "\(control)") }
    }

    @Test func `abduction keeps just the hidden causes that give the log`() {
        for run in LaneProcess.failures(40, seed: 8) {
            let cause = LaneWorld().abduct(run.record)
            let sum = cause.worlds.map(\.weight).reduce(0, +)
            #expect(abs(sum - 1) < 1e-9)
            for world in cause.worlds {
                let lanes = LaneProcess.lanes(run.steps, world.hidden.attentive)
                #expect(lanes == run.record.lanes)
                #expect(lanes.last?[world.hidden.lane] == run.record.final)
            }
        }
    }

    @Test(arguments: [1, 40, 260])
    func `a list of every step holds the label of a run of any length, and is no exact answer`(_ length: Int) throws {
        let history = (0..<length).map { #"{"agent": "A\#($0 % 3)", "content": "c"}"# }.joined(separator: ", ")
        let item = #"{"id": "a", "mistake_agent": "A0", "mistake_step": \#(length - 1), "history": [\#(history)]}"#
        let findings = try A2PCheck().logFindings(3, CheckItems(name: "x", bytes: Array(item.utf8)))
        let list = try #require(findings.figures.first { $0.name.contains("lists every step") })
        #expect(list.value == 1 && list.holds)
        #expect(try #require(findings.controls.first).failsAsItShould)
    }

    @Test func `items of the benchmark's form are taken, others are refused`() async throws {
        let good = #"{"id": "a", "mistake_agent": "C", "mistake_step": 0, "history": [{"agent": "C", "content": ""}]}"#
        _ = try await A2PCheck().findings(seed: 0, items: CheckItems(name: "x", bytes: Array(good.utf8)))
        for bad in ["", "x", "{}", #"{"id": "a", "history": [{"agent": "C", "content": ""}]}"#] {
            await #expect(throws: SystemError.self) {
                try await A2PCheck().findings(seed: 0, items: CheckItems(name: "x", bytes: Array(bad.utf8)))
            }
        }
    }
}
