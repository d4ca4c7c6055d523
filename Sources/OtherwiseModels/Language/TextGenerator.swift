public import OtherwiseCore

/// A model that writes text.
public protocol TextGenerator: Sendable {
    var identity: ModelIdentity { get }

    /// What the model writes after a prompt.
    ///
    /// - Throws: `ModelError` naming what is wrong with the prompt or the settings; `CancellationError`.
    func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText

    /// What the model writes for each of several requests, in their order.
    ///
    /// Unless the model does it otherwise, each is a question of its own.
    ///
    /// - Parameter concurrency: Questions under way at once; at least 1. A model that runs here answers them one after
    ///   the other anyway.
    /// - Throws: The first failure, which ends the rest.
    func texts(for requests: [TextRequest], concurrency: Int) async throws -> [GeneratedText]
}

extension TextGenerator {
    /// What the model writes after a prompt: its most likely token each time.
    public func text(after prompt: Prompt) async throws -> GeneratedText { try await text(after: prompt, .init()) }
}

/// A text that is wanted.
public struct TextRequest: Sendable, Hashable {
    /// What it goes on from.
    public let prompt: Prompt
    /// How it is written.
    public let settings: GenerationSettings

    /// - Parameters:
    ///   - prompt: What the text goes on from.
    ///   - settings: How it is written.
    public init(after prompt: Prompt, _ settings: GenerationSettings = GenerationSettings()) {
        (self.prompt, self.settings) = (prompt, settings)
    }
}

/// How text is written.
public struct GenerationSettings: Sendable, Hashable {
    /// At least 1.
    public var maximumTokens: Int
    /// Texts before which writing ends; they are not part of what is written.
    public var stops: [String]
    /// How each token is chosen.
    public var sampling: Sampling

    /// - Parameters:
    ///   - maximumTokens: The most tokens that are written.
    ///   - stops: Texts at which writing ends.
    ///   - sampling: How each token is chosen.
    public init(maximumTokens: Int = 256, stops: [String] = [], sampling: Sampling = .greedy) {
        self.maximumTokens = maximumTokens
        self.stops = stops
        self.sampling = sampling
    }

    /// - Throws: `ModelError.invalidValue` naming the setting that is out of its range.
    public func check() throws(ModelError) {
        guard maximumTokens >= 1 else {
            throw ModelError(.invalidValue, "\(maximumTokens) tokens are to be written", hint: "Ask for 1 or more")
        }
        guard !stops.contains("") else {
            throw ModelError(
                .invalidValue, "a stop is the empty text", hint: "It would end before it begins; leave it out")
        }
        try sampling.check()
    }
}

/// What a model wrote.
public struct GeneratedText: Sendable, Hashable {
    /// Why writing ended.
    public enum Ending: String, Sendable, Hashable, Codable {
        /// The model said so.
        case end
        /// One of the stops came.
        case stop
        /// As many tokens as were allowed, or as the context holds.
        case length
    }

    /// What was written.
    public let text: String
    /// Tokens written, the model's mark of the end not counted.
    public let tokenCount: Int
    /// Why it ended.
    public let ending: Ending

    /// - Parameters:
    ///   - text: What was written.
    ///   - tokenCount: How many tokens it has.
    ///   - ending: Why it ended.
    public init(text: String, tokenCount: Int, ending: Ending) {
        self.text = text
        self.tokenCount = tokenCount
        self.ending = ending
    }
}
