public import OtherwiseCore
public import OtherwiseModels

/// A server's model that says how likely continuations are: one of the few whose log-probabilities of what they are
/// sent are real, which was checked.
///
/// Many servers ignore `echo`, or send null or made-up log-probabilities; scores from them look like scores and are at
/// chance. What is checked of a server is what must hold of any model: the text comes back with a number at most 0 for
/// each token but the first; asked twice it has the same; and how a text goes on changes nothing of its beginning.
public struct EndpointScorer: LikelihoodModel {
    private let model: EndpointModel
    /// Nats for a token by which two askings may differ: servers that work in batches add up in another order each time.
    static let tolerance = 0.05

    /// The model and the address, without what may be secret.
    public var identity: ModelIdentity { model.identity }

    private static let start = "The capital of France is Paris. The capital of Italy is"

    /// Asks the server three short questions.
    ///
    /// - Throws: `ModelError.unsupported` with the reason for which its log-probabilities cannot be used; what asking
    ///   throws.
    public init(checking model: EndpointModel) async throws {
        self.model = model
        let text = Self.start + " Rome."
        let first = try await echo(of: text).tokens
        let again = try await echo(of: text, model.repeated(model.repetition + 1)).tokens
        let other = try await echo(of: Self.start + " a long and narrow country.").tokens
        try naming {
            guard first.count == again.count else { throw ModelError.otherCut(first.count, again.count) }
            let drift = Self.distance(first, again)
            guard drift <= Self.tolerance else { throw ModelError.unrepeatable(drift) }
            let shared = zip(first, other).prefix { $0.text == $1.text }.count
            let ahead = Self.distance(Array(first.prefix(shared)), Array(other.prefix(shared)))
            guard ahead <= Self.tolerance else { throw ModelError.looksAhead(ahead) }
        }
    }

    private static func distance(_ left: [ScoredToken], _ right: [ScoredToken]) -> Double {
        zip(left, right).map { abs(($0.logProbability ?? 0) - ($1.logProbability ?? 0)) }.max() ?? 0
    }

    /// - Throws: `ModelError.unsupported` for a conversation, or a token that belongs to both the prompt and what
    ///   follows; what asking throws.
    public func likelihoods(of continuations: [Continuation]) async throws -> [Likelihood] {
        try await continuations.mapped(atOnce: model.settings.concurrency) { try await likelihood(of: $0) }
    }

    private func likelihood(of continuation: Continuation) async throws -> Likelihood {
        guard case .text(let prompt) = continuation.prompt else { throw ModelError.noTemplate.inModel(identity.name) }
        guard !prompt.isEmpty else {
            throw ModelError(
                .invalidValue, "the prompt before \(continuation.text.debugDescription) is empty",
                hint: "Give the model at least one token to start from"
            ).inModel(identity.name)
        }
        guard !continuation.text.isEmpty else { return Likelihood(tokens: [], isGreedy: true) }
        let echo = try await echo(of: prompt + continuation.text)
        return try naming {
            let tokens = try echo.tokens(from: prompt.unicodeScalars.count)
            return Likelihood(
                tokens: tokens.map { min(0, $0.logProbability ?? 0) }, isGreedy: tokens.allSatisfy { $0.isLikeliest })
        }
    }

    private func echo(of text: String, _ model: EndpointModel? = nil) async throws -> EchoedText {
        let model = model ?? self.model
        // One token more, since some servers refuse to write none.
        let request = try model.request(.text(text), .init(maximumTokens: 1), alternatives: 1, echoes: true)
        let answer = try await model.answer(to: request)
        return try naming { try EchoedText(answer, of: text) }
    }

    private func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as ModelError { throw error.inModel(identity.name) }
    }
}

extension ScoredToken {
    /// Whether no other token is likelier where it stands.
    fileprivate var isLikeliest: Bool {
        guard let own = logProbability, let best = alternatives.first else { return false }
        return best.text == text || own >= best.logProbability
    }
}
