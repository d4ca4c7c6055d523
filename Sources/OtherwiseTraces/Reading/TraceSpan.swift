import OtherwiseCore

/// One span of OpenTelemetry that a generative step wrote.
struct TraceSpan {
    let trace: String
    /// Nanoseconds, as text of digits.
    let start: Double
    let step: TraceStep
}

extension JSONValue {
    /// The spans in which an agent said or did something; others are passed over.
    var spans: [TraceSpan] {
        let resources = self["resourceSpans"]?.elements ?? []
        let scopes = resources.flatMap { $0["scopeSpans"]?.elements ?? [] }
        return scopes.flatMap { $0["spans"]?.elements ?? [] }.compactMap(\.span)
    }

    private var span: TraceSpan? {
        let attributes = attributes
        let said = Self.contents.lazy.compactMap { attributes[$0] }.first
        guard let said, let trace = self["traceId"]?.text else { return nil }
        let agent = Self.agents.lazy.compactMap { attributes[$0] }.first ?? self["name"]?.text ?? "agent"
        let start = self["startTimeUnixNano"]?.text.flatMap { Double($0) } ?? 0
        return TraceSpan(trace: trace, start: start, step: TraceStep(agent: agent, content: said))
    }

    private static let agents = ["gen_ai.agent.name", "gen_ai.tool.name", "gen_ai.agent.id"]
    private static let contents = [
        "gen_ai.output.messages", "gen_ai.completion", "gen_ai.completion.0.content", "gen_ai.tool.call.result",
    ]

    private var attributes: [String: String] {
        (self["attributes"]?.elements ?? []).reduce(into: [:]) { attributes, entry in
            guard let key = entry["key"]?.text, let value = entry["value"] else { return }
            attributes[key] = (value["stringValue"] ?? value["intValue"] ?? value["doubleValue"])?.text
        }
    }
}

extension [TraceSpan] {
    /// A trace per trace id, in the order in which they began.
    var traces: [Trace] {
        get throws(TraceError) {
            guard !isEmpty else {
                throw TraceError(
                    .noSteps, "no span says what an agent wrote",
                    hint: "Record contents: the attribute gen_ai.output.messages or gen_ai.completion")
            }
            let ordered = sorted { $0.start < $1.start }
            let names = ordered.reduce(into: [String]()) { if !$0.contains($1.trace) { $0.append($1.trace) } }
            let steps = Dictionary(grouping: ordered, by: \.trace)
            return names.map { name in Trace(id: name, steps: (steps[name] ?? []).map(\.step)) }
        }
    }
}
