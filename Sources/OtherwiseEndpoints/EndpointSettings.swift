/// How a server is asked.
public struct EndpointSettings: Sendable, Hashable {
    /// Questions under way at once; at least 1.
    public var concurrency = 4
    /// How long one attempt may take.
    public var timeout: Duration = .seconds(120)
    /// Whether answers are asked for piece by piece, which keeps a connection alive during long ones. The text is the
    /// same either way.
    public var streams = false
    /// How much is asked in a minute.
    public var limits = RateLimits()
    /// Whether a temperature is sent. Some models refuse one (OpenAI's that reason before they answer); they draw what
    /// they write, whatever the settings of a question say.
    public var sendsTemperature = true
    /// Whether a key may go unencrypted to another machine.
    public var allowsKeyInClear = false
    /// What becomes of a question that failed and may go better later.
    public var retries = RetryPolicy()

    /// Four questions at once, without a limit per minute.
    public init() {}
}

/// How much a server is asked in any 60 seconds; `nil` for no limit.
public struct RateLimits: Sendable, Hashable {
    /// Requests, those that are asked again included; at least 1.
    public var requestsPerMinute: Int?
    /// Tokens of questions and answers. Before an answer has come it counts as long as it may become.
    public var tokensPerMinute: Int?

    /// - Parameters:
    ///   - requestsPerMinute: At least 1; `nil` for no limit.
    ///   - tokensPerMinute: At least 1; `nil` for no limit.
    public init(requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
    }
}
