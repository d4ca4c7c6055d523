extension TextGenerator {
    /// What the model writes after each of several prompts, in their order.
    ///
    /// - Parameter concurrency: Prompts under way at once; at least 1. A local model answers one after the other anyway.
    /// - Throws: The first failure, which ends the rest.
    public func texts(
        after prompts: [Prompt], _ settings: GenerationSettings = GenerationSettings(), concurrency: Int = 8
    ) async throws -> [GeneratedText] {
        try await withThrowingTaskGroup(of: (Int, GeneratedText).self) { group in
            var texts = [GeneratedText?](repeating: nil, count: prompts.count)
            for (place, prompt) in prompts.enumerated() {
                if place >= max(concurrency, 1), let (done, text) = try await group.next() { texts[done] = text }
                group.addTask { (place, try await self.text(after: prompt, settings)) }
            }
            for try await (place, text) in group { texts[place] = text }
            return texts.compactMap(\.self)
        }
    }
}
