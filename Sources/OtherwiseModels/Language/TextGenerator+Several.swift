import OtherwiseCore

extension TextGenerator {
    /// What the model writes after each of several prompts, in their order.
    ///
    /// - Parameter concurrency: Prompts under way at once; at least 1. A local model answers one after the other anyway.
    /// - Throws: The first failure, which ends the rest.
    public func texts(
        after prompts: [Prompt], _ settings: GenerationSettings = GenerationSettings(), concurrency: Int = 8
    ) async throws -> [GeneratedText] {
        try await prompts.mapped(atOnce: concurrency) { try await text(after: $0, settings) }
    }
}
