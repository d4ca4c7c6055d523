import OtherwiseAudits
import OtherwiseModels

extension PromptTemplate {
    /// The texts that it is made of: one for each message.
    var texts: [PromptText] {
        switch self {
        case .text(let text): [text]
        case .chat(let messages): messages.map(\.content)
        }
    }

    /// What the system says; empty for nothing, `nil` where it is no conversation.
    var system: String? {
        guard case .chat(let messages) = self else { return nil }
        return messages.first.map { $0.role == .system ? $0.content.source : "" }
    }

    /// The same with something else said by the system.
    func saying(_ system: String) throws(AuditError) -> PromptTemplate {
        guard case .chat(var messages) = self else { return self }
        if messages.first?.role == .system { messages.removeFirst() }
        // An empty message is left out, and keeps the others in their places.
        return .chat([Message(.system, try PromptText(system))] + messages)
    }

    /// The same with words of one message replaced.
    ///
    /// - Parameters:
    ///   - number: Of the message in the prompt before its system said something else.
    ///   - original: That prompt.
    func replacing(
        _ words: [Int: String], inMessage number: Int, of original: PromptTemplate
    ) throws(AuditError) -> PromptTemplate {
        let text = try PromptText(EditableText(original.texts[number].source).replacing(words))
        guard case .chat(var messages) = self else { return .text(text) }
        let shift = messages.count - original.texts.count
        messages[number + shift] = Message(messages[number + shift].role, text)
        return .chat(messages)
    }
}
