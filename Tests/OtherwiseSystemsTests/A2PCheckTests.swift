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
