import Foundation
import OtherwiseTesting
import OtherwiseTraces
import Testing

@Suite struct ReadingTests: TraceReading {
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

    @Test func `runs of one list without ids are called by their places`() throws {
        let run = #"{"messages": [{"role": "a", "content": "x"}]}"#
        #expect(try read("[\(run), \(run)]").map(\.id) == ["1", "2"])
        #expect(try read("\n\(run)\n\(run)").map(\.id) == ["2", "3"])
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
}
