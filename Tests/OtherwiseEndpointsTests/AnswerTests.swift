import OtherwiseModels
import Testing

@testable import OtherwiseEndpoints

@Suite("Reading answers")
struct AnswerTests {
    @Test("Events are read wherever the bytes are cut, with every kind of line end")
    func events() {
        let stream =
            "\u{FEFF}: comment\ndata: a\r\ndata:b\rdata\n\nevent: x\ndata:  c\r\n\r\nid: 1\n\ndata: é\n\ndata: open"
        let bytes = Array(stream.utf8)
        let expected = ["a\nb\n", " c", "é"]
        for cut in bytes.indices {
            var reader = ServerSentEvents()
            let events = reader.events(adding: bytes[..<cut]) + reader.events(adding: bytes[cut...])
            #expect(events.map { String(decoding: $0, as: UTF8.self) } == expected, "\(cut)")
        }
    }

    private static func answer(_ json: String) -> Result<EndpointAnswer, AnswerAssembly.Fault> {
        Result { () throws(AnswerAssembly.Fault) in try AnswerAssembly.answer(in: Array(json.utf8)) }
    }

    @Test("Endings, refusals, counts and log-probabilities of both calls are read")
    func forms() throws {
        let chat = try Self.answer(
            #"{"choices":[{"message":{"content":"A"},"finish_reason":"length","logprobs":{"content":[{"token":"A","logprob":-0.5,"top_logprobs":[{"token":"B","logprob":-2},{"token":"A","logprob":-0.5}]}]}}],"usage":{"prompt_tokens":1,"completion_tokens":2}}"#
        ).get()
        #expect(chat.ending == .length && chat.counts == TokenCounts(prompt: 1, completion: 2))
        let alternatives = [ScoredToken.Alternative("A", -0.5), .init("B", -2)]
        #expect(chat.tokens == [ScoredToken("A", -0.5, alternatives: alternatives)])
        let plain = try Self.answer(
            #"{"choices":[{"text":"A B","finish_reason":"stop","stop_reason":"x","logprobs":{"tokens":["A"," B"],"token_logprobs":[null,-1],"top_logprobs":[null,{" B":-1}]}}]}"#
        ).get()
        #expect(plain.ending == .stop && plain.counts == nil)
        #expect(plain.tokens == [ScoredToken("A", nil), ScoredToken(" B", -1, alternatives: [.init(" B", -1)])])
        let refusal = try Self.answer(#"{"choices":[{"message":{"content":null,"refusal":"No."}}],"error":null}"#).get()
        #expect(refusal.text == "No." && refusal.ending == .end && refusal.tokens == nil)
        let parts = try Self.answer(
            #"{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"Yes"},{"type":"text","text":"."}]},"finish_reason":"stop"}]}"#
        ).get()
        #expect(parts.text == "Yes.")
    }

    @Test(
        "An answer is one whatever its counts of tokens are, which are then not counted",
        arguments: [
            (#"{"prompt_tokens":-5,"completion_tokens":1e30}"#, nil), (#"{"prompt_tokens":"10"}"#, nil),
            (#"{"prompt_tokens":10.5,"completion_tokens":2}"#, nil), (#""none""#, nil), ("[]", nil), ("null", nil),
            (#"{"prompt_tokens":3,"completion_tokens":"2"}"#, nil),
            (#"{"prompt_tokens":3,"completion_tokens":2.0}"#, TokenCounts(prompt: 3, completion: 2)),
            (#"{"prompt_tokens":3,"completion_tokens":null}"#, TokenCounts(prompt: 3, completion: 0)),
            (#"{"prompt_tokens":3}"#, TokenCounts(prompt: 3, completion: 0)),
        ] as [(String, TokenCounts?)])
    func oddCounts(_ usage: String, _ counts: TokenCounts?) throws {
        let answer = try Self.answer(#"{"choices":[{"text":"A","finish_reason":"stop"}],"usage":\#(usage)}"#).get()
        #expect(answer.text == "A" && answer.counts == counts)
    }

    @Test("Of several choices the first by its number is read, at once or piece by piece")
    func choices() throws {
        let whole = try Self.answer(
            #"{"choices":[{"index":1,"text":"B","finish_reason":"length"},{"index":0,"text":"A","finish_reason":"stop"}]}"#
        ).get()
        #expect(whole.text == "A" && whole.ending == .end)
        let pieces = [(0, "A", "null"), (1, "B", "null"), (0, "a", #""stop""#), (1, "b", #""length""#)].map {
            #"data: {"choices":[{"index":\#($0.0),"delta":{"content":"\#($0.1)"},"finish_reason":\#($0.2)}]}"# + "\n\n"
        }
        let stream = try AnswerAssembly.answer(inEvents: Array((pieces.joined() + "data: [DONE]\n\n").utf8))
        #expect(stream.text == "Aa" && stream.ending == .end)
        // A server may count from 1; in a stream others are none of ours.
        #expect(try Self.answer(#"{"choices":[{"index":1,"text":"B","finish_reason":"stop"}]}"#).get().text == "B")
        let others = Array((pieces[1] + pieces[3] + "data: [DONE]\n\n").utf8)
        #expect(throws: AnswerAssembly.Fault.noChoice) { try AnswerAssembly.answer(inEvents: others) }
    }

    @Test("An answer is one whatever the number of its choice is", arguments: [#""0""#, "0.5", "null", "[]", "0.0"])
    func oddNumbers(_ index: String) throws {
        let choice = #"{"index":\#(index),"text":"A","finish_reason":"stop"}"#
        #expect(try Self.answer(#"{"choices":[\#(choice)]}"#).get().text == "A")
        let events = #"data: {"choices":[\#(choice)]}"# + "\n\ndata: [DONE]\n\n"
        #expect(try AnswerAssembly.answer(inEvents: Array(events.utf8)).text == "A")
        let second = #"{"index":"1","text":"B","finish_reason":"stop"}"#
        #expect(try Self.answer(#"{"choices":[\#(second),\#(choice)]}"#).get().text == "A")
    }

    @Test(
        "What is no answer is said to be none",
        arguments: [
            ("", AnswerAssembly.Fault.notJSON), ("[]", .notJSON), ("{}", .noChoice), (#"{"choices":[{}]}"#, .noChoice),
            (#"{"choices":[{"message":{"content":1}}]}"#, .notJSON),
            (#"{"choices":[{"message":{"content":["a"]}}]}"#, .notJSON), (#"{"error":"no"}"#, .server("no", code: nil)),
            (#"{"error":{"message":"m","code":429}}"#, .server("m", code: "429")),
            (#"{"choices":[{"message":{"content":""}}]}"#, .noChoice),
            (#"{"choices":[{"text":"a","finish_reason":"abort"}]}"#, .truncated),
            (#"{"error":{}}"#, .server("an error without a message", code: nil)),
        ])
    func faults(_ json: String, _ fault: AnswerAssembly.Fault) {
        #expect(Self.answer(json) == .failure(fault))
    }
}
