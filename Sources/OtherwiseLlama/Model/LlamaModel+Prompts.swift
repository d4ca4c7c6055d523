#if Llama
import CLlama
import OtherwiseCore
public import OtherwiseModels

extension LlamaModel {
    /// The tokens that the model sees of a prompt. A conversation is written by the file's own template.
    ///
    /// - Throws: `ModelError.unsupported` for a conversation where the file has no template, or one not known here.
    public func tokens(of prompt: Prompt) throws(ModelError) -> [Token] {
        switch prompt {
        case .text(let text): tokens(of: text, isStart: true)
        // The template writes the mark of the beginning itself where it wants one.
        case .chat(let messages): tokens(of: try conversation(messages), isStart: false, readsMarks: true)
        }
    }

    /// A conversation up to where the assistant speaks, or in the middle of what it says.
    private func conversation(_ messages: [ChatMessage]) throws(ModelError) -> String {
        guard let last = messages.last, last.role == .assistant else { return try written(messages) }
        return try written(Array(messages.dropLast())) + last.content
    }

    /// A conversation in the words of the template, up to where the assistant speaks.
    private func written(_ messages: [ChatMessage]) throws(ModelError) -> String {
        guard let template = facts.chatTemplate else {
            throw ModelError(
                .unsupported, "the file has no chat template", hint: "Give plain text, or an instruct model"
            ).inModel(identity.name)
        }
        let roles = try CStrings(messages.map(\.role.rawValue))
        let text = try CStrings(messages.map(\.content)).withPointers { contents in
            roles.withPointers { written(template, $0, contents) }
        }
        guard let text else {
            throw ModelError(
                .unsupported, "llama.cpp does not know the file's chat template",
                hint: "Write the conversation out and give it as plain text"
            ).inModel(identity.name)
        }
        return text
    }

    private typealias Strings = [UnsafePointer<CChar>?]

    private func written(_ template: UnsafePointer<CChar>, _ roles: Strings, _ contents: Strings) -> String? {
        var room = [CChar](repeating: 0, count: 4096)
        while true {
            let length = Int(
                library.table.pointee.applyTemplate(
                    template, roles, contents, contents.count, true, &room, Int32(room.count)))
            guard length >= 0 else { return nil }
            guard length > room.count else {
                return String(decoding: room.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
            }
            room = [CChar](repeating: 0, count: length)
        }
    }
}
#endif
