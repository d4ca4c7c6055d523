package import OtherwiseCore

/// Greedy replacement: from the factual the single change that brings most for its cost, again and again; then, with
/// features of the answer held back one after the other, the same anew.
///
/// After the greedy search and the tabu improvement of CFNOW (de Oliveira, Sörensen and Martens 2023). It needs no
/// data, only the limits of the features.
package struct GreedyStrategy: Strategy {
    package let name = "greedy replacement, features of the answer held back in turn"
    private let model: any Model

    package init(_ model: any Model) { self.model = model }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        var scorer = try await CandidateScorer(model, query: query, budget: budget)
        let reaches = query.reaches
        var pool = AnswerPool(query)
        var queue: [Set<Int>] = [[]]
        var tried: Set<Set<Int>> = [[]]
        var descents = 0
        while let held = queue.first, descents < 1 + 8 * count, !scorer.isSpent {
            queue.removeFirst()
            descents += 1
            guard let answer = try await descend(holding: held, reaches, &scorer), pool.add(answer) else { continue }
            for part in query.changedParts(answer.values) where tried.insert(held.union(part)).inserted {
                queue.append(held.union(part))
            }
        }
        return pool.result(count: count, scorer)
    }

    /// An answer, trimmed, that leaves some features alone; `nil` where no single change brings anything.
    private func descend(
        holding held: Set<Int>, _ reaches: [FeatureReach], _ scorer: inout CandidateScorer
    ) async throws -> Candidate? {
        let query = scorer.query
        let parts = query.parts.filter { part in
            held.isDisjoint(with: part) && part.contains { !reaches[$0].isFixed }
        }
        var present = Candidate(
            values: query.factual.values, cost: 0, distance: 1, broken: query.violation(of: query.factual.values),
            isReached: false, share: 0)
        for _ in 0..<2 * parts.count + 4 {
            let trials = parts.flatMap { query.trials(from: present.values, moving: $0, reaches) }
            let scored = try await scorer.scored(trials)
            if let answer = scored.filter(\.isAnswer).cheapest {
                return try await scorer.bringingNearer(scorer.puttingBack(answer), reaches: reaches)
            }
            let rated = scored.map { (rate: rate(of: $0, after: present), $0) }
            guard let best = rated.max(by: { $0.rate < $1.rate }), best.rate > 0 else { return nil }
            present = best.1
        }
        return nil
    }

    /// What a step brings for its cost.
    private func rate(of candidate: Candidate, after present: Candidate) -> Double {
        let gain = present.deficit - candidate.deficit
        return gain > 1e-12 ? gain / max(candidate.cost - present.cost, 1e-9) : 0
    }
}
