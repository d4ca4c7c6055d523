package import OtherwiseCore
import OtherwiseNumerics

/// Random replacement: few features at first, then more, set to random values within their limits until some reach
/// the goal; the cheapest of these are trimmed.
///
/// After the random search of CFNOW (de Oliveira, Sörensen and Martens 2023). The same seed draws the same for
/// every row.
package struct RandomStrategy: Strategy {
    package let name = "random replacement, trimmed"
    private let model: any Model
    private let seed: UInt64

    /// How many rows are drawn for each number of features.
    private static let draws = 256

    package init(_ model: any Model, seed: UInt64) {
        self.model = model
        self.seed = seed
    }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        var scorer = try await CandidateScorer(model, query: query, budget: budget)
        var generator = SeededGenerator(seed: seed)
        let reaches = query.reaches
        let free = query.parts.filter { $0.contains { !reaches[$0].isFixed } }
        var found = AnswerPool(query)
        for size in Self.sizes(upTo: free.count) where found.count < 2 * count && !scorer.isSpent {
            let drawn = (0..<Self.draws).map { _ in
                draw(free.shuffled(using: &generator).prefix(size), query, reaches, &generator)
            }
            for candidate in try await scorer.scored(drawn) where candidate.isAnswer { found.add(candidate) }
        }
        var pool = AnswerPool(query)
        for answer in found.answers.prefix(4 * count) {
            pool.add(try await scorer.bringingNearer(scorer.puttingBack(answer), reaches: reaches))
        }
        return pool.result(count: count, scorer)
    }

    private func draw(
        _ parts: some Sequence<[Int]>, _ query: Query, _ reaches: [FeatureReach], _ generator: inout SeededGenerator
    ) -> [Value] {
        parts.reduce(query.factual.values) { values, part in
            guard part.count > 1 else {
                return values.setting(part, to: part.compactMap { reaches[$0].random(using: &generator) })
            }
            return query.trials(from: values, moving: part, reaches).randomElement(using: &generator) ?? values
        }
    }

    /// 1, 2, 3, 4, 6, 9, … and all.
    private static func sizes(upTo count: Int) -> [Int] {
        guard count > 0 else { return [] }
        var sizes = [1]
        while let last = sizes.last, last < count { sizes.append(min(max(last + 1, last * 3 / 2), count)) }
        return sizes
    }
}
