import OtherwiseTraces
import Testing

@Suite struct TraceTests {
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
