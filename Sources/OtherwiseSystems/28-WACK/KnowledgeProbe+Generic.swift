import OtherwiseNumerics

extension KnowledgeProbe {
    /// How often the kind of a question is told rightly, before it is answered, by a probe that learnt nothing of what the
    /// model knows: from other questions with their right answers appended, and with wrong ones.
    ///
    /// - Parameters:
    ///   - wrong: A wrong answer to each item.
    ///   - kinds: Of each item, 0 where it is answered rightly, 1 where wrongly; `nil` for items that are learnt from alone.
    /// - Returns: `nil` where a kind has fewer than `fewest` items.
    func genericAccuracy(
        _ items: [ClosedBookItem], wrong: [String], _ kinds: [Int?], using generator: inout SeededGenerator
    ) async throws -> Double? {
        guard let places = Self.balanced(kinds, 2, using: &generator) else { return nil }
        let answered = zip(items, wrong).flatMap { item, wrong in
            [item.answer, wrong].map { setting.prompt(item.question, answer: $0) }
        }
        let states = try await states(answered + places.map { setting.prompt(items[$0].question) })
        let layers = Array(states.dropFirst())
        let kinds = answered.indices.map { $0 % 2 } + places.compactMap { kinds[$0] }
        return Self.meanOfSplits {
            let (_, tested) = Self.parted(Array(places.indices), using: &generator)
            let judged = Set(tested.map { places[$0] })
            let learnt = answered.indices.filter { !judged.contains($0 / 2) }
            return Self.share(layers, kinds, 2, learnt, tested.map { answered.count + $0 }, using: &generator)
        }
    }
}
