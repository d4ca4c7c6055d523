import OtherwiseCore
import OtherwiseModels

extension AskedModel {
    /// The same model, which tells how much it is asked while a check runs.
    ///
    /// - Parameter asked: Told after each answer how many texts it was about: scored, written or looked into.
    public func counted(_ asked: @escaping @Sendable (_ texts: Int) -> Void) -> AskedModel {
        AskedModel(
            identity: identity, scorer: { [scorer] in CountedScorer(model: try await scorer($0), asked: asked) },
            writer: { [writer] in CountedWriter(model: writer($0), asked: asked) },
            scoresConversations: scoresConversations, concurrency: concurrency,
            inside: inside.map { OpenedModel(CountedActivations(model: $0.activations, asked: asked), $0.tokenizer) })
    }
}

private struct CountedScorer: LikelihoodModel {
    let model: any LikelihoodModel
    let asked: @Sendable (Int) -> Void
    var identity: ModelIdentity { model.identity }

    func likelihoods(of continuations: [Continuation]) async throws -> [Likelihood] {
        let likelihoods = try await model.likelihoods(of: continuations)
        asked(likelihoods.count)
        return likelihoods
    }
}

private struct CountedWriter: TextGenerator {
    let model: any TextGenerator
    let asked: @Sendable (Int) -> Void
    var identity: ModelIdentity { model.identity }

    /// How many requests are handed on at a time, so that what is asked of many is told of some.
    private static let batch = 32

    func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        let text = try await model.text(after: prompt, settings)
        asked(1)
        return text
    }

    func texts(for requests: [TextRequest], concurrency: Int) async throws -> [GeneratedText] {
        var texts: [GeneratedText] = []
        for start in stride(from: 0, to: requests.count, by: Self.batch) {
            let some = Array(requests[start..<min(start + Self.batch, requests.count)])
            texts += try await model.texts(for: some, concurrency: concurrency)
            asked(some.count)
        }
        return texts
    }
}

private struct CountedActivations: ActivationModel {
    let model: any ActivationModel
    let asked: @Sendable (Int) -> Void
    var layerCount: Int { model.layerCount }
    var headCount: Int { model.headCount }
    var width: Int { model.width }

    func run(
        _ tokens: [Token], under interventions: [ActivationIntervention], keeping sites: [ActivationSite]
    ) async throws -> ActivationRun {
        let run = try await model.run(tokens, under: interventions, keeping: sites)
        asked(1)
        return run
    }
}
