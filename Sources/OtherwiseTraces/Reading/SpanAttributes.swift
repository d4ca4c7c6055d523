import Foundation
import OtherwiseCore

/// The attributes of a span or of an event, with their values as they would be in plain JSON.
struct SpanAttributes {
    private let values: [String: JSONValue]

    init(_ list: JSONValue?) { values = list?.attributes ?? [:] }

    /// - Parameter object: With the attributes as its members.
    init(members object: JSONValue?) {
        if case .object(let members) = object { values = members } else { values = [:] }
    }

    subscript(name: String) -> JSONValue? { values[name] }

    /// The text of an attribute that is not empty.
    func filled(_ name: String) -> String? { values[name]?.text.flatMap { $0.isEmpty ? nil : $0 } }

    var agent: String? { Self.agents.lazy.compactMap { values[$0]?.text }.first }

    /// Whether an agent or a tool did something in the span, said or not.
    var isStep: Bool {
        if let operation = values["gen_ai.operation.name"]?.text { return Self.operations.contains(operation) }
        return values.keys.contains { $0.hasPrefix("gen_ai.") }
    }

    /// What was said or done, by the attributes that are made for it.
    var said: String? {
        if let said = Self.messages.lazy.compactMap({ values[$0] }).compactMap(Self.said).first { return said }
        return values["gen_ai.tool.call.result"]?.plain
    }

    /// What a model chose to say, by events that hold it as they please: several choices of one span follow each other.
    static func choices(_ events: [SpanAttributes]) -> String? {
        let said = events.compactMap { event in
            contents.lazy.compactMap { event.values[$0] }.compactMap { $0.parsed.said ?? Self.said($0) }.first
        }
        return said.isEmpty ? nil : said.joined(separator: "\n")
    }

    /// Whether an event of this name tells what a model or a tool gave: not what it was given, and not how that was judged.
    static func tellsOutput(_ event: String) -> Bool {
        event.hasPrefix("gen_ai.") && !inputEvents.contains(event) && !event.hasPrefix("gen_ai.evaluation")
    }

    /// In conversations it is the history that is recorded as messages of the assistant and of tools.
    private static let inputEvents: Set = [
        "gen_ai.system.message", "gen_ai.user.message", "gen_ai.assistant.message", "gen_ai.tool.message",
        "gen_ai.content.prompt",
    ]

    private static let agents = ["gen_ai.agent.name", "gen_ai.tool.name", "gen_ai.agent.id"]
    private static let operations: Set = [
        "chat", "text_completion", "generate_content", "execute_tool", "invoke_agent", "invoke_workflow",
    ]
    private static let messages = ["gen_ai.output.messages", "gen_ai.completion", "gen_ai.completion.0.content"]
    private static let contents = ["gen_ai.event.content", "message", "content"]

    /// The text of messages, which may be in JSON within a text; other texts as they are.
    private static func said(_ value: JSONValue) -> String? {
        let inner = value.parsed
        return inner.messages ?? (inner.isUnsaid ? nil : value.plain)
    }
}

extension JSONValue {
    /// The list or the object that is written in a text; anything else as it is.
    var parsed: JSONValue {
        guard case .text(let text) = self, let first = text.first(where: { !$0.isWhitespace }) else { return self }
        guard "[{".contains(first) else { return self }
        return JSONValue(json: Data(text.utf8)) ?? self
    }

    /// Whether there are messages, and nothing in them.
    fileprivate var isUnsaid: Bool {
        if case .array(let elements) = self { elements.allSatisfy(\.isMessage) } else { isMessage }
    }

    /// The attributes that a list of keys and values holds.
    fileprivate var attributes: [String: JSONValue] {
        elements.reduce(into: [:]) { attributes, entry in
            guard let key = entry["key"]?.text, let value = entry["value"]?.attributeValue else { return }
            attributes[key] = value
        }
    }

    /// A value that names its type: `{"stringValue": "…"}`, lists and maps of such.
    var attributeValue: JSONValue? {
        if let list = self["arrayValue"] {
            return .array((list["values"]?.elements ?? []).compactMap(\.attributeValue))
        }
        if let map = self["kvlistValue"] { return .object(map["values"]?.attributes ?? [:]) }
        return self["stringValue"] ?? self["intValue"] ?? self["doubleValue"] ?? self["boolValue"] ?? self["bytesValue"]
    }
}
