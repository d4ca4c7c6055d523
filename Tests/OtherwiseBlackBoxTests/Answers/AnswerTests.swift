import OtherwiseModels
import Testing

@testable import OtherwiseBlackBox

@Suite("Reading answers")
struct AnswerTests {
    private static func json(_ text: String) throws -> Answer { try Answer(json: Array(text.utf8)) }
    private static func csv(_ text: String) throws -> Answer { try Answer(csv: Array(text.utf8)) }

    @Test("JSON says numbers, classes, scores in order, scores by name, or all of it")
    func jsonForms() throws {
        #expect(try Self.json(#"{"predictions": [1, 2.5]}"#).outcomes == .numbers([1, 2.5]))
        #expect(try Self.json(#"{"predictions": ["a", null]}"#).outcomes == .labels(["a", nil]))
        #expect(try Self.json(#"{"predictions": [true, false]}"#).outcomes == .labels(["true", "false"]))
        let unnamed = Answer.Scores(classes: nil, width: 2, values: [0.25, 0.75])
        #expect(try Self.json(#"{"predictions": [[0.25, 0.75]]}"#) == Answer(count: 1, outcomes: nil, scores: unnamed))
        let named = Answer.Scores(classes: ["a", "b"], width: 2, values: [0.75, 0.25])
        #expect(
            try Self.json(#"{"predictions": [{"b": 0.25, "a": 0.75}]}"#)
                == Answer(count: 1, outcomes: nil, scores: named))
        #expect(
            try Self.json(#"{"predictions": [{"outcome": "b", "scores": {"a": 0.75, "b": 0.25}}], "time": 3}"#)
                == Answer(count: 1, outcomes: .labels(["b"]), scores: named))
        #expect(try Self.json(#"{"predictions": [{"outcome": 7}]}"#).outcomes == .numbers([7]))
        #expect(try Self.json(#"{"predictions": []}"#).count == 0)
    }

    @Test("CSV says outcomes, scores, or both, and may end its lines as it likes")
    func csvForms() throws {
        let scores = Answer.Scores(classes: ["<=50K", ">50K"], width: 2, values: [0.25, 0.75])
        let both = "row,outcome,score_<=50K,score_>50K\r\n7,>50K,0.25,0.75\r\n"
        #expect(try Self.csv(both) == Answer(count: 1, outcomes: .labels([">50K"]), scores: scores))
        #expect(try Self.csv("score_<=50K,score_>50K\n0.25,0.75\n") == Answer(count: 1, outcomes: nil, scores: scores))
        #expect(try Self.csv("price\n1\n2.5\n").outcomes == .numbers([1, 2.5]))
        #expect(try Self.csv("outcome\nyes\n\"\"\n").outcomes == .labels(["yes", nil]))
    }

    @Test("What is missing or not a number is kept as such, so that its row can be named")
    func missing() throws {
        for text in [#"{"predictions": [{"a": NaN}]}"#, #"{"predictions": [{"a": null}]}"#] {
            #expect(try Self.json(text).scores?.values.first?.isNaN == true)
        }
        #expect(try Self.json(#"{"predictions": [[1, 2], [3]]}"#).scores?.values.last?.isNaN == true)
        #expect(try Self.csv("score_a\nnan\n").scores?.values.first?.isNaN == true)
    }

    @Test(
        "What is no answer is quoted, in one short line",
        arguments: [
            "", "Loading the model…", #"{"prediction": [1]}"#, #"{"predictions": [1, "a"]}"#,
            #"{"predictions": [{"a": "b"}]}"#, #"{"predictions": 3}"#, "[1, 2]", "<!DOCTYPE html>\n<html>", "{",
        ])
    func garbage(_ text: String) async { await expectsQuotation(of: text) }

    @Test("So is what never ends")
    func enormous() async { await expectsQuotation(of: String(repeating: "x", count: 10 << 20)) }

    private func expectsQuotation(of text: String) async {
        let error = await modelError { _ = try Self.json(text) }
        #expect(error?.code == .badAnswer)
        let start = text.isEmpty ? "an empty text is" : "'\(text.prefix(while: { !$0.isNewline }).prefix(80))"
        #expect(error?.problem.hasPrefix(start) == true)
        #expect((error?.description.count ?? 0) < 400)
    }

    @Test(
        "So is CSV that is ragged, nameless or of other columns",
        arguments: ["a,b\n1,2\n", "outcome,score_a\n1\n", "\n", "", "outcome,outcome\n1,2\n"])
    func badCSV(_ text: String) async {
        #expect(await modelError { _ = try Self.csv(text) }?.code == .badAnswer)
    }

    @Test("An error that the model reports is passed on")
    func refused() async {
        let reported = [
            await modelError { _ = try Self.json(#"{"error": "no such town"}"#) },
            await modelError { _ = try Self.csv("error\nno such town\n") },
        ]
        for error in reported {
            #expect(error?.code == .refused)
            #expect(error?.problem.contains("no such town") == true)
        }
    }
}
