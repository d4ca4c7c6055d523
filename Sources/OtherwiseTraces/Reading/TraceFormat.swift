/// How traces are written in a file.
public enum TraceFormat: String, Sendable, Hashable, CaseIterable {
    /// An object per line, or one for the whole file, as the Who&When benchmark has it (Zhang et al. 2025):
    /// `history` of `content` and `agent`, `name` or `role`, with `mistake_agent` and `mistake_step`.
    case whoAndWhen = "who-when"
    /// Objects with `messages` of `role` and `content`, as chat endpoints take them.
    case messages
    /// OpenTelemetry's JSON: `resourceSpans` whose spans carry the attributes or events of generative AI, and `resourceLogs`
    /// whose records are such events; a trace per trace id.
    case spans
    /// A step per line: `agent`, `content`, and perhaps `trace`, which tells several runs apart.
    case lines

    /// The keys of which an object of the format has one.
    var marks: [String] {
        switch self {
        case .whoAndWhen: ["history"]
        case .messages: ["messages"]
        case .spans: ["resourceSpans", "resourceLogs"]
        case .lines: ["content"]
        }
    }
}
