import OtherwiseCore

/// One span of OpenTelemetry that a generative step wrote, or one record of its log.
struct TraceSpan: Hashable {
    let trace: String
    /// What tells it from other spans of its trace; of a record the span in which it was written. `nil` where it is not told.
    let id: String?
    /// Nanoseconds since 1970: more digits than a `Double` holds. 0 where it is not told.
    let start: UInt64
    let agent: String
    /// What was said or done; `nil` where the span does not tell.
    private(set) var said: String?
    /// Whether it is a record of a log.
    private(set) var isRecord = false
    /// Whether it does not tell of which trace it is; all such are taken for one.
    private(set) var isStray = false

    var step: TraceStep? { said.map { TraceStep(agent: agent, content: $0) } }
}

extension JSONValue {
    /// The spans in which an agent or a tool did something; others are passed over.
    var spans: [TraceSpan] {
        let resources = self["resourceSpans"]?.elements ?? []
        let scopes = resources.flatMap { $0["scopeSpans"]?.elements ?? [] }
        return scopes.flatMap { $0["spans"]?.elements ?? [] }.compactMap(\.span)
    }

    private var span: TraceSpan? {
        let attributes = SpanAttributes(self["attributes"])
        let events = (self["events"]?.elements ?? []).compactMap(\.outputEvent)
        let said = attributes.said ?? events.lazy.compactMap(\.said).first ?? SpanAttributes.choices(events)
        guard said != nil || attributes.isStep || !events.isEmpty else { return nil }
        let trace = filled("traceId") ?? attributes.filled("gen_ai.conversation.id")
        let agent = attributes.agent ?? self["name"]?.text ?? "agent"
        return TraceSpan(
            trace: trace ?? "spans without a trace", id: filled("spanId"),
            start: self["startTimeUnixNano"]?.nanoseconds ?? 0, agent: agent, said: said, isStray: trace == nil)
    }

    /// The attributes of an event that tells what a model or a tool gave; `nil` for what it was given, and for events of
    /// another kind.
    private var outputEvent: SpanAttributes? {
        guard let name = self["name"]?.text, SpanAttributes.tellsOutput(name) else { return nil }
        return SpanAttributes(self["attributes"])
    }

    /// OpenTelemetry's JSON writes integers of 64 bits as text.
    var nanoseconds: UInt64? {
        switch self {
        case .text(let digits): UInt64(digits)
        case .number(let number): UInt64(exactly: number.rounded())
        default: nil
        }
    }
}

extension [TraceSpan] {
    /// A trace per trace id, in the order in which they began. Spans that do not tell what was said are no steps, and are
    /// noted; so are spans that were recorded twice, which exporters that try again do.
    ///
    /// - Throws: `TraceError.duplicateID` for two spans of one id that differ, `.noSteps`.
    var traces: [Trace] {
        get throws(TraceError) {
            let (distinct, repeated) = try self.distinct
            let ordered = distinct.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            var seen: Set<String> = []
            let names = ordered.map(\.element.trace).filter { seen.insert($0).inserted }
            let spans = Dictionary(grouping: ordered.map(\.element), by: \.trace)
            var traces: [Trace] = [], lost: [String] = []
            for name in names {
                let own = spans[name] ?? [], steps = own.compactMap(\.step)
                if steps.isEmpty { lost.append(name) }
                let notes = [own.stray, own.note, own.timeless, repeated[name].map(Self.repetition)].compactMap(\.self)
                if !steps.isEmpty { traces.append(Trace(id: name, steps: steps, notes: notes)) }
            }
            guard !traces.isEmpty else { throw noContents }
            return lost.isEmpty ? traces : [traces[0].noting(lost: lost)] + traces.dropFirst()
        }
    }

    /// Each span once, and how many of each trace were there again.
    private var distinct: (spans: [TraceSpan], repeated: [String: Int]) {
        get throws(TraceError) {
            var spans: [TraceSpan] = [], known: [[String]: TraceSpan] = [:], repeated: [String: Int] = [:]
            for span in self {
                guard !span.isRecord, let id = span.id else {
                    spans.append(span)
                    continue
                }
                if let earlier = known.updateValue(span, forKey: [span.trace, id]) {
                    guard earlier == span else {
                        throw TraceError(
                            .duplicateID, "two spans of the trace '\(span.trace)' are called '\(id)', and differ",
                            hint: "Keep one of them")
                    }
                    repeated[span.trace, default: 0] += 1
                } else {
                    spans.append(span)
                }
            }
            return (spans, repeated)
        }
    }

    private static func repetition(_ count: Int) -> String {
        "Spans that were recorded again, each of which counts once: \(count)."
    }

    private var noContents: TraceError {
        TraceError(
            .noSteps, "no span and no record of a log says what an agent wrote",
            hint:
                "Record contents: the attribute gen_ai.output.messages or gen_ai.completion, or events such as gen_ai.choice"
        )
    }

    /// What is said of spans without contents.
    private var note: String? {
        let silent = filter { $0.said == nil }
        guard !silent.isEmpty else { return nil }
        let agents = silent.prefix(3).map { "'\($0.agent)'" }.joined(separator: ", ")
        return
            "\(silent.name) that do not tell what was said, and are no steps: \(silent.count) of \(count), by \(agents)"
            + (silent.count > 3 ? ", …." : ".")
    }

    /// What is said of steps whose place among the others is a guess.
    private var timeless: String? {
        let steps = filter { $0.said != nil && $0.start == 0 }
        guard !steps.isEmpty, count > 1 else { return nil }
        let place = allSatisfy { $0.start == 0 } ? "stand as in the file" : "stand first, as in the file"
        return "\(steps.name) that do not tell when they began, and \(place): \(steps.count)."
    }

    /// What is said of spans of which nobody knows that they are of one run.
    private var stray: String? {
        let strays = count(where: \.isStray)
        return strays < 2 ? nil : "\(name) that name no trace, and are taken for one run: \(strays)."
    }

    private var name: String {
        let records = count(where: \.isRecord)
        return records == 0 ? "Spans" : records == count ? "Records of a log" : "Spans and records of a log"
    }
}

extension Trace {
    /// With a note of traces of the same file that have no step at all.
    fileprivate func noting(lost: [String]) -> Trace {
        let names = lost.prefix(3).map { "'\($0)'" }.joined(separator: ", ") + (lost.count > 3 ? ", …" : "")
        let note = "Traces of this file no span of which tells what was said: \(lost.count), \(names)."
        return Trace(
            id: id, task: task, expectedAnswer: expectedAnswer, steps: steps, label: label, notes: notes + [note])
    }
}
