import Foundation
import OtherwiseModels

/// A question to a completions or chat-completions call, as it was sent.
struct CompletionQuestion: Sendable {
    /// Several only for plain text.
    let prompts: [Prompt]
    let settings: GenerationSettings
    /// How many of the likeliest tokens to tell; `nil` for no log-probabilities.
    let alternatives: Int?
    let echoes: Bool
    /// Whether anything is to be written; what is echoed may be scored alone.
    let writes: Bool
    let streams: Bool

    static let mostAlternatives = 20

    /// - Throws: `ModelError.invalidValue` naming what cannot be done.
    init(_ body: Data, isChat: Bool) throws(ModelError) {
        let sent: Sent
        do {
            sent = try JSONDecoder().decode(Sent.self, from: body)
        } catch let error as DecodingError {
            throw .invalid(error.place)
        } catch {
            throw .invalid("the body is not JSON")
        }
        prompts = try sent.prompts(isChat: isChat)
        (settings, writes) = try sent.settings(isChat: isChat)
        alternatives = try sent.alternatives(isChat: isChat)
        (echoes, streams) = (sent.echo ?? false, sent.stream ?? false)
        guard (sent.n ?? 1) == 1 else { throw .invalid("n is not 1") }
        if let name = (try? JSONDecoder().decode(UnheededSetting.self, from: body))?.name {
            throw .invalid("'\(name)' is not heeded here, and the answer would be as if it had not been asked for")
        }
        guard !streams || (prompts.count == 1 && !echoes) else {
            throw .invalid("only the answer to one prompt can be streamed, and no echo")
        }
        guard writes || echoes else { throw .invalid("max_tokens is 0 and nothing is to be echoed") }
    }
}

/// The body as it is written.
private struct Sent: Decodable {
    let messages: [Message]?
    let prompt: OneOrMany?
    let stop: OneOrMany?
    let maximumTokens: Int?
    let maximumCompletionTokens: Int?
    let temperature: Double?
    let nucleus: Double?
    let leastShare: Double?
    let seed: Int64?
    let logprobs: FlagOrCount?
    let topLogprobs: Int?
    let echo: Bool?
    let stream: Bool?
    let n: Int?

    private enum CodingKeys: String, CodingKey {
        case messages, prompt, stop, temperature, seed, logprobs, echo, stream, n
        case maximumTokens = "max_tokens"
        case maximumCompletionTokens = "max_completion_tokens"
        case nucleus = "top_p"
        case leastShare = "min_p"
        case topLogprobs = "top_logprobs"
    }

    struct Message: Decodable {
        let role: String
        let content: Content

        /// A text, or parts that are texts.
        struct Content: Decodable {
            let text: String

            private struct Part: Decodable { let text: String }

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                text = try (try? container.decode(String.self)) ?? container.decode([Part].self).map(\.text).joined()
            }
        }
    }

    struct OneOrMany: Decodable {
        let texts: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            texts = try (try? container.decode(String.self)).map { [$0] } ?? container.decode([String].self)
        }
    }

    struct FlagOrCount: Decodable {
        let count: Int?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                count = flag ? 0 : nil
            } else {
                count = try container.decode(Int.self)
            }
        }
    }

    func prompts(isChat: Bool) throws(ModelError) -> [Prompt] {
        guard isChat else {
            guard let texts = prompt?.texts, !texts.isEmpty else { throw .invalid("prompt is missing") }
            return texts.map(Prompt.text)
        }
        guard let messages, !messages.isEmpty else { throw .invalid("messages are missing") }
        return [
            .chat(
                try messages.map { message throws(ModelError) in
                    // What OpenAI calls the system's messages by now.
                    let name = message.role == "developer" ? ChatMessage.Role.system.rawValue : message.role
                    guard let role = ChatMessage.Role(rawValue: name) else {
                        throw .invalid("the role '\(message.role)' is not known")
                    }
                    return ChatMessage(role, message.content.text)
                })
        ]
    }

    /// - Returns: How to write, and whether to write at all.
    func settings(isChat: Bool) throws(ModelError) -> (GenerationSettings, Bool) {
        let count = maximumCompletionTokens ?? maximumTokens ?? (isChat ? 1024 : 16)
        guard count >= 0 else { throw .invalid("max_tokens is \(count)") }
        let sampling = Sampling(
            temperature: temperature ?? 1, nucleus: nucleus ?? 1, leastShare: leastShare ?? 0,
            seed: seed.map { UInt64(bitPattern: $0) } ?? UInt64.random(in: 0...UInt64.max))
        let settings = GenerationSettings(maximumTokens: max(count, 1), stops: stop?.texts ?? [], sampling: sampling)
        try settings.check()
        return (settings, count > 0)
    }

    func alternatives(isChat: Bool) throws(ModelError) -> Int? {
        guard let count = isChat ? logprobs?.count.map({ _ in topLogprobs ?? 0 }) : logprobs?.count else { return nil }
        guard (0...CompletionQuestion.mostAlternatives).contains(count) else {
            throw .invalid("\(count) log-probabilities are asked for at each place, of at most 20")
        }
        return count
    }
}

extension DecodingError {
    /// What is wrong and where, in words.
    fileprivate var place: String {
        let (words, context): (String, Context?) =
            switch self {
            case .typeMismatch(_, let context): ("is of the wrong type", context)
            case .valueNotFound(_, let context): ("is null", context)
            case .keyNotFound(let key, _): ("'\(key.stringValue)' is missing", nil)
            case .dataCorrupted(let context): ("cannot be read", context)
            @unknown default: ("cannot be read", nil)
            }
        let path = context?.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue } ?? []
        return path.isEmpty ? "the body \(words)" : "\(path.joined(separator: " ")) \(words)"
    }
}

extension ModelError {
    static func invalid(_ problem: String) -> ModelError {
        ModelError(.invalidValue, problem, hint: "Write the question as OpenAI's interface has it")
    }
}
