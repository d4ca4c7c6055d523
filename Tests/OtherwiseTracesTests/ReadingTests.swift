import Foundation
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

    @Test func `spans are put in order and told apart by their trace`() throws {
        func span(_ trace: String, _ start: Int, _ agent: String, _ text: String) -> String {
            #"{"traceId": "\#(trace)", "startTimeUnixNano": "\#(start)", "name": "chat", "attributes": [{"key": "gen_ai.agent.name", "value": {"stringValue": "\#(agent)"}}, {"key": "gen_ai.completion", "value": {"stringValue": "\#(text)"}}]}"#
        }
        let spans = [span("t1", 20, "B", "second"), span("t1", 10, "A", "first"), span("t2", 15, "C", "other")]
        let traces = try read(#"{"resourceSpans": [{"scopeSpans": [{"spans": [\#(spans.joined(separator: ","))]}]}]}"#)
        #expect(traces.map(\.id) == ["t1", "t2"])
        #expect(traces[0].steps == [TraceStep(agent: "A", content: "first"), TraceStep(agent: "B", content: "second")])
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
        #expect(error("")?.code == .unknownFormat)
        #expect(error("{\"history\": []}\nnot json")?.line == 2)
        #expect(error("{\"a\": 1}")?.code == .unknownFormat)
        #expect(error("{\"history\": []}")?.code == .noSteps)
        #expect(error("{\"history\": [{\"content\": \"x\"}]}")?.code == .badStep)
        let step = #""history": [{"agent": "a", "content": "x"}]"#
        #expect(error("{\(step), \"mistake_agent\": \"a\", \"mistake_step\": 1}")?.code == .badLabel)
        #expect(error("{\(step), \"mistake_agent\": \"a\", \"mistake_step\": 1e300}")?.code == .badLabel)
        #expect(error("{\"id\": \"a\", \(step)}\n{\"id\": \"a\", \(step)}")?.code == .duplicateID)
        #expect(error("{\"resourceSpans\": []}")?.code == .noSteps)
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
