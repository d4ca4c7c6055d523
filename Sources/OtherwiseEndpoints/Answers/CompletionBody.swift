import OtherwiseModels

/// What a server writes: a whole answer, or one piece of a stream.
struct CompletionBody: Decodable {
    let choices: [Choice]?
    let usage: Usage?
    let error: ServerError?

    /// The choice that is meant in a whole answer: the first by its number, wherever it stands; nobody asked for others.
    var firstChoice: Choice? { choices?.min { $0.number < $1.number } }

    /// The choice that is meant in a piece of a stream: that of the number 0 or none, as others may have pieces of theirs.
    var streamedChoice: Choice? { choices?.first { $0.number == 0 } }

    struct Choice: Decodable {
        let index: ChoiceIndex?
        let message: Message?
        let delta: Message?
        let text: String?
        let ending: String?
        let stopReason: StopReason?
        let logprobs: Logprobs?

        private enum CodingKeys: String, CodingKey {
            case index, message, delta, text, logprobs
            case ending = "finish_reason"
            case stopReason = "stop_reason"
        }

        /// 0 where none is told.
        var number: Int { index?.number ?? 0 }

        /// What it adds to the text.
        var added: String { message?.said ?? delta?.said ?? text ?? "" }
    }

    struct Message: Decodable {
        let content: Content?
        let refusal: String?

        var said: String? { content?.text ?? refusal }
    }

    /// What a message says: a text, or, from some models that reason, a list of parts of which texts count.
    struct Content: Decodable {
        let text: String

        private struct Part: Decodable {
            let text: String?
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text = try (try? container.decode(String.self)) ?? container.decode([Part].self).compactMap(\.text).joined()
        }
    }

    /// Counts of tokens. An answer is one whatever a server writes here: what is no count is not counted.
    struct Usage: Decodable {
        let prompt: Int?
        let completion: Int?

        private enum Key: String, CodingKey {
            case prompt = "prompt_tokens"
            case completion = "completion_tokens"
        }

        init(from decoder: any Decoder) throws {
            let container = try? decoder.container(keyedBy: Key.self)
            prompt = try? container?.decodeIfPresent(Int.self, forKey: .prompt)
            guard let container, container.contains(.completion) else {
                completion = 0
                return
            }
            completion = try? container.decode(Int?.self, forKey: .completion) ?? 0
        }

        var counts: TokenCounts? {
            guard let prompt, prompt >= 0, prompt < 1 << 40 else { return nil }
            guard let completion, completion >= 0, completion < 1 << 40 else { return nil }
            return TokenCounts(prompt: prompt, completion: completion)
        }
    }

    /// The number of a choice. An answer is one whatever a server writes here: what is no whole number tells none.
    struct ChoiceIndex: Decodable {
        let number: Int?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            number = (try? container.decode(Int.self)) ?? (try? container.decode(String.self)).flatMap { Int($0) }
        }
    }

    /// vLLM's: the stop that came, or a token's number.
    struct StopReason: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }
}

/// An error as servers write it: an object, or just its text.
struct ServerError: Decodable {
    let message: String
    /// Such as `context_length_exceeded` or `429`.
    let code: String?

    private enum Key: String, CodingKey { case message, code, type }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            (message, code) = (text, nil)
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        message = (try? container.decode(String.self, forKey: .message)) ?? "an error without a message"
        code =
            (try? container.decode(String.self, forKey: .code))
            ?? (try? container.decode(Int.self, forKey: .code)).map(String.init)
            ?? (try? container.decode(String.self, forKey: .type))
    }
}

/// Log-probabilities in the forms of both calls.
struct Logprobs: Decodable {
    let tokens: [ScoredToken]

    private enum Key: String, CodingKey {
        case content, tokens
        case scores = "token_logprobs"
        case alternatives = "top_logprobs"
    }

    private struct Entry: Decodable {
        let token: String
        let logprob: Double
        let alternatives: [Top]?

        private enum CodingKeys: String, CodingKey {
            case token, logprob
            case alternatives = "top_logprobs"
        }

        struct Top: Decodable {
            let token: String
            let logprob: Double
        }
    }

    /// What is of neither form is no log-probabilities; whoever needs them finds that there are none.
    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: Key.self) else {
            tokens = []
            return
        }
        if let entries = try? container.decode([Entry].self, forKey: .content) {
            tokens = entries.map { entry in
                let tops = (entry.alternatives ?? []).map { ScoredToken.Alternative($0.token, $0.logprob) }
                return ScoredToken(entry.token, entry.logprob, alternatives: tops.likeliestFirst)
            }
            return
        }
        let texts = (try? container.decode([String].self, forKey: .tokens)) ?? []
        let scores = (try? container.decode([Double?].self, forKey: .scores)) ?? []
        let tops = (try? container.decode([[String: Double?]?].self, forKey: .alternatives)) ?? []
        tokens = texts.indices.map { index in
            let own = index < tops.count ? (tops[index] ?? [:]).compactMapValues(\.self) : [:]
            return ScoredToken(
                texts[index], index < scores.count ? scores[index] : nil,
                alternatives: own.map { ScoredToken.Alternative($0, $1) }.likeliestFirst)
        }
    }
}

extension [ScoredToken.Alternative] {
    fileprivate var likeliestFirst: Self { sorted { (-$0.logProbability, $0.text) < (-$1.logProbability, $1.text) } }
}
