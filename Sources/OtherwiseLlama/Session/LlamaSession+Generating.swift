#if Llama
public import OtherwiseModels

extension LlamaSession: TextGenerator {
    /// What the model writes.
    ///
    /// - Throws: `ModelError` for settings out of range and for a prompt that is too long; `CancellationError`.
    public nonisolated func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        try await text(after: prompt, settings, under: [])
    }

    /// What the model writes for each of several requests, one after the other. What their prompts share is read once;
    /// what is written is the same as if each were alone.
    ///
    /// - Throws: `ModelError` for settings out of range and for a prompt that is too long; `CancellationError`.
    public nonisolated func texts(for requests: [TextRequest], concurrency: Int) async throws -> [GeneratedText] {
        let requests = try requests.map { request in
            try request.settings.check()
            return (prompt: try model.tokens(of: request.prompt), settings: request.settings)
        }
        return try await withContext { try $0.texts(for: requests) }
    }

    /// What the model writes, with interventions made inside it at every token.
    public nonisolated func text(
        after prompt: Prompt, _ settings: GenerationSettings, under interventions: [ActivationIntervention]
    ) async throws -> GeneratedText {
        try settings.check()
        let prompt = try model.tokens(of: prompt)
        return try await withContext { context in
            let editor = interventions.isEmpty ? nil : try ActivationEditor(context.model, interventions)
            return try context.write(after: [prompt], settings, editor: editor) { $0[0] }
        }
    }

    /// What the model writes where a factual and a counterfactual context are set against one another.
    ///
    /// - Parameters:
    ///   - factual: What the text is to go on from.
    ///   - counterfactual: What it is to be told apart from; the same tokens are written after both.
    /// - Throws: `ModelError`, `CancellationError`.
    public nonisolated func text(
        after factual: Prompt, against counterfactual: Prompt, _ contrast: ContrastiveDecoding,
        _ settings: GenerationSettings
    ) async throws -> GeneratedText {
        try settings.check()
        try contrast.check()
        let prompts = try [model.tokens(of: factual), model.tokens(of: counterfactual)]
        return try await withContext { context in
            try context.write(after: prompts, settings, editor: nil) { logits in
                logits[0].withUnsafeBufferPointer { factual in
                    logits[1].withUnsafeBufferPointer { contrast.logits(factual: factual, counterfactual: $0) }
                }
            }
        }
    }
}
#endif
