public import OtherwiseModels

/// What a server answered.
public struct EndpointAnswer: Sendable, Hashable, Codable {
    /// What the model wrote; the prompt comes first where it was asked to come back.
    public var text: String
    /// Why it ended.
    public var ending: GeneratedText.Ending
    /// The tokens of the text with their log-probabilities, where they were asked for and the server told them.
    public var tokens: [ScoredToken]?
    /// As the server counted them; `nil` where it did not say.
    public var counts: TokenCounts?

    /// - Parameters:
    ///   - text: What the model wrote.
    ///   - ending: Why it ended.
    ///   - tokens: The tokens of the text with their log-probabilities.
    ///   - counts: As the server counted them; `nil` where it did not say.
    public init(
        text: String, ending: GeneratedText.Ending, tokens: [ScoredToken]? = nil, counts: TokenCounts? = nil
    ) {
        self.text = text
        self.ending = ending
        self.tokens = tokens
        self.counts = counts
    }
}

/// Tokens of a question and its answer.
public struct TokenCounts: Sendable, Hashable, Codable {
    /// Tokens of the question.
    public let prompt: Int
    /// Tokens of the answer.
    public let completion: Int

    /// - Parameters:
    ///   - prompt: Tokens of the question.
    ///   - completion: Tokens of the answer.
    public init(prompt: Int, completion: Int) {
        self.prompt = prompt
        self.completion = completion
    }
}
