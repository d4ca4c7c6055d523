import OtherwiseModels
import Testing

@testable import OtherwiseBlackBox

@Suite("Damaged replies of models")
struct ReplyFuzzTests {
    private static let words = [
        "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud800", "null", "true", "NaN", "-1", "0", "1e308", "1e999",
        "9223372036854775807", "-9223372036854775808", "[[[[[[", "\r\n", "\n", "\u{FEFF}", "\u{0}", "\"\"", "score_",
        "outcome", "\"predictions\"", "\"shape\":[3,-1]", "\"shape\":[]", "FP32", "BYTES", "BOOL", "INT64",
    ]

    @Test("A reply of a process or of MLflow is understood or refused", arguments: 0..<Fuzzing.shards)
    func replies(shard: Int) async throws {
        let tally = try await Fuzzing("replies", words: Self.words).run(shard: shard) { bytes in
            let isJSON = bytes.contains(UInt8(ascii: "{"))
            let answer = try isJSON ? Answer(json: bytes) : Answer(csv: bytes)
            _ = try AnswerReading(learningFrom: answer, about: 3, classes: nil)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }

    @Test("A reply of a server of the open inference protocol is understood or refused", arguments: 0..<Fuzzing.shards)
    func inference(shard: Int) async throws {
        let tally = try await Fuzzing("infer", words: Self.words).run(shard: shard) { bytes in
            let outputs = try KServeResponse.outputs(reading: bytes)
            let reading = try OutputReading(outputs, classes: nil)
            _ = try reading.predictions(from: outputs.values, rows: 3)
        }
        #expect(tally.read > 0 && tally.refused > 0)
    }
}
