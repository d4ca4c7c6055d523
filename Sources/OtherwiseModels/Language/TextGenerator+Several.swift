import OtherwiseCore

extension TextGenerator {
    /// What the model writes for each of several requests, in their order; each is a question of its own.
    public func texts(for requests: [TextRequest], concurrency: Int) async throws -> [GeneratedText] {
        try await requests.mapped(atOnce: concurrency) { try await text(after: $0.prompt, $0.settings) }
    }

    /// What the model writes after each of several prompts, in their order.
    ///
    /// - Parameter concurrency: As of `texts(for:concurrency:)`.
    /// - Throws: The first failure, which ends the rest.
    public func texts(
        after prompts: [Prompt], _ settings: GenerationSettings = GenerationSettings(), concurrency: Int = 8
    ) async throws -> [GeneratedText] {
        try await texts(for: prompts.map { TextRequest(after: $0, settings) }, concurrency: concurrency)
    }
}
