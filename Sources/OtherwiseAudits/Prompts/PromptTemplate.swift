public import OtherwiseModels

/// What is said to a model, with places that are filled in for every item.
public enum PromptTemplate: Sendable, Hashable, Codable {
    /// Text that the model goes on from.
    case text(PromptText)
    /// A conversation up to where the assistant speaks; a message that comes out blank is left out.
    case chat([Message])

    /// One message of a conversation.
    public struct Message: Sendable, Hashable, Codable {
        /// Who speaks.
        public let role: ChatMessage.Role
        /// What is said.
        public let content: PromptText

        /// - Parameters:
        ///   - role: Who speaks.
        ///   - content: What is said.
        public init(_ role: ChatMessage.Role, _ content: PromptText) {
            self.role = role
            self.content = content
        }
    }

    /// - Throws: `AuditError.badTemplate` naming the field that nobody sets, or a prompt that is blank.
    public func filled(_ values: [String: String]) throws(AuditError) -> Prompt {
        switch self {
        case .text(let text): return .text(try text.filled(values))
        case .chat(let messages):
            var filled: [ChatMessage] = []
            for message in messages {
                let content = try message.content.filled(values)
                if !content.allSatisfy(\.isWhitespace) { filled.append(ChatMessage(message.role, content)) }
            }
            guard !filled.isEmpty else {
                throw AuditError(
                    .badTemplate, "all messages of the prompt come out blank", hint: "Give the user something to say")
            }
            return .chat(filled)
        }
    }
}

extension Prompt {
    /// The prompt as people read it.
    var shown: String {
        switch self {
        case .text(let text): text
        case .chat(let messages): messages.map { "[\($0.role.rawValue)] \($0.content)" }.joined(separator: "\n")
        }
    }
}

extension PromptTemplate {
    /// Whether it is a conversation.
    public var isChat: Bool {
        if case .chat = self { true } else { false }
    }

    /// The fields that it names.
    var fields: [String] {
        switch self {
        case .text(let text): text.fields
        case .chat(let messages): messages.flatMap(\.content.fields)
        }
    }
}
