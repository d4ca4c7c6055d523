import Foundation
import OtherwiseAudits
import Testing

@Suite struct `Damaged audits and logs` {
    private static let yaml = [
        "*a", "- ", ": ", "{", "}", "{{", "}}", "[", "]", ", ", "\"", "'", "#", "\n", "\n  ", "\t", ".inf", "-1", "0",
        "1e999", "~", "null", "\u{0}", "{question}", "name", "set: {}", "by: generation", "orders: drawn", "right: 7",
        "options: options", "{{choices[0]}}", "{{a.strip()}}", "{% if %}",
    ]
    private static let json = [
        "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud800", "null", "true", "-1", "1e308", "1e999", "\"C\"",
        "\"id\":1",
        "[[[[[[", "\"epoch\": 900", "9223372036854775807", "\"scores\": {}",
    ]

    @Test("An audit is read or refused", arguments: 0..<Fuzzing.shards)
    func audits(shard: Int) async throws {
        let items = try Data(
            contentsOf: Fuzzing.folder.deletingLastPathComponent().appending(path: "audits/pairs.jsonl"))
        let tally = try await Fuzzing("audit", words: Self.yaml).run(shard: shard) { bytes in
            let file = try AuditFile(text: String(decoding: bytes, as: UTF8.self), name: "a.yml")
            _ = try TrialPlan(file.audit, items: file.items { _ in items }).count
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A log of Inspect AI is read or refused", arguments: 0..<Fuzzing.shards)
    func logs(shard: Int) async throws {
        let tally = try await Fuzzing("inspect", words: Self.json).run(shard: shard) { bytes in
            let log = try InspectLog(Data(bytes), name: "log.json")
            _ = try? log.items
            let side = try log.side()
            _ = try RunComparison(side, side)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A task of lm-evaluation-harness is read or refused", arguments: 0..<Fuzzing.shards)
    func tasks(shard: Int) async throws {
        let tally = try await Fuzzing("harness", words: Self.yaml).run(shard: shard) { bytes in
            _ = try HarnessTask(text: String(decoding: bytes, as: UTF8.self), name: "t.yaml").prompt
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }
}
