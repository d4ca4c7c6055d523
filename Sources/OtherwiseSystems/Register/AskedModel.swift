import OtherwiseAudits
public import OtherwiseCore
public import OtherwiseModels

/// A real language model that checks ask, by what can be done with it.
public struct AskedModel: Sendable {
    /// Which one it is.
    public let identity: ModelIdentity
    let scorer: @Sendable (_ repetition: Int) async throws -> any LikelihoodModel
    let writer: @Sendable (_ repetition: Int) -> any TextGenerator
    let scoresConversations: Bool
    let concurrency: Int
    let inside: OpenedModel?

    /// - Parameters:
    ///   - identity: Which one it is.
    ///   - scorer: Says how likely texts are; asked anew for each repetition, for a model whose answers are kept. What it
    ///     throws ends the checks that need likelihoods.
    ///   - writer: Writes; asked anew for each repetition.
    ///   - scoresConversations: Whether the scorer takes conversations; servers score plain text alone.
    ///   - concurrency: How many questions it is asked at a time.
    ///   - inside: Its tokens and activations; `nil` where they cannot be seen.
    public init(
        identity: ModelIdentity, scorer: @escaping @Sendable (_ repetition: Int) async throws -> any LikelihoodModel,
        writer: @escaping @Sendable (_ repetition: Int) -> any TextGenerator, scoresConversations: Bool = true,
        concurrency: Int = 1, inside: OpenedModel? = nil
    ) {
        (self.identity, self.scorer, self.writer) = (identity, scorer, writer)
        (self.scoresConversations, self.concurrency, self.inside) = (scoresConversations, concurrency, inside)
    }

    /// A model that scores and writes, and answers the same question alike each time.
    public init(_ model: some LikelihoodModel & TextGenerator, inside: OpenedModel? = nil) {
        self.init(
            identity: (model as any TextGenerator).identity, scorer: { _ in model }, writer: { _ in model },
            inside: inside)
    }
}

/// A model whose tokens and activations can be seen.
public struct OpenedModel: Sendable {
    package let activations: any ActivationModel
    package let tokenizer: any Tokenizer

    /// - Parameters:
    ///   - activations: The model, opened.
    ///   - tokenizer: Cuts text as the model reads it.
    public init(_ activations: any ActivationModel, _ tokenizer: any Tokenizer) {
        (self.activations, self.tokenizer) = (activations, tokenizer)
    }
}

extension AskedModel {
    /// How many texts are scored at a time: a task that is cancelled ends between them.
    private static let batch = 256

    /// How likely each text is, in their order.
    func likelihoods(of continuations: [Continuation], repetition: Int = 0) async throws -> [Likelihood] {
        let scorer = try await scorer(repetition)
        var likelihoods: [Likelihood] = []
        for start in stride(from: 0, to: continuations.count, by: Self.batch) {
            try Task.checkCancellation()
            let some = continuations[start..<min(start + Self.batch, continuations.count)]
            likelihoods += try await scorer.likelihoods(of: Array(some))
        }
        return likelihoods
    }

    /// What the model writes after each prompt, in their order.
    func texts(after prompts: [Prompt], _ settings: GenerationSettings) async throws -> [String] {
        try await writer(0).texts(after: prompts, settings, concurrency: concurrency).map(\.text)
    }

    /// Puts an audit to the model.
    func outcomes(_ plan: TrialPlan) async throws -> [Trial: TrialOutcome] {
        plan.audit.answer.asksLikelihoods
            ? try await plan.outcomes(from: LikelihoodRespondent(scorer(0), repeated: [scorer(1)]))
            : try await plan.outcomes(
                from: GenerationRespondent(writer(0), repeated: [writer(1)], concurrency: concurrency))
    }

    /// What a check needs that not every model shows.
    ///
    /// - Throws: `SystemError.needsOpenModel`.
    func opened(for check: String) throws(SystemError) -> OpenedModel {
        guard let inside else { throw .needsOpenModel(check: check, model: identity.name) }
        return inside
    }
}

extension AuditReport {
    /// What a variant did to the share of right answers.
    func share(_ variant: String) -> TestedDifference? { contrasts.first { $0.variant == variant }?.share }
}
