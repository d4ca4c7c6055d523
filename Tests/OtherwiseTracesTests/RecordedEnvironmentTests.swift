import Foundation
import OtherwiseModels
import OtherwiseTesting
import OtherwiseTraces
import Testing

@Suite struct RecordedEnvironmentTests {
    private func record(_ text: String) throws -> RecordedEnvironment {
        try RecordedEnvironment(Data(text.utf8), name: "record.jsonl")
    }

    @Test func `a record answers what it holds, and nothing else`() throws {
        let trace = Trace(id: "a", steps: [TraceStep(agent: "x", content: "y")])
        let environment = try record(
            #"""
            {"id": "a", "repair": [], "success": false}
            {"id": "a", "repair": [2, 0], "run": 1, "success": 0.25}
            {"id": "a", "repair": [0, 2], "run": 1, "success": 0.25}
            """#)
        #expect(try environment.success(of: trace, under: .none, run: 0) == 0)
        #expect(try environment.success(of: trace, under: StepRepair([0, 2]), run: 1) == 0.25)
        let missing = #expect(throws: ModelError.self) {
            try environment.success(of: trace, under: StepRepair([2, 0]), run: 0)
        }
        #expect(missing?.description.contains("no run 0 of 'a' with step 0, 2 repaired") == true)
    }

    @Test func `what is no record is named with its line`() {
        let good = #"{"id": "a", "repair": [1], "success": true}"#
        let bad = [
            #"{"id": "a", "repair": [1]}"#, #"{"id": "a", "repair": 1, "success": true}"#,
            #"{"repair": [], "success": 1}"#,
            #"{"id": "a", "repair": ["x"], "success": true}"#, #"{"id": "a", "repair": [1e300], "success": true}"#,
            #"{"id": "a", "repair": [1], "run": -1, "success": 1}"#, #"{"id": "a", "repair": [1], "success": 2}"#,
            // The same replay, ended otherwise.
            #"{"id": "a", "repair": [1], "success": false}"#,
        ]
        for line in bad {
            let error = #expect(throws: TraceError.self) { try record(good + "\n" + line) }
            #expect(error?.code == .badReplay && error?.line == 2, "\(line): \("\(error as Any)")")
        }
        #expect(throws: TraceError.self) { try record("") }
    }

    @Test func `damaged records give an error or a record, never an end`() {
        let whole = Array(#"{"id": "a", "repair": [0, 2], "run": 1, "success": 0.25}"#.utf8)
        var damage = MutatedBytes(seed: 6, words: ["success", "null", "[]", "1e999", "-1", "true"])
        var read = 0
        for _ in 0..<3000 {
            do throws(TraceError) {
                _ = try RecordedEnvironment(Data(damage.mutated(whole)), name: "x")
                read += 1
            } catch { #expect(!error.description.isEmpty) }
        }
        #expect(read > 0 && read < 3000)
    }
}
