import Foundation
public import OtherwiseCore
public import OtherwiseModels

/// A language model in a process of its own, in any language: one question per line of standard input, one answer per
/// line of standard output, until its standard input is closed.
///
/// It is asked for likelihoods, `{"prompt": "…", "continuations": [" yes", " no"]}`, and answers with the natural
/// logarithms of the tokens' probabilities, `{"logprobs": [[-0.1, -2], [-3.5]]}`; or it is asked for text,
/// `{"prompt": "…", "maximumTokens": 64, "temperature": 0, "seed": 7, "stops": []}`, and answers `{"text": "…"}`. A
/// conversation comes as `"messages": [{"role": "user", "content": "…"}]` in the place of the prompt. What it cannot
/// answer it refuses: `{"error": "…"}`.
public struct ProcessLanguageModel: LikelihoodModel, TextGenerator {
    /// The command, without its secrets.
    public let identity: ModelIdentity
    private let process: ModelProcess

    /// Starts the process.
    ///
    /// - Parameters:
    ///   - command: What `/bin/sh -c` is given.
    ///   - timeout: Of one question.
    /// - Throws: `ModelError.unavailable` for a command that does not start.
    public init(_ command: String, timeout: Duration = .seconds(60)) throws(ModelError) {
        identity = ModelIdentity(name: command.withoutSecrets, digest: nil)
        process = try ModelProcess(command, timeout: timeout, restarts: true)
    }

    /// - Returns: NaN where the process leaves out a token's log-probability (null).
    public func likelihoods(of continuations: [Continuation]) async throws -> [Likelihood] {
        var likelihoods: [Likelihood] = [], rest = continuations[...]
        while let first = rest.first {
            let same = rest.prefix { $0.prompt == first.prompt }
            rest = rest.dropFirst(same.count)
            likelihoods += try await scored(same.map(\.text), after: first.prompt)
        }
        return likelihoods
    }

    private func scored(_ texts: [String], after prompt: Prompt) async throws -> [Likelihood] {
        let answer = try await ask(Question(prompt, continuations: texts))
        guard let tokens = answer.logprobs, tokens.count == texts.count else {
            throw ModelError.notAnAnswer(
                answer.bytes,
                form: "{\"logprobs\": […]} with a list of numbers for each of \(texts.count) continuations")
        }
        return tokens.map { Likelihood(tokens: $0.map { $0 ?? .nan }, isGreedy: false) }
    }

    /// What the process writes; it does not say why it ended.
    public func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        try settings.check()
        let answer = try await ask(Question(prompt, settings))
        guard let text = answer.text else { throw ModelError.notAnAnswer(answer.bytes, form: "{\"text\": \"…\"}") }
        return GeneratedText(text: text, tokenCount: 0, ending: .end)
    }

    private func ask(_ question: Question) async throws -> ProcessAnswer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(question) + Data([UInt8(ascii: "\n")])
        let reply = try await process.ask(Array(line), until: .line)
        guard var answer = try? JSONDecoder().decode(ProcessAnswer.self, from: Data(reply.bytes)) else {
            throw ModelError.notAnAnswer(reply.bytes, form: "a JSON object in one line").atLine(reply.line)
        }
        if let error = answer.error { throw ModelError.refused(error).atLine(reply.line) }
        answer.bytes = reply.bytes
        return answer
    }
}

private struct Question: Encodable {
    private var prompt: String?
    private var messages: [ChatMessage]?
    private var continuations: [String]?
    private var maximumTokens: Int?
    private var temperature: Double?
    private var seed: UInt64?
    private var stops: [String]?

    private init(_ prompt: Prompt) {
        switch prompt {
        case .text(let text): self.prompt = text
        case .chat(let messages): self.messages = messages
        }
    }

    init(_ prompt: Prompt, continuations: [String]) {
        self.init(prompt)
        self.continuations = continuations
    }

    init(_ prompt: Prompt, _ settings: GenerationSettings) {
        self.init(prompt)
        (maximumTokens, stops) = (settings.maximumTokens, settings.stops)
        (temperature, seed) = (settings.sampling.temperature, settings.sampling.seed)
    }
}

private struct ProcessAnswer: Decodable {
    let text: String?
    let logprobs: [[Double?]]?
    let error: String?
    /// As it came.
    var bytes: [UInt8] = []

    private enum Key: String, CodingKey { case text, logprobs, error }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        text = try container.decodeIfPresent(String.self, forKey: .text)
        logprobs = try container.decodeIfPresent([[Double?]].self, forKey: .logprobs)
        error = try container.decodeIfPresent(String.self, forKey: .error)
    }
}
