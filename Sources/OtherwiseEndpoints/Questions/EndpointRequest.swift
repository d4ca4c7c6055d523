import Foundation
import OtherwiseBlackBox
import OtherwiseModels
import OtherwiseStore

/// One question as the server is sent it: `POST …/chat/completions` or `…/completions`.
struct EndpointRequest: Sendable, Hashable {
    let model: String
    let prompt: Prompt
    let settings: GenerationSettings
    /// How many of the likeliest tokens are told at each place; `nil` for no log-probabilities at all.
    var alternatives: Int?
    /// Whether the prompt comes back, scored, before what is written. For prompts of text alone.
    var echoes = false
    /// Whether the server is told how to draw.
    var sendsTemperature = true
    /// Whether the length of answers goes by its newer name, which is no part of what is asked.
    var namesCompletionTokens = false
    /// Whether the answer comes piece by piece, which is no part of what is asked.
    var streams = false

    var path: String {
        switch prompt {
        case .chat: "chat/completions"
        case .text: "completions"
        }
    }

    /// The body, the same bytes for the same question.
    var body: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers out of range were refused before (`GenerationSettings.check`); nothing else can fail.
        return (try? Array(encoder.encode(self))) ?? []
    }

    /// What the answer depends on.
    ///
    /// - Parameter repetition: Tells apart what is asked several times on purpose.
    func digest(at endpoint: LanguageEndpoint, repetition: Int) -> RequestDigest {
        var plain = self
        (plain.streams, plain.namesCompletionTokens, plain.sendsTemperature) = (false, false, true)
        let place = "\(endpoint.server.url)\n\(path)\n\(repetition)\n"
        let manner = sendsTemperature ? "" : "without temperature\n"
        return RequestDigest(of: Array("otherwise.endpoint/1\n\(place)\(manner)".utf8) + plain.body)
    }

    /// About how many tokens the prompt has: one for every 4 bytes, and 4 for the frame of each message.
    var aboutPromptTokens: Int {
        switch prompt {
        case .text(let text): Self.aboutTokens(text)
        case .chat(let messages): messages.reduce(0) { $0 + 4 + Self.aboutTokens($1.content) }
        }
    }

    private static func aboutTokens(_ text: String) -> Int { (text.utf8.count + 3) / 4 }
}

extension EndpointRequest: Encodable {
    private enum Key: String, CodingKey {
        case model, messages, prompt, temperature, seed, stop, logprobs, echo, stream
        case maximumTokens = "max_tokens"
        case maximumCompletionTokens = "max_completion_tokens"
        case nucleus = "top_p"
        case leastShare = "min_p"
        case topLogprobs = "top_logprobs"
        case streamOptions = "stream_options"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(model, forKey: .model)
        try container.encode(
            settings.maximumTokens, forKey: namesCompletionTokens ? .maximumCompletionTokens : .maximumTokens)
        if !settings.stops.isEmpty { try container.encode(settings.stops, forKey: .stop) }
        try encodeSampling(into: &container)
        switch prompt {
        case .chat(let messages):
            try container.encode(messages, forKey: .messages)
            if let alternatives {
                try container.encode(true, forKey: .logprobs)
                try container.encode(alternatives, forKey: .topLogprobs)
            }
        case .text(let text):
            try container.encode(text, forKey: .prompt)
            if echoes { try container.encode(true, forKey: .echo) }
            try container.encodeIfPresent(alternatives, forKey: .logprobs)
        }
        guard streams else { return }
        try container.encode(true, forKey: .stream)
        try container.encode(["include_usage": true], forKey: .streamOptions)
    }

    /// What leaves the distribution as it is is left out, since some servers do not know it; so is the seed of no draw.
    private func encodeSampling(into container: inout KeyedEncodingContainer<Key>) throws {
        guard sendsTemperature else { return }
        let sampling = settings.sampling
        try container.encode(sampling.temperature, forKey: .temperature)
        guard sampling.temperature > 0 else { return }
        if sampling.nucleus < 1 { try container.encode(sampling.nucleus, forKey: .nucleus) }
        if sampling.leastShare > 0 { try container.encode(sampling.leastShare, forKey: .leastShare) }
        // Servers take numbers of 63 bits.
        try container.encode(sampling.seed & UInt64(Int64.max), forKey: .seed)
    }
}
