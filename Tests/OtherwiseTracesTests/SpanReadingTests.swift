import Foundation
import OtherwiseTraces
import Testing

@Suite struct SpanReadingTests: TraceReading {
    /// A file of spans, each with its start, its agent, and what else stands in it.
    private func spans(_ spans: [(start: String, agent: String, rest: String)]) -> String {
        let written = spans.map { span in
            #"{"traceId": "t", "startTimeUnixNano": "\#(span.start)", "name": "chat", \#(span.rest.replacing("@", with: #"{"key": "gen_ai.agent.name", "value": {"stringValue": "\#(span.agent)"}}"#))}"#
        }
        return #"{"resourceSpans": [{"scopeSpans": [{"spans": [\#(written.joined(separator: ","))]}]}]}"#
    }

    private func messages(_ value: String) -> String {
        #""attributes": [@, {"key": "gen_ai.output.messages", "value": \#(value)}]"#
    }

    @Test func `spans are put in order and told apart by their trace`() throws {
        func span(_ trace: String, _ start: Int, _ agent: String, _ text: String) -> String {
            #"{"traceId": "\#(trace)", "startTimeUnixNano": "\#(start)", "name": "chat", "attributes": [{"key": "gen_ai.agent.name", "value": {"stringValue": "\#(agent)"}}, {"key": "gen_ai.completion", "value": {"stringValue": "\#(text)"}}]}"#
        }
        let spans = [span("t1", 20, "B", "second"), span("t1", 10, "A", "first"), span("t2", 15, "C", "other")]
        let traces = try read(#"{"resourceSpans": [{"scopeSpans": [{"spans": [\#(spans.joined(separator: ","))]}]}]}"#)
        #expect(traces.map(\.id) == ["t1", "t2"])
        #expect(traces[0].steps == [TraceStep(agent: "A", content: "first"), TraceStep(agent: "B", content: "second")])
    }

    @Test func `messages of spans are read as text, as JSON in a text, and as lists and maps`() throws {
        let map =
            #"{"arrayValue": {"values": [{"kvlistValue": {"values": [{"key": "role", "value": {"stringValue": "assistant"}}, {"key": "content", "value": {"stringValue": "mapped"}}]}}]}}"#
        let json =
            #"{"stringValue": "[{\"role\": \"assistant\", \"parts\": [{\"type\": \"text\", \"content\": \"in parts\"}, {\"type\": \"tool_call\", \"name\": \"add\", \"arguments\": {\"a\": 1}}]}]"}"#
        let own = #"{"stringValue": "[{\"a\": 1}]"}"#
        let result =
            #""attributes": [@, {"key": "gen_ai.tool.call.result", "value": {"kvlistValue": {"values": [{"key": "sum", "value": {"doubleValue": 3}}]}}}]"#
        let trace = try read(
            spans([
                ("1", "A", messages(map)), ("2", "B", messages(json)), ("3", "C", messages(own)), ("4", "D", result),
            ]))[0]
        // JSON that is no list of messages is what the model wrote.
        #expect(trace.steps.map(\.content) == ["mapped", "in parts\nadd({\"a\":1})", #"[{"a": 1}]"#, #"{"sum":3}"#])
        #expect(trace.steps.map(\.agent) == ["A", "B", "C", "D"] && trace.notes.isEmpty)
    }

    @Test func `what the events of a span tell is read, and what the model was given is not`() throws {
        func events(_ name: String, _ key: String, _ value: String) -> String {
            #""attributes": [@], "events": [{"name": "gen_ai.user.message", "attributes": [{"key": "gen_ai.event.content", "value": {"stringValue": "{\"content\": \"asked\"}"}}]}, {"name": "\#(name)", "attributes": [{"key": "\#(key)", "value": {"stringValue": "\#(value)"}}]}]"#
        }
        let content = #"{\"index\": 0, \"message\": {\"content\": \"chosen\"}}"#
        let trace = try read(
            spans([
                ("1", "A", events("gen_ai.choice", "gen_ai.event.content", content)),
                ("2", "B", events("gen_ai.choice", "message", "said")),
                ("3", "C", events("gen_ai.content.completion", "gen_ai.completion", "completed")),
                ("4", "D", events("gen_ai.assistant.message", "gen_ai.event.content", "history")),
                ("5", "E", events("http.sent", "message", "bytes")),
            ]))[0]
        #expect(trace.steps.map(\.content) == ["chosen", "said", "completed"])
        #expect(trace.notes.count == 1 && trace.notes[0].contains("2 of 5, by 'D', 'E'"), "\(trace.notes)")
    }

    @Test func `spans that begin within 128 nanoseconds keep their order`() throws {
        let text = messages(#"{"stringValue": "x"}"#)
        // As doubles all three are the same.
        let starts = ["1764500000000000090", "1764500000000000010", "1764500000000000011"]
        #expect(Set(starts.compactMap(Double.init)).count == 1)
        let trace = try read(spans(zip(starts, ["C", "A", "B"]).map { ($0, $1, text) }))[0]
        #expect(trace.steps.map(\.agent) == ["A", "B", "C"])
        let equal = try read(spans(["C", "A", "B"].map { ("5", $0, text) }))[0]
        #expect(equal.steps.map(\.agent) == ["C", "A", "B"])
    }

    @Test func `a span that was recorded again counts once, and two of one id that differ are refused`() throws {
        func span(_ id: String, _ text: String, trace: String = "t") -> String {
            #"{"traceId": "\#(trace)", "spanId": "\#(id)", "startTimeUnixNano": "1", "name": "chat", "attributes": [{"key": "gen_ai.completion", "value": {"stringValue": "\#(text)"}}]}"#
        }
        func file(_ spans: [String]) -> String {
            #"{"resourceSpans": [{"scopeSpans": [{"spans": [\#(spans.joined(separator: ","))]}]}]}"#
        }
        let again = [span("a", "one"), span("b", "two"), span("a", "one"), span("a", "other", trace: "u")]
        // Exporters write a file line by line.
        let traces = try read(again.map { file([$0]) }.joined(separator: "\n"))
        #expect(traces.map { $0.steps.map(\.content) } == [["one", "two"], ["other"]])
        #expect(traces[0].notes == ["Spans that were recorded again, each of which counts once: 1."])
        #expect(traces[1].notes.isEmpty)
        let error = error(file([span("a", "one"), span("a", "two")]))
        #expect(error?.code == .duplicateID && error?.problem.contains("called 'a', and differ") == true)
        // Without an id nothing tells whether they are the same.
        #expect(try read(file([span("", "one"), span("", "one")]))[0].steps.count == 2)
    }

    @Test(arguments: [#""startTimeUnixNano": "x","#, #""startTimeUnixNano": "-5","#, ""])
    func `a span that does not tell when it began is noted, and one without a trace is a run of its own`(
        _ time: String
    ) throws {
        func span(_ trace: String, _ time: String, _ text: String) -> String {
            #"{\#(trace) \#(time) "name": "chat", "attributes": [{"key": "gen_ai.completion", "value": {"stringValue": "\#(text)"}}]}"#
        }
        let own = #""traceId": "t","#, at = #""startTimeUnixNano": "7","#
        let spans = [span(own, at, "told"), span(own, time, "untold"), span("", at, "stray")]
        let traces = try read(#"{"resourceSpans": [{"scopeSpans": [{"spans": [\#(spans.joined(separator: ","))]}]}]}"#)
        #expect(traces.map { $0.steps.map(\.content) } == [["untold", "told"], ["stray"]])
        #expect(traces[0].notes == ["Spans that do not tell when they began, and stand first, as in the file: 1."])
        #expect(traces[1].notes.isEmpty && traces[1].id == "spans without a trace")
    }

    @Test func `spans that name no trace are noted, and an empty conversation names none`() throws {
        func span(_ time: String, _ id: String) -> String {
            #"{\#(time) "name": "chat", "attributes": [{"key": "gen_ai.conversation.id", "value": {"stringValue": "\#(id)"}}, {"key": "gen_ai.completion", "value": {"stringValue": "x"}}]}"#
        }
        func file(_ spans: [String]) -> String {
            #"{"resourceSpans": [{"scopeSpans": [{"spans": [\#(spans.joined(separator: ","))]}]}]}"#
        }
        let at = #""startTimeUnixNano": "7","#
        let trace = try read(file([span(at, ""), span(at, "")]))[0]
        #expect(trace.id == "spans without a trace" && trace.steps.count == 2)
        #expect(trace.notes == ["Spans that name no trace, and are taken for one run: 2."])
        #expect(try read(file([span(at, "c"), span(at, "c")]))[0].notes.isEmpty)
        // Where no span has a time none stands before the others.
        let timeless = try read(file([span("", "c"), span("", "c")]))[0]
        #expect(timeless.notes == ["Spans that do not tell when they began, and stand as in the file: 2."])
        let record =
            #"{"timeUnixNano": "1", "eventName": "gen_ai.choice", "attributes": [{"key": "gen_ai.conversation.id", "value": {"stringValue": ""}}], "body": {"stringValue": "said"}}"#
        #expect(try read(logs([record]))[0].id == "log")
    }

    @Test func `spans of agents that tell nothing are noted, others are not`() throws {
        let said = messages(#"{"stringValue": "x"}"#)
        let embedding =
            #""attributes": [{"key": "gen_ai.operation.name", "value": {"stringValue": "embeddings"}}]"#
        let silent = [
            messages(#"{"arrayValue": {"values": []}}"#), messages(#"{"stringValue": "[]"}"#), #""attributes": [@]"#,
        ]
        let all = [("1", "A", said)] + silent.map { ("2", "B", $0) } + [("3", "C", embedding)]
        let trace = try read(spans(all.map { (start: $0.0, agent: $0.1, rest: $0.2) }))[0]
        #expect(trace.steps.count == 1)
        #expect(
            trace.notes == ["Spans that do not tell what was said, and are no steps: 3 of 4, by 'B', 'B', 'B'."])
        #expect(try read(spans([("1", "A", said), ("3", "C", embedding)]))[0].notes.isEmpty)
        #expect(error(spans([("2", "B", silent[2])]))?.code == .noSteps)
    }

    @Test func `a trace without any contents is noted at the first that has some`() throws {
        let file = spans([("1", "A", messages(#"{"stringValue": "x"}"#)), ("2", "B", #""attributes": [@]"#)])
        let lost = try #require(file.range(of: #"{"traceId": "t""#, options: .backwards))
        let traces = try read(file.replacingCharacters(in: lost, with: #"{"traceId": "u""#))
        #expect(traces.map(\.id) == ["t"])
        #expect(traces[0].notes == ["Traces of this file no span of which tells what was said: 1, 'u'."])
    }
}
