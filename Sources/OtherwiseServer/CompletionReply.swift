import Foundation
import OtherwiseModels

/// An answer, whole or a piece of a stream, as it is sent.
struct CompletionReply: Encodable {
    let id: String
    let object: String
    let created: Int
    let model: String
    let choices: [Choice]
    let usage: Usage?

    struct Choice: Encodable {
        let index: Int
        var text: String?
        var message: Message?
        var delta: Message?
        var logprobs: Scores?
        var finishReason: String?

        private enum CodingKeys: String, CodingKey {
            case index, text, message, delta, logprobs
            case finishReason = "finish_reason"
        }
    }

    struct Message: Encodable {
        var role: String?
        var content: String?
    }

    struct Usage: Encodable {
        let prompt: Int
        let completion: Int

        private enum Key: String, CodingKey {
            case prompt = "prompt_tokens"
            case completion = "completion_tokens"
            case total = "total_tokens"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(prompt, forKey: .prompt)
            try container.encode(completion, forKey: .completion)
            try container.encode(prompt + completion, forKey: .total)
        }
    }

    /// - Throws: `ModelError.badAnswer` for what the form cannot hold.
    var bytes: [UInt8] {
        get throws { try Array(JSONEncoder().encode(self)) }
    }
}

/// Log-probabilities in the form of either call.
struct Scores: Encodable {
    let tokens: [ScoredToken]
    let isChat: Bool

    private enum Key: String, CodingKey {
        case content, tokens
        case scores = "token_logprobs"
        case alternatives = "top_logprobs"
        case offsets = "text_offset"
    }

    private struct Entry: Encodable {
        let token: String
        let logprob: Double
        let bytes: [UInt8]
        let alternatives: [Entry]?

        enum CodingKeys: String, CodingKey {
            case token, logprob, bytes
            case alternatives = "top_logprobs"
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        guard !isChat else {
            return try container.encode(tokens.map(Self.entry), forKey: .content)
        }
        try container.encode(tokens.map(\.text), forKey: .tokens)
        try container.encode(tokens.map { $0.logProbability.flatMap(\.written) }, forKey: .scores)
        try container.encode(tokens.map(Self.tops), forKey: .alternatives)
        var place = 0
        let offsets = tokens.map { token in
            defer { place += token.text.unicodeScalars.count }
            return place
        }
        try container.encode(offsets, forKey: .offsets)
    }

    /// - Throws: `ModelError.badAnswer` for a log-probability that is none: in this form each is a number.
    private static func entry(_ token: ScoredToken) throws -> Entry {
        let tops = try token.alternatives.map {
            Entry(token: $0.text, logprob: try number($0.logProbability), bytes: Array($0.text.utf8), alternatives: nil)
        }
        return Entry(
            token: token.text, logprob: try number(token.logProbability ?? 0), bytes: Array(token.text.utf8),
            alternatives: tops)
    }

    private static func number(_ value: Double) throws -> Double {
        guard let number = value.written else {
            throw ModelError(
                .badAnswer, "the model gave \(value) as a log-probability",
                hint: "Ask without logprobs, or check the model")
        }
        return number
    }

    /// Tokens of one text are one entry, with the likelier of their log-probabilities.
    private static func tops(_ token: ScoredToken) -> [String: Double?]? {
        guard token.logProbability != nil else { return nil }
        return Dictionary(token.alternatives.map { ($0.text, $0.logProbability.written) }) { one, other in
            [one, other].compactMap(\.self).max()
        }
    }
}

extension Double {
    /// JSON has no infinity: what cannot be is written as vLLM writes it. What is no log-probability is none.
    fileprivate var written: Double? { self == -.infinity ? -9999 : isFinite ? self : nil }
}

/// An error as it is sent.
struct ErrorReply: Encodable {
    struct Body: Encodable {
        let message: String
        let type: String
        let code: String?
    }

    let error: Body

    init(_ error: any Error) {
        let code = (error as? ModelError)?.code
        self.error = Body(
            message: "\(error)", type: code == .invalidValue ? "invalid_request_error" : "server_error",
            code: code == .contextTooLong ? "context_length_exceeded" : code?.description)
    }

    var bytes: [UInt8] { (try? Array(JSONEncoder().encode(self))) ?? [] }

    static func status(_ error: any Error) -> Int {
        switch (error as? ModelError)?.code {
        case .invalidValue?, .contextTooLong?, .unsupported?: 400
        default: 500
        }
    }
}
