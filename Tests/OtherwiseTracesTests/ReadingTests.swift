import Foundation
import OtherwiseCore
import OtherwiseModels
import OtherwiseTesting
import OtherwiseTraces
import Testing

@Suite struct ReadingTests {
    private func read(_ text: String, _ format: TraceFormat? = nil) throws -> [Trace] {
        try Trace.read(Data(text.utf8), name: "runs.jsonl", format: format)
    }

    private func error(_ text: String, _ format: TraceFormat? = nil) -> TraceError? {
        do { _ = try read(text, format) } catch { return error as? TraceError }
        return nil
    }

    @Test func `a run of the benchmark has its steps and its label, the step as text or as a number`() throws {
        let traces = try read(
            #"""
            {"id": "a", "question": "Why?", "ground_truth": "8", "mistake_agent": "Coder", "mistake_step": "1", "history": [{"role": "user", "content": "Do it"}, {"name": "Coder", "role": "assistant", "content": "Done"}]}

            {"question_ID": "b", "mistake_agent": "x", "mistake_step": 0, "history": [{"agent": "x", "content": "hm"}]}
            """#)
        #expect(traces.map(\.id) == ["a", "b"])
        #expect(
            traces[0].steps == [TraceStep(agent: "user", content: "Do it"), TraceStep(agent: "Coder", content: "Done")])
        #expect(traces[0].label == TraceLabel(agent: "Coder", step: 1))
        #expect(traces[0].task == "Why?" && traces[0].expectedAnswer == "8")
    }

    @Test func `a conversation keeps what tools were called and texts in parts`() throws {
        let trace = try read(
            #"""
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "Sum"}, {"type": "text", "text": "it"}]},
              {"role": "assistant", "content": null, "tool_calls": [{"function": {"name": "add", "arguments": "{}"}}]}]}
            """#)[0]
        #expect(trace.steps.map(\.content) == ["Sum\nit", "add({})"])
        #expect(trace.task == "Sum\nit")
    }

    @Test func `a message shows its calls whatever it says besides, and an empty one is empty`() throws {
        let call = #""tool_calls": [{"function": {"name": "f", "arguments": "{\"a\":1}"}}]"#
        let trace = try read(
            #"""
            {"messages": [{"role": "a", "content": "", \#(call)}, {"role": "a", "content": null, \#(call)},
              {"role": "a", "content": "Wait", \#(call)}, {"role": "a", "content": ""}, {"role": "a", "content": "Done"}]}
            """#)[0]
        let shown = #"f({"a":1})"#
        #expect(trace.steps.map(\.content) == [shown, shown, "Wait\n" + shown, "", "Done"])
    }

    @Test func `calls of tools are read in the forms of chat endpoints, and refusals are`() throws {
        let trace = try read(
            #"""
            {"messages": [{"role": "a", "content": null, "function_call": {"name": "old", "arguments": "{}"}},
              {"role": "a", "content": null, "tool_calls": [{"type": "custom", "custom": {"name": "own", "input": "abc"}}]},
              {"role": "a", "content": [{"type": "text", "text": "Wait"}, {"type": "tool_use", "name": "use", "input": {"b": [1]}}]},
              {"role": "user", "content": [{"type": "tool_result", "content": [{"type": "text", "text": "42"}]}]},
              {"role": "a", "content": null, "refusal": "I cannot"}]}
            """#)[0]
        #expect(trace.steps.map(\.content) == ["old({})", "own(abc)", "Wait\nuse({\"b\":[1]})", "42", "I cannot"])
        // A message that says nothing in any of these forms is no step.
        #expect(error(#"{"messages": [{"role": "a", "content": null}]}"#)?.code == .badStep)
    }

    @Test(arguments: [
        (
            #"{"role": "a", "content": null, "tool_calls": [{"name": "f", "args": {"b": 1}, "id": "1"}]}"#,
            #"f({"b":1})"#
        ),
        (#"{"role": "a", "content": null, "tool_calls": [{"name": "f", "arguments": "{}"}, {"id": "2"}]}"#, "f({})"),
        (#"{"role": "a", "content": [{"type": "server_tool_use", "name": "f", "input": {}}]}"#, "f({})"),
        (#"{"role": "a", "content": [{"type": "mcp_tool_use", "name": "f", "input": {}}]}"#, "f({})"),
        (#"{"role": "a", "content": [{"text": "So"}, {"toolUse": {"name": "f", "input": {}}}]}"#, "So\nf({})"),
        (#"{"role": "model", "parts": [{"text": "So"}, {"functionCall": {"name": "f", "args": {}}}]}"#, "So\nf({})"),
        (#"{"type": "function_call", "name": "f", "arguments": "{}", "call_id": "1"}"#, "f({})"),
    ])
    func `calls of tools are read as other endpoints and libraries write them`(_ message: String, _ said: String) throws
    {
        let trace = try read(#"{"messages": [{"role": "user", "content": "Go"}, \#(message)]}"#)[0]
        #expect(trace.steps.map(\.content) == ["Go", said] && trace.steps[1].agent != "f")
    }

    @Test func `what came of a call is read as a response has it, and named by the tool that was called`() throws {
        let call = #"{"type": "function_call", "call_id": "1", "name": "add", "arguments": "{}"}"#
        let own = #"{"type": "custom_tool_call", "call_id": "2", "name": "run", "input": "ls"}"#
        func result(_ rest: String, _ type: String = "function_call_output") -> String {
            #"{"type": "\#(type)", \#(rest)}"#
        }
        let parts = #"[{"type": "input_text", "text": "a"}, {"type": "input_text", "text": "b"}]"#
        let results = [
            result(#""call_id": "1", "output": "{\"sum\": 3}""#), result(#""call_id": "1", "output": {"sum": 3}"#),
            result(#""call_id": "2", "output": \#(parts)"#, "custom_tool_call_output"),
            result(#""call_id": "2", "output": """#, "custom_tool_call_output"),
        ]
        let items = ([#"{"role": "user", "content": "Go"}"#, call, own] + results).joined(separator: ",")
        let trace = try read(#"{"messages": [\#(items)]}"#)[0]
        #expect(trace.steps.map(\.agent) == ["user", "assistant", "assistant", "add", "add", "run", "run"])
        #expect(
            trace.steps.map(\.content) == ["Go", "add({})", "run(ls)", #"{"sum": 3}"#, #"{"sum":3}"#, "a\nb", ""])
        #expect(trace.task == "Go")
        // A step per line.
        let lines =
            #"{"agent": "user", "content": "Go"}"# + "\n" + call + "\n" + result(#""call_id": "1", "output": "3""#)
        #expect(try read(lines)[0].steps.map(\.agent) == ["user", "assistant", "add"])
    }

    @Test func `a result of a call that is not in the file is kept, and one without an output is refused`() throws {
        func run(_ result: String) -> String {
            #"{"messages": [{"role": "user", "content": "Go"}, {"type": "function_call_output", \#(result)}]}"#
        }
        for stray in [#""call_id": "9", "output": "3""#, #""call_id": null, "output": "3""#, #""output": 3"#] {
            let steps = try read(run(stray))[0].steps
            #expect(
                steps == [TraceStep(agent: "user", content: "Go"), TraceStep(agent: "tool", content: "3")], "\(stray)")
        }
        #expect(try read(run(#""agent": "shell", "call_id": "9", "output": "3""#))[0].steps.last?.agent == "shell")
        for lost in [#""call_id": "9""#, #""call_id": "9", "output": null"#] {
            let error = error(run(lost))
            #expect(error?.code == .badStep && error?.hint.contains("'output'") == true, "\(lost)")
        }
        // What is of no known kind is not taken for a result because it has an output.
        #expect(error(#"{"messages": [{"type": "reasoning", "output": "3"}]}"#)?.code == .badStep)
    }

    @Test func `runs of one list without ids are called by their places`() throws {
        let run = #"{"messages": [{"role": "a", "content": "x"}]}"#
        #expect(try read("[\(run), \(run)]").map(\.id) == ["1", "2"])
        #expect(try read("\n\(run)\n\(run)").map(\.id) == ["2", "3"])
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

    @Test func `a run without an id that says anything is called by its line`() throws {
        let step = #"[{"role": "a", "content": "x"}]"#
        let named = try read(
            """
            {"id": "", "messages": \(step)}
            {"id": null, "messages": \(step)}
            {"id": "own", "messages": \(step)}
            """)
        #expect(named.map(\.id) == ["1", "2", "own"])
        #expect(try read(#"{"id": "", "question_ID": "q", "history": \#(step)}"#)[0].id == "q")
    }

    @Test(arguments: ["", "\n \n", "[]"]) func `a file without anything in it is said to have no trace`(_ text: String)
    {
        #expect(error(text)?.code == .noSteps)
        #expect(error("{}")?.code == .unknownFormat)
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

    /// A file of records of a log, each what stands in it.
    private func logs(_ records: [String], service: String = "planner") -> String {
        #"{"resourceLogs": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "\#(service)"}}]}, "scopeLogs": [{"logRecords": [\#(records.joined(separator: ","))]}]}]}"#
    }

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

    @Test func `a step per line makes a run, or several that are named`() throws {
        #expect(
            try read("{\"agent\": \"a\", \"content\": \"x\"}\n{\"agent\": \"b\", \"content\": \"y\"}\n")[0].steps.count
                == 2)
        let named = try read(
            #"""
            {"trace": "p", "agent": "a", "content": "x"}
            {"trace": "q", "agent": "a", "content": "y"}
            {"trace": "p", "agent": "b", "content": "z"}
            """#)
        #expect(named.map(\.id) == ["p", "q"] && named[0].steps.count == 2)
    }

    @Test func `what is no trace is named with its line`() {
        #expect(error("")?.code == .noSteps)
        #expect(error("{\"history\": []}\nnot json")?.line == 2)
        #expect(error("{\"a\": 1}")?.code == .unknownFormat)
        #expect(error("{\"history\": []}")?.code == .noSteps)
        #expect(error("{\"history\": [{\"content\": \"x\"}]}")?.code == .badStep)
        let step = #""history": [{"agent": "a", "content": "x"}]"#
        #expect(error("{\(step), \"mistake_agent\": \"a\", \"mistake_step\": 1}")?.code == .badLabel)
        #expect(error("{\(step), \"mistake_agent\": \"a\", \"mistake_step\": 1e300}")?.code == .badLabel)
        #expect(error("{\"id\": \"a\", \(step)}\n{\"id\": \"a\", \(step)}")?.code == .duplicateID)
        #expect(error("{\"resourceSpans\": []}")?.code == .noSteps)
        #expect(error("{\"a\": 1}")?.hint.contains("'resourceLogs' (spans)") == true)
        #expect(error("{\"agent\": \"a\"}", .lines)?.code == .badStep)
    }

    @Test func `damaged files give an error or a trace, never an end`() {
        let whole = Array(
            #"{"id": "a", "mistake_agent": "C", "mistake_step": "1", "history": [{"agent": "u", "content": "D"}, {"name": "C", "content": "E"}], "messages": [{"role": "r", "content": [{"text": "t"}]}]}"#
                .utf8)
        var damage = MutatedBytes(seed: 5, words: ["history", "null", "[]"])
        for _ in 0..<3000 {
            let bytes = Data(damage.mutated(whole))
            for format in TraceFormat.allCases {
                do throws(TraceError) { _ = try Trace.read(bytes, name: "x", format: format) } catch {
                    #expect(!error.description.isEmpty)
                }
            }
        }
    }

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

    @Test func `a trace is shown with its steps numbered, long ones cut in the middle`() {
        let trace = Trace(
            id: "a",
            steps: [
                .init(agent: "u", content: "short"), .init(agent: "v", content: String(repeating: "ab", count: 50)),
            ])
        let lines = trace.numbered(characters: 21).split(separator: "\n")
        #expect(lines[0] == "Step 0 - u: short")
        #expect(lines[1] == "Step 1 - v: ababababa … babababab")
    }
}
