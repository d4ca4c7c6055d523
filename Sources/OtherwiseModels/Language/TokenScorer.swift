/// A model that tells how likely it took each token that it reads or writes.
public protocol TokenScorer: TextGenerator {
    /// The tokens of a text as they stand, each with how likely it was after those before it.
    ///
    /// - Parameter alternatives: How many of the likeliest tokens to tell at each place.
    /// - Returns: Tokens whose texts make up `text`; a mark of the beginning, which has none, may come first.
    /// - Throws: `ModelError` for a text that is too long; `CancellationError`.
    func scoredTokens(of text: String, alternatives: Int) async throws -> [ScoredToken]

    /// Writes, and shows what it writes as it comes.
    ///
    /// - Parameters:
    ///   - alternatives: How many of the likeliest tokens to tell at each place.
    ///   - receive: Shown the pieces of the text, in order.
    /// - Throws: As `text(after:_:)`.
    func scoredText(
        after prompt: Prompt, _ settings: GenerationSettings, alternatives: Int,
        receive: @escaping @Sendable (String) -> Void
    ) async throws -> ScoredText
}

/// What a model wrote, with how likely it took each token.
public struct ScoredText: Sendable, Hashable {
    /// What was written.
    public let text: GeneratedText
    /// Its tokens.
    public let tokens: [ScoredToken]
    /// Tokens of the prompt.
    public let promptTokenCount: Int

    /// - Parameters:
    ///   - text: What was written.
    ///   - tokens: Its tokens.
    ///   - promptTokenCount: Tokens of the prompt.
    public init(_ text: GeneratedText, tokens: [ScoredToken], promptTokenCount: Int) {
        self.text = text
        self.tokens = tokens
        self.promptTokenCount = promptTokenCount
    }
}
