public import OtherwiseCore
public import OtherwiseModels

/// Where in a model an answer is carried, with what was asked.
public struct AnswerTrace: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.trace/1"

    /// The form that it is written in.
    public private(set) var schema = AnswerTrace.version
    /// The prompt as it stands.
    public let prompt: String
    /// The prompt with other words.
    public let counterfactual: String
    /// The token that is followed.
    public let answer: String
    /// The tokens of the prompt.
    public let tokens: [String]
    /// Those of the other one, as many.
    public let counterfactualTokens: [String]
    /// The log-probabilities of the answer, in nats.
    public let trace: CausalTrace
    /// The share of their difference that each activation brings back, `[layers][positions]`; `null` where there is none.
    @OrNull public private(set) var recovery: [[Double]]?
    /// Where most of it comes back; `null` where there is no difference.
    @OrNull public private(set) var peak: CausalTrace.Peak?
    /// What must be known to read it.
    public let notes: [String]
    /// How it was come by.
    public let provenance: Provenance

    /// The picture of it.
    public var picture: CausalTracePicture {
        get throws(ModelError) { try CausalTracePicture(trace, tokens: tokens, counterfactual: counterfactualTokens) }
    }
}

/// Follows answers through the layers of a model.
public struct AnswerTracer: Sendable {
    private let model: any ActivationModel
    private let tokenizer: any Tokenizer
    private let identity: ModelIdentity
    /// What stands between the prompt and its answer.
    public var lead = " "

    /// - Parameters:
    ///   - model: What is run.
    ///   - tokenizer: Cuts text as the model reads it.
    ///   - identity: What names the model in the result.
    public init(_ model: any ActivationModel, _ tokenizer: any Tokenizer, identity: ModelIdentity) {
        (self.model, self.tokenizer, self.identity) = (model, tokenizer, identity)
    }

    /// Runs both prompts, and the other one again with every activation of the first put into it, one at a time.
    ///
    /// - Parameters:
    ///   - answer: What is followed, by its first token; `nil` for what the model takes to be likeliest.
    ///   - progress: Told how many runs of how many are done.
    /// - Throws: `ModelError.shapeMismatch`, with the tokens, where the prompts are cut into different numbers of them;
    ///   `.invalidValue` for an answer without tokens; what the model throws.
    public func trace(
        of prompt: TracedPrompt, answer: String? = nil, progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> AnswerTrace {
        let (factual, counterfactual) = (tokens(of: prompt.factual), tokens(of: prompt.counterfactual))
        guard factual.count == counterfactual.count else { throw unequal(factual, counterfactual) }
        let (token, notes) = try await followed(answer, after: factual)
        let trace = try await model.causalTrace(of: factual, against: counterfactual, answer: token, progress: progress)
        return AnswerTrace(
            prompt: prompt.factual, counterfactual: prompt.counterfactual, answer: text(of: token),
            tokens: factual.map(text), counterfactualTokens: counterfactual.map(text), trace: trace,
            recovery: trace.recovery, peak: trace.peak, notes: notes + Self.notes(on: trace), provenance: provenance)
    }

    private func followed(_ answer: String?, after prompt: [Token]) async throws -> (Token, [String]) {
        guard let answer else {
            let run = try await model.run(prompt, under: [], keeping: [])
            guard let best = run.distributions.last?.best else { throw ModelError.noAnswer }
            return (best, ["No answer was named: what the model takes to be likeliest is followed."])
        }
        let tokens = tokenizer.tokens(of: lead + answer, isStart: false, readsMarks: false)
        guard !answer.isEmpty, let first = tokens.first else { throw ModelError.noAnswer }
        let part = "The answer has \(tokens.count) tokens; the first, '\(text(of: first).shownToken)', is followed."
        return (first, tokens.count > 1 ? [part] : [])
    }

    private static func notes(on trace: CausalTrace) -> [String] {
        guard trace.factual < trace.counterfactual else { return [] }
        return ["The answer is likelier after the other prompt: shares say what takes it away."]
    }

    private func tokens(of text: String) -> [Token] { tokenizer.tokens(of: text, isStart: true, readsMarks: false) }

    private func text(of token: Token) -> String { tokenizer.text(of: [token]) }

    private func unequal(_ factual: [Token], _ counterfactual: [Token]) -> ModelError {
        let cut = [factual, counterfactual].map { tokens in
            "\(tokens.count) (\(tokens.prefix(40).map { text(of: $0).shownToken }.joined(separator: "|")))"
        }
        return ModelError(
            .shapeMismatch, "the prompts are cut into \(cut[0]) and \(cut[1]) tokens",
            hint: "Positions are compared one by one; choose words of as many tokens")
    }

    private var provenance: Provenance {
        Provenance(
            method: "activation patching of the residual stream, one layer and position at a time",
            settings: ["layers": "\(model.layerCount)", "lead": lead], model: identity)
    }
}

extension ModelError {
    fileprivate static let noAnswer = ModelError(
        .invalidValue, "the answer has no tokens", hint: "Name what the model should go on with")
}
