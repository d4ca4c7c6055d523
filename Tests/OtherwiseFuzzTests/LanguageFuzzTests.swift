import Foundation
import OtherwiseCore
import OtherwiseModels
import Testing

@testable import OtherwiseEndpoints
@testable import OtherwiseServer
@testable import OtherwiseTraces

@Suite("Damaged words of servers, models and their clients")
struct LanguageFuzzTests {
    private static let json = [
        "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud800", "null", "true", "-1", "0", "1e308", "1e999",
        "9223372036854775808", "\"\"", "[[[[[[", "\"choices\":[]", "\"text\":null", "-Infinity", "NaN", "0.5",
    ]
    private static let events =
        json + ["data: ", "data:", "\n", "\r", "\r\n", "\n\n", "[DONE]", ": ", "\u{FEFF}", "event"]

    @Test("An answer is read or refused, and a text that it scores is believed or not", arguments: 0..<Fuzzing.shards)
    func answers(shard: Int) async throws {
        let tally = try await Fuzzing("completion", words: Self.json).run(shard: shard) { bytes in
            let answer = try AnswerAssembly.answer(in: bytes)
            let echo = try? EchoedText(answer, of: "The capital of France is Paris.")
            _ = try? echo?.tokens(from: 24)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A stream is read or refused, the same wherever it is cut", arguments: 0..<Fuzzing.shards)
    func streams(shard: Int) async throws {
        let tally = try await Fuzzing("events", words: Self.events).run(shard: shard) { bytes in
            var whole = ServerSentEvents(), cut = ServerSentEvents()
            let middle = bytes.count / 2
            let pieces = cut.events(adding: bytes[..<middle]) + cut.events(adding: bytes[middle...])
            #expect(whole.events(adding: bytes) == pieces)
            _ = try AnswerAssembly.answer(inEvents: bytes)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("What a model says of a run is read or refused", arguments: 0..<Fuzzing.shards)
    func verdicts(shard: Int) async throws {
        let words = Self.json + ["\"step\": ", "\"candidates\": ", "\"succeeds\": true", "```", "{\"step\":1}"]
        let tally = try await Fuzzing("verdict", words: words).run(shard: shard) { bytes in
            let answer = try JudgeAnswer(String(decoding: bytes, as: UTF8.self))
            _ = (answer["error"]?.flag, answer["half"]?.text)
            if let found = try? answer.candidates(among: 0..<5) {
                #expect(found.allSatisfy { (0..<5).contains($0.candidate.step) })
            }
            #expect((0..<5).contains(try answer.step(among: 0..<5)))
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("Spans and logs of OpenTelemetry are read or refused", arguments: 0..<Fuzzing.shards)
    func spans(shard: Int) async throws {
        let words =
            Self.json + [
                "\"kvlistValue\": {}", "\"arrayValue\"", "\"spanId\": \"a\"", "gen_ai.choice", "gen_ai.completion",
                "message",
                "\"timeUnixNano\": -1", "\"traceId\": \"\"", "resourceLogs", "resourceSpans",
            ]
        let tally = try await Fuzzing("spans", words: words).run(shard: shard) { bytes in
            let traces = try Trace.read(Data(bytes), name: "spans.json")
            #expect(!traces.isEmpty && traces.allSatisfy { !$0.steps.isEmpty })
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A question to the server is read or refused", arguments: 0..<Fuzzing.shards)
    func questions(shard: Int) async throws {
        let tally = try await Fuzzing("question", words: Self.json).run(shard: shard) { bytes in
            for isChat in [false, true] {
                if let question = try? CompletionQuestion(Data(bytes), isChat: isChat) {
                    #expect(!question.prompts.isEmpty && question.settings.maximumTokens > 0)
                }
            }
            _ = try CompletionQuestion(Data(bytes), isChat: bytes.contains(UInt8(ascii: "9")))
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }
}
