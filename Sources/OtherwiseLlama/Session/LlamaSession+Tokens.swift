#if Llama
public import OtherwiseModels

extension LlamaSession: TokenScorer {
    /// The tokens of a text as they stand, each with how likely it was after those before it, in nats.
    ///
    /// - Throws: `ModelError` for a text that is too long; `CancellationError`.
    public nonisolated func scoredTokens(of text: String, alternatives: Int) async throws -> [ScoredToken] {
        let tokens = model.tokens(of: text, isStart: true)
        guard !tokens.isEmpty else { return [] }
        try check(tokens)
        let placed = tokens.indices.map {
            PlacedToken(token: tokens[$0], position: $0, sequences: [0], wantsLogits: $0 < tokens.count - 1)
        }
        let model = model
        return try await withContext { context in
            var pieces = TokenPieces()
            var scored = [ScoredToken(pieces.text(adding: model.bytes(of: tokens[0])), nil)]
            try context.read(placed) { place, logits in
                let token = tokens[place + 1]
                let text = pieces.text(adding: model.bytes(of: token))
                scored.append(logits.scored(token, text, alternatives, model))
            }
            return scored.without(spaceBefore: text)
        }
    }

    /// Writes, shows what it writes as it comes, and tells how likely each token was.
    ///
    /// - Throws: `ModelError` for settings out of range and for a prompt that is too long; `CancellationError`.
    public nonisolated func scoredText(
        after prompt: Prompt, _ settings: GenerationSettings, alternatives: Int,
        receive: @escaping @Sendable (String) -> Void
    ) async throws -> ScoredText {
        try settings.check()
        let prompt = try model.tokens(of: prompt)
        return try await withContext { context in
            let watcher = WritingWatcher(context.model, settings, alternatives: alternatives, receive: receive)
            let text = try context.write(after: [prompt], settings, editor: nil, watcher: watcher) { $0[0] }
            return ScoredText(text, tokens: watcher.tokens, promptTokenCount: prompt.count)
        }
    }
}

extension [ScoredToken] {
    /// Some tokenizers put a space before a text; it is not the text's.
    fileprivate func without(spaceBefore text: String) -> [ScoredToken] {
        guard let place = firstIndex(where: { !$0.text.isEmpty }), self[place].text.hasPrefix(" "),
            !text.hasPrefix(" ")
        else { return self }
        var tokens = self
        let first = self[place]
        tokens[place] = ScoredToken(
            String(first.text.dropFirst()), first.logProbability, alternatives: first.alternatives)
        return tokens
    }
}
#endif
