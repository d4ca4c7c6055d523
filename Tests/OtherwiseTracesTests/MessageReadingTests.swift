import OtherwiseTraces
import Testing

@Suite struct MessageReadingTests: TraceReading {
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
        // A step per line; calls of several runs may have the same id.
        let lines = [
            #"{"trace": "a", "agent": "user", "content": "Go"}"#,
            call.replacing("{\"type", with: #"{"trace": "a", "type"#),
            call.replacing("{\"type", with: #"{"trace": "b", "type"#).replacing("add", with: "take"),
            result(#""trace": "b", "call_id": "1", "output": "3""#),
        ].joined(separator: "\n")
        #expect(try read(lines).map { $0.steps.map(\.agent) } == [["user", "assistant"], ["assistant", "take"]])
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
        #expect(error(#"{"messages": [{"type": "computer_call", "output": "3"}]}"#)?.code == .badStep)
    }

    @Test func `what a model thought is no step, which is noted`() throws {
        let call = #"{"type": "function_call", "call_id": "9", "name": "sum", "arguments": "{}"}"#
        let thought = #"{"type": "reasoning", "id": "r1", "summary": []}"#
        let run = try read(#"{"messages": [\#(thought), \#(call), \#(thought)]}"#)[0]
        #expect(run.steps.count == 1 && run.notes.count == 1 && run.notes[0].hasSuffix("2."), "\(run.notes)")
        #expect(try read(#"{"messages": [\#(call)]}"#)[0].notes.isEmpty)
        #expect(error(#"{"messages": [\#(thought)]}"#)?.code == .noSteps)
    }
}
