import OtherwiseCausal
import OtherwiseSystems
import Testing

@Suite("Damaged items of systems, and networks")
struct SystemFuzzTests {
    private static let code = [
        "def ", "if ", "elif ", "else:", "while ", "for ", "range(", "return ", "pass", "    ", "\n", "\t", "(", ")",
        ":",
        "//", "%", "0", "-1", "9223372036854775807", "x", "#", "==", "<=", "and", "not ", "\u{0}", "é",
    ]
    private static let sentences = [
        "causes ", "cause ", "together ", "not ", "and ", "or ", ", ", ". ", "We know that ", "We observed ", "Would ",
        "occur if ", "instead of ", "?", "|", "Assume ", "\u{0}", "é", "  ",
    ]
    private static let network = [
        "network", "variable", "probability", "type discrete", "table", "{", "}", "(", ")", "[", "]", "|", ";", ",",
        "0",
        "1e999", "nan", "-1", "9999999999", "\"", "//", "/*", "*/", "yes", "\u{0}",
    ]

    @Test("A program is read and runs to an end, or is refused", arguments: 0..<Fuzzing.shards)
    func programs(shard: Int) async throws {
        let tally = try await Fuzzing("programs", words: Self.code).run(shard: shard) { bytes in
            let program = try Program(String(decoding: bytes, as: UTF8.self))
            #expect(try Program(program.description) == program)
            _ = try program.run([3, 4])
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("Rules in words are read and solved, or refused", arguments: 0..<Fuzzing.shards)
    func rules(shard: Int) async throws {
        let tally = try await Fuzzing("rules.txt", words: Self.sentences).run(shard: shard) { bytes in
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: "|", maxSplits: 1)
            let question = try RuleQuestion(
                description: String(parts.first ?? ""), question: String(parts.dropFirst().first ?? ""))
            _ = try question.solution()
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A network in the interchange format is read or refused", arguments: 0..<Fuzzing.shards)
    func networks(shard: Int) async throws {
        let tally = try await Fuzzing("networks", words: Self.network).run(shard: shard) { bytes in
            _ = try CausalModelFile(text: String(decoding: bytes, as: UTF8.self), name: "n.bif").graph
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }
}
