public import OtherwiseCore

/// A model that says how likely a continuation is.
public protocol LikelihoodModel: Sendable {
    var identity: ModelIdentity { get }

    /// How likely each continuation is, in their order.
    ///
    /// Prompts that begin alike may share the work of their beginning.
    ///
    /// - Throws: `ModelError` naming the continuation that is too long, or the model's refusal; `CancellationError`.
    func likelihoods(of continuations: [Continuation]) async throws -> [Likelihood]
}

/// A text that may follow a prompt.
public struct Continuation: Sendable, Hashable {
    /// What it follows.
    public let prompt: Prompt
    /// What follows, its leading space included.
    public let text: String

    /// - Parameters:
    ///   - prompt: What it follows.
    ///   - text: What follows, its leading space included.
    public init(of prompt: Prompt, _ text: String) {
        self.prompt = prompt
        self.text = text
    }
}

/// How likely a continuation is.
public struct Likelihood: Sendable, Hashable {
    /// The logarithm of each token's probability given all before it, in nats, `[tokens]`.
    public let tokens: [Double]
    /// Whether each token is the most likely one: what a greedy reader would have written.
    public let isGreedy: Bool

    /// - Parameters:
    ///   - tokens: Log-probabilities in nats, `[tokens]`, each at most 0.
    ///   - isGreedy: Whether each token is the most likely one.
    public init(tokens: [Double], isGreedy: Bool) {
        self.tokens = tokens
        self.isGreedy = isGreedy
    }

    /// The logarithm of the probability of the whole, in nats.
    public var logProbability: Double { tokens.reduce(0, +) }
    /// The mean over tokens, in nats; comparable between continuations of different lengths.
    public var meanLogProbability: Double { tokens.isEmpty ? 0 : logProbability / Double(tokens.count) }
}
