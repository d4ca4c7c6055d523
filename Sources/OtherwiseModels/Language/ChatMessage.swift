/// One message of a conversation.
public struct ChatMessage: Sendable, Hashable, Codable {
    /// Who speaks.
    public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
        case system, user, assistant
    }

    /// Who speaks.
    public let role: Role
    /// What is said.
    public let content: String

    /// - Parameters:
    ///   - role: Who speaks.
    ///   - content: What is said.
    public init(_ role: Role, _ content: String) {
        self.role = role
        self.content = content
    }
}

/// What a language model is asked to go on from.
public enum Prompt: Sendable, Hashable {
    /// Text as it stands.
    case text(String)
    /// A conversation, written the way the model's own template writes it, up to where the assistant speaks; where the
    /// last message is the assistant's, the model goes on from it.
    case chat([ChatMessage])

    /// One question of a user.
    public static func user(_ content: String) -> Prompt { .chat([ChatMessage(.user, content)]) }
}
