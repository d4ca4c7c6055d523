import OtherwiseTraces
import Testing

@Suite struct LogReadingTests: TraceReading {
    /// A record of an event with its time, its span, and the content of the message that a model chose.
    private func choice(_ time: Int, _ span: String, _ content: String, trace: String = "t") -> String {
        #"{"timeUnixNano": "\#(time)", "eventName": "gen_ai.choice", "traceId": "\#(trace)", "spanId": "\#(span)", "body": {"kvlistValue": {"values": [{"key": "index", "value": {"intValue": "0"}}, {"key": "message", "value": {"kvlistValue": {"values": [{"key": "role", "value": {"stringValue": "assistant"}}, {"key": "content", "value": {"stringValue": "\#(content)"}}]}}}]}}}"#
    }

    @Test func `records of logs are steps in the order of their times, by their trace`() throws {
        let named =
            #"{"observedTimeUnixNano": "15", "traceId": "t", "attributes": [{"key": "event.name", "value": {"stringValue": "gen_ai.choice"}}, {"key": "gen_ai.agent.name", "value": {"stringValue": "B"}}], "body": {"stringValue": "{\"message\": {\"tool_calls\": [{\"function\": {\"name\": \"add\", \"arguments\": \"{}\"}}]}}"}}"#
        let details =
            #"{"timeUnixNano": "30", "traceId": "t", "eventName": "gen_ai.client.inference.operation.details", "attributes": [{"key": "gen_ai.output.messages", "value": {"stringValue": "[{\"role\": \"assistant\", \"parts\": [{\"type\": \"text\", \"content\": \"last\"}]}]"}}]}"#
        let traces = try read(
            logs([details, choice(20, "b", "third"), named, choice(10, "a", "first"), choice(12, "c", "x", trace: "u")])
        )
        #expect(traces.map(\.id) == ["t", "u"])
        #expect(traces[0].steps.map(\.content) == ["first", "add({})", "third", "last"])
        #expect(traces[0].steps.map(\.agent) == ["planner", "B", "planner", "planner"] && traces[0].notes.isEmpty)
    }

    @Test func `what a model was given and how it was judged is no step, and what tells nothing is noted`() throws {
        func record(_ name: String, _ body: String) -> String {
            #"{"timeUnixNano": "1", "traceId": "t", "eventName": "\#(name)", "body": \#(body)}"#
        }
        let text = #"{"stringValue": "said"}"#, empty = #"{"kvlistValue": {"values": []}}"#
        let others = [
            record("gen_ai.user.message", text), record("gen_ai.evaluation.result", text), record("http.sent", text),
        ]
        let trace = try read(logs(others + [record("gen_ai.choice", text), record("gen_ai.choice", empty)]))[0]
        #expect(trace.steps.map(\.content) == ["said"])
        #expect(
            trace.notes == [
                "Records of a log that do not tell what was said, and are no steps: 1 of 2, by 'planner'."
            ])
        #expect(error(logs(others))?.code == .noSteps && error(logs([]))?.code == .noSteps)
        #expect(error(logs(others))?.hint.contains("gen_ai.choice") == true)
    }

    @Test func `a record says what its span says, where the span does not itself`() throws {
        func span(_ id: String, _ start: Int, _ rest: String) -> String {
            #"{"traceId": "t", "spanId": "\#(id)", "startTimeUnixNano": "\#(start)", "name": "chat", "attributes": [{"key": "gen_ai.agent.name", "value": {"stringValue": "\#(id)"}}\#(rest)]}"#
        }
        let own = #", {"key": "gen_ai.completion", "value": {"stringValue": "own"}}"#
        let spans = #"{"resourceSpans": [{"scopeSpans": [{"spans": [\#(span("a", 1, "")), \#(span("b", 2, own))]}]}]}"#
        let records = logs([choice(9, "a", "once"), choice(8, "b", "own"), choice(7, "c", "alone")])
        for file in [spans + "\n" + records, records + "\n" + spans] {
            let trace = try read(file)[0]
            #expect(trace.steps.map(\.agent) == ["a", "b", "planner"] && trace.notes.isEmpty)
            #expect(trace.steps.map(\.content) == ["once", "own", "alone"])
        }
    }
}
