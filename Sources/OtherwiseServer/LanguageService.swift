import Foundation
import OtherwiseModels

/// A model that is asked as OpenAI's is: what is answered, before it is put into HTTP.
struct LanguageService: Sendable {
    let model: any TokenScorer
    let name: String

    /// The answer to a question that is not streamed.
    func answer(_ question: CompletionQuestion, isChat: Bool) async throws -> [UInt8] {
        var choices: [CompletionReply.Choice] = [], usage = (prompt: 0, completion: 0)
        for (index, prompt) in question.prompts.enumerated() {
            let (choice, prompted, written) = try await self.choice(index, prompt, question, isChat: isChat)
            choices.append(choice)
            usage = (usage.prompt + prompted, usage.completion + written)
        }
        let total = CompletionReply.Usage(prompt: usage.prompt, completion: usage.completion)
        return try reply(isChat: isChat, UUID().uuidString, choices, usage: total).bytes
    }

    private func choice(
        _ index: Int, _ prompt: Prompt, _ question: CompletionQuestion, isChat: Bool
    ) async throws -> (CompletionReply.Choice, prompted: Int, written: Int) {
        var text = "", tokens: [ScoredToken] = [], ending = GeneratedText.Ending.length, counts = (0, 0)
        if question.echoes, case .text(let echoed) = prompt {
            tokens = try await model.scoredTokens(of: echoed, alternatives: question.alternatives ?? 0)
            (text, counts) = (echoed, (tokens.count, 0))
        }
        if question.writes {
            let written = try await model.scoredText(
                after: prompt, question.settings, alternatives: question.alternatives ?? 0, receive: { _ in })
            text += written.text.text
            tokens += written.tokens
            ending = written.text.ending
            counts = (written.promptTokenCount, written.text.tokenCount)
        }
        var choice = CompletionReply.Choice(index: index, finishReason: ending.reason)
        if isChat {
            choice.message = .init(role: "assistant", content: text)
        } else {
            choice.text = text
        }
        if question.alternatives != nil { choice.logprobs = Scores(tokens: tokens, isChat: isChat) }
        return (choice, counts.0, counts.1)
    }

    /// The events of an answer that is streamed, as they come; an error is the last of them.
    func events(_ question: CompletionQuestion, isChat: Bool) -> AsyncStream<[UInt8]> {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let task = Task {
            do {
                try await tell(question, isChat: isChat) { continuation.yield($0) }
                continuation.yield(Array("[DONE]".utf8))
            } catch {
                continuation.yield(ErrorReply(error).bytes)
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    /// Tells the pieces of an answer as they come, then how it ended, then what it took.
    private func tell(
        _ question: CompletionQuestion, isChat: Bool, to receive: @escaping @Sendable ([UInt8]) -> Void
    ) async throws {
        let id = UUID().uuidString
        @Sendable func send(_ choices: [CompletionReply.Choice], usage: CompletionReply.Usage? = nil) throws {
            receive(try reply(isChat: isChat, id, isPiece: true, choices, usage: usage).bytes)
        }
        let written = try await model.scoredText(
            after: question.prompts[0], question.settings, alternatives: question.alternatives ?? 0
        ) { piece in
            // A piece without scores is always of the form.
            try? send([Self.piece(piece, isChat: isChat)])
        }
        var last = Self.piece("", isChat: isChat)
        last.finishReason = written.text.ending.reason
        if question.alternatives != nil { last.logprobs = Scores(tokens: written.tokens, isChat: isChat) }
        try send([last])
        try send([], usage: .init(prompt: written.promptTokenCount, completion: written.text.tokenCount))
    }

    private static func piece(_ text: String, isChat: Bool) -> CompletionReply.Choice {
        isChat ? .init(index: 0, delta: .init(content: text)) : .init(index: 0, text: text)
    }

    private func reply(
        isChat: Bool, _ id: String, isPiece: Bool = false, _ choices: [CompletionReply.Choice],
        usage: CompletionReply.Usage?
    ) -> CompletionReply {
        let kind = isChat ? (isPiece ? "chat.completion.chunk" : "chat.completion") : "text_completion"
        return CompletionReply(
            id: (isChat ? "chatcmpl-" : "cmpl-") + id, object: kind, created: Int(Date().timeIntervalSince1970),
            model: name, choices: choices, usage: usage)
    }
}

extension GeneratedText.Ending {
    fileprivate var reason: String { self == .length ? "length" : "stop" }
}
