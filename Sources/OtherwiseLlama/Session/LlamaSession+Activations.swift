#if Llama
public import OtherwiseModels

extension LlamaSession: ActivationModel {
    /// Layers of the transformer.
    public nonisolated var layerCount: Int { model.layerCount }
    /// Heads of each layer's attention.
    public nonisolated var headCount: Int { model.headCount }
    /// Units of the residual stream.
    public nonisolated var width: Int { model.width }

    /// Runs the model over tokens, with interventions made in order, and keeps what was seen.
    ///
    /// - Throws: `ModelError` for tokens outside the vocabulary or too many of them, and for an intervention that does not fit
    ///   the model; `CancellationError`.
    public nonisolated func run(
        _ tokens: [Token], under interventions: [ActivationIntervention], keeping sites: [ActivationSite]
    ) async throws -> ActivationRun {
        try check(tokens)
        let placed = tokens.enumerated().map { index, token in
            PlacedToken(token: token, position: index, sequences: [0], wantsLogits: true)
        }
        return try await withContext { context in
            let editor = try ActivationEditor(context.model, interventions, keeping: sites)
            var distributions: [NextTokenDistribution] = []
            try context.read(placed, editor: editor) { distributions.append(NextTokenDistribution(logits: $1)) }
            return ActivationRun(distributions: distributions, activations: editor.activations)
        }
    }

    nonisolated func check(_ tokens: [Token]) throws(ModelError) {
        let capacity = settings.capacity(of: model)
        guard tokens.count <= capacity else { throw .noRoom(in: model, capacity, tokens: tokens.count) }
        let known = 0..<Int32(model.vocabularySize)
        guard let stranger = tokens.first(where: { !known.contains($0.id) }) else {
            if !tokens.isEmpty { return }
            throw ModelError(.invalidValue, "there are no tokens", hint: "Give at least one")
        }
        throw ModelError(
            .invalidValue, "the vocabulary has no token \(stranger.id)",
            hint: "Tokens are numbered 0 to \(known.upperBound - 1); use the model's own tokenizer")
    }
}

extension LlamaSession {
    /// What the model expects after a prompt.
    public nonisolated func nextToken(after prompt: Prompt) async throws -> NextTokenDistribution {
        let tokens = try model.tokens(of: prompt)
        try check(tokens)
        return try await withContext { context in
            var last: NextTokenDistribution?
            let placed = tokens.indices.map {
                PlacedToken(token: tokens[$0], position: $0, sequences: [0], wantsLogits: $0 == tokens.count - 1)
            }
            try context.read(placed) { last = NextTokenDistribution(logits: $1) }
            return try last ?? { throw CancellationError() }()
        }
    }

    /// A text as one vector: the mean over its tokens of the last hidden state, `[width]`.
    public nonisolated func embedding(of text: String) async throws -> [Float] {
        let run = try await run(model.tokens(of: .text(text)), under: [], keeping: [.output])
        let vectors = run.activations[.output]?.vectors ?? []
        return vectors.reduce(into: [Float](repeating: 0, count: width)) { sum, vector in
            for unit in vector.indices { sum[unit] += vector[unit] / Float(vectors.count) }
        }
    }
}
#endif
