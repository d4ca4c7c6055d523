import OtherwiseCore

extension JSONValue {
    /// The records of OpenTelemetry's logs in which a model or a tool gave something; others are passed over.
    ///
    /// Events of generative AI are recorded so by instrumentations that do not write them into their spans.
    var logRecords: [TraceSpan] {
        (self["resourceLogs"]?.elements ?? []).flatMap { resource in
            let service = SpanAttributes(resource["resource"]?["attributes"])["service.name"]?.text
            let records = (resource["scopeLogs"]?.elements ?? []).flatMap { $0["logRecords"]?.elements ?? [] }
            return records.compactMap { $0.logRecord(service) }
        }
    }

    private func logRecord(_ service: String?) -> TraceSpan? {
        let attributes = SpanAttributes(self["attributes"])
        let name = self["eventName"]?.text ?? attributes["event.name"]?.text
        guard let name, SpanAttributes.tellsOutput(name) else { return nil }
        let body = self["body"]?.attributeValue?.parsed, members = SpanAttributes(members: body)
        let trace = filled("traceId") ?? attributes.filled("gen_ai.conversation.id")
        let start = [self["timeUnixNano"], self["observedTimeUnixNano"]].lazy.compactMap { $0?.nanoseconds }
            .first { $0 > 0 }
        return TraceSpan(
            trace: trace ?? "log", id: filled("spanId"), start: start ?? 0,
            agent: attributes.agent ?? members.agent ?? service ?? "agent",
            said: attributes.said ?? members.said ?? body?.told, isRecord: true, isStray: trace == nil)
    }

    /// What the body of a record says.
    private var told: String? {
        if case .text(let text) = self { return text.isEmpty ? nil : text }
        return (messages ?? said).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The text of a member that is not empty.
    func filled(_ key: String) -> String? { self[key]?.text.flatMap { $0.isEmpty ? nil : $0 } }
}

extension [TraceSpan] {
    /// With the records of logs: those that were written in one of the spans say what that says, where it does not itself;
    /// each of the others is a step.
    func joined(with records: [TraceSpan]) -> [TraceSpan] {
        guard !records.isEmpty else { return self }
        let known = Set(compactMap(\.place)), inside = Dictionary(grouping: records) { $0.place }
        let spans = map { span in
            let own = span.place.flatMap { inside[$0] } ?? []
            return span.said == nil ? span.saying(own) : span
        }
        return spans + records.filter { record in record.place.map { !known.contains($0) } ?? true }
    }
}

extension TraceSpan {
    /// The span, by its trace and id; `nil` where it has none.
    fileprivate var place: [String]? { id.map { [trace, $0] } }

    /// The span, saying what records say that were written in it.
    fileprivate func saying(_ records: [TraceSpan]) -> TraceSpan {
        let texts = records.sorted { $0.start < $1.start }.compactMap(\.said)
        guard !texts.isEmpty else { return self }
        return TraceSpan(
            trace: trace, id: id, start: start, agent: agent, said: texts.joined(separator: "\n"), isStray: isStray)
    }
}
