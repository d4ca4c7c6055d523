/// What asking has taken so far, as the server counted it.
public struct EndpointUsage: Sendable, Hashable, Codable {
    /// Requests that were sent, those that failed included.
    public internal(set) var requests = 0
    /// Requests that were sent because an earlier one failed.
    public internal(set) var retries = 0
    /// Questions that the server answered.
    public internal(set) var answers = 0
    /// Questions whose answer was known from before, or was being asked for already.
    public internal(set) var cachedAnswers = 0
    /// Tokens of questions that the server answered.
    public internal(set) var promptTokens = 0
    /// Tokens of its answers.
    public internal(set) var completionTokens = 0
    /// Answers with which the server did not say how many tokens they took; they are not in the sums.
    public internal(set) var uncountedAnswers = 0
    /// Answers that could not be kept; a second run asks for them again.
    public internal(set) var unkeptAnswers = 0

    /// Nothing yet.
    public init() {}

    mutating func count(_ tokens: TokenCounts?) {
        answers += 1
        guard let tokens else { return uncountedAnswers += 1 }
        promptTokens += tokens.prompt
        completionTokens += tokens.completion
    }
}

/// What tokens cost, as whoever pays for them says; in any currency.
public struct TokenPrices: Sendable, Hashable, Codable {
    /// Of a million tokens of questions.
    public let promptMillion: Double
    /// Of a million tokens of answers.
    public let completionMillion: Double

    /// - Parameters:
    ///   - promptMillion: Of a million tokens of questions.
    ///   - completionMillion: Of a million tokens of answers.
    public init(promptMillion: Double, completionMillion: Double) {
        self.promptMillion = promptMillion
        self.completionMillion = completionMillion
    }

    /// What numbers of tokens cost.
    public func cost(promptTokens: Int, completionTokens: Int) -> Double {
        (Double(promptTokens) * promptMillion + Double(completionTokens) * completionMillion) / 1_000_000
    }

    /// What asking has cost, uncounted answers aside.
    public func cost(of usage: EndpointUsage) -> Double {
        cost(promptTokens: usage.promptTokens, completionTokens: usage.completionTokens)
    }
}
