import Foundation
import OtherwiseCore

extension JSONValue {
    /// What a message says, and the tools that it calls; `nil` where it holds neither.
    ///
    /// Read are messages as chat endpoints take them (`content`, `refusal`, `tool_calls` and the `function_call` before
    /// them), the items of a response that are calls of tools or what came of one, and messages as OpenTelemetry records
    /// them (`parts`), also within a `message`.
    var said: String? {
        let own = isCall ? call : result
        let texts = [contents, self["refusal"]?.text, parts, calls, self["function_call"]?.call, own].compactMap { $0 }
        guard texts.isEmpty else { return texts.filter { !$0.isEmpty }.joined(separator: "\n") }
        return self["message"].flatMap { $0.said ?? $0.text }
    }

    /// What the messages of a list say; `nil` for what is no list of messages.
    ///
    /// - Note: Only what has a `role`, `parts` or a `message`, or is a call or its result, is taken for a message: an answer
    ///   may be a list of objects.
    var messages: String? {
        let messages = if case .array(let elements) = self { elements } else { [self] }
        guard !messages.isEmpty, messages.allSatisfy(\.isMessage) else { return nil }
        let said = messages.compactMap(\.said).filter { !$0.isEmpty }
        return said.isEmpty ? nil : said.joined(separator: "\n")
    }

    /// The text, of a list the texts in it; of what holds none the JSON, its keys in order.
    var plain: String {
        if case .text(let text) = self { return text }
        return text.flatMap { $0.isEmpty ? nil : $0 } ?? written
    }

    private var written: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    var isMessage: Bool {
        self["role"] != nil || self["parts"] != nil || self["message"] != nil || isCall || result != nil
    }

    /// The text, of a list of parts their texts and the tools that they call.
    private var contents: String? {
        guard case .array(let parts) = self["content"] else { return self["content"]?.text }
        return parts.compactMap { $0.calledTool?.call ?? JSONValue.array([$0]).text }.filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    /// The call of a tool that a part of a message is, as Anthropic's messages have it (`tool_use`, `server_tool_use`,
    /// `mcp_tool_use`) and OpenTelemetry's (`tool_call`), or holds, as Bedrock's (`toolUse`) and Gemini's (`functionCall`).
    private var calledTool: JSONValue? {
        if let type = self["type"]?.text, type == "tool_call" || type.hasSuffix("tool_use") { return self }
        return self["toolUse"] ?? self["functionCall"]
    }

    /// Whether it is itself the call of a tool, as one item of a response (`{"type": "function_call", …}`).
    var isCall: Bool { ["function_call", "custom_tool_call"].contains(self["type"]?.text) && self["name"] != nil }

    /// Whether it is what a model thought before it acted, as one item of a response; often there is nothing to read in it.
    var isThought: Bool { self["type"]?.text == "reasoning" && self["role"] == nil }

    /// What came of the call of a tool, where it is itself that item of a response
    /// (`{"type": "function_call_output", "call_id": …, "output": …}`).
    var result: String? {
        guard ["function_call_output", "custom_tool_call_output"].contains(self["type"]?.text) else { return nil }
        return self["output"]?.plain
    }

    /// The tools that a message calls, be they functions, tools of the user's own, or told by name alone.
    private var calls: String? {
        self["tool_calls"].map { calls in
            calls.elements.map { $0["function"] ?? $0["custom"] ?? $0 }.filter { $0["name"] != nil }.map(\.call)
                .joined(separator: "\n")
        }
    }

    private var parts: String? {
        self["parts"].map { $0.elements.compactMap(\.part).joined(separator: "\n") }
    }

    /// A part of a message: a text, a call of a tool, what came of one.
    private var part: String? {
        if let calledTool { return calledTool.call }
        return (self["content"] ?? self["text"] ?? self["response"] ?? self["result"])?.plain
    }

    /// The call of a function.
    private var call: String {
        "\(self["name"]?.text ?? "?")(\((self["arguments"] ?? self["input"] ?? self["args"])?.plain ?? ""))"
    }
}
