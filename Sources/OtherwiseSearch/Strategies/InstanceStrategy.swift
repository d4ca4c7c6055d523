import OtherwiseCore

/// NICE (Brughmans, Leyman and Martens 2023): from the factual towards the nearest rows of the wanted outcome, one
/// feature at a time, each time the one of highest reward.
///
/// Of a neighbour only what the limits permit is taken; where that changes it, the model is asked whether it still
/// reaches the goal. Where the paper rewards plausibility by an autoencoder's error, the isolation forest stands here.
/// The paper's answer is then trimmed as far as its reward allows. More answers come from further neighbours.
package struct InstanceStrategy: Strategy {
    package let name: String
    private let reference: ReferenceRows
    private let reward: InstanceReward
    private let forest: IsolationForest?

    /// - Parameter seed: For the forest that measures plausibility.
    package init(_ reference: ReferenceRows, reward: InstanceReward, seed: UInt64) {
        name = "NICE: towards the nearest rows of the wanted outcome, rewarded for \(reward.rawValue)"
        self.reference = reference
        self.reward = reward
        forest =
            reward == .plausibility && !reference.rows.isEmpty
            ? IsolationForest(reference.rows, schema: reference.schema, seed: seed) : nil
    }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        var scorer = try await CandidateScorer(reference.model, query: query, budget: budget)
        let reaches = query.reaches
        var pool = AnswerPool(query)
        for neighbour in try await reference.neighbours(of: query, reaches, limit: 3 * count + 2, &scorer)
        where pool.count < 3 * count && !scorer.isSpent {
            guard let answer = try await walk(to: neighbour, &scorer) else { continue }
            pool.add(try await trimmed(answer, reaches, &scorer))
        }
        var result = pool.result(count: count, scorer)
        if result.answers.isEmpty { result.shortage = try await shortage(for: query, scorer) }
        return result
    }

    /// Why nothing was found; `nil` where rows of the wanted outcome exist, or where it is not known.
    private func shortage(for query: Query, _ scorer: CandidateScorer) async throws -> SearchResult.Shortage? {
        guard !scorer.isSpent else { return nil }
        let wanted = try await reference.rows(reaching: query.goal, until: .now)
        guard wanted.areAll, wanted.places.isEmpty else { return nil }
        return .noExample(among: reference.rows.count)
    }

    /// From the factual to the first answer on the way to a neighbour; the neighbour itself at the latest.
    private func walk(to neighbour: Candidate, _ scorer: inout CandidateScorer) async throws -> Candidate? {
        let query = scorer.query
        let parts = query.parts
        var present = query.factual.values
        var (distance, cost) = (1.0, 0.0)
        while true {
            let trials = parts.map { present.taking($0, from: neighbour.values) }.filter { $0 != present }
            guard trials.count > 1 else { return neighbour }
            let scored = try await scorer.scored(trials)
            let rated = scored.map { (reward: reward(of: $0, from: present, distance: distance, cost: cost), $0) }
            guard let best = rated.max(by: { $0.reward < $1.reward })?.1 else { return nil }
            if best.isAnswer { return best }
            (present, distance, cost) = (best.values, best.distance, best.cost)
        }
    }

    /// The gain in score; per unit of cost for proximity, times the gain in ordinariness for plausibility.
    private func reward(of candidate: Candidate, from present: [Value], distance: Double, cost: Double) -> Double {
        let gain = distance - candidate.distance
        switch reward {
        case .sparsity: return gain
        case .proximity: return gain / max(candidate.cost - cost, 1e-9)
        case .plausibility:
            guard let forest else { return gain }
            let paths = forest.paths(to: [present, candidate.values].map(forest.encoded))
            return gain * (gain < 0 ? paths[0] / paths[1] : paths[1] / paths[0])
        }
    }

    /// Sparsity gives up what can be spared, proximity also brings numbers nearer; plausibility keeps the values that
    /// were seen together.
    private func trimmed(
        _ answer: Candidate, _ reaches: [FeatureReach], _ scorer: inout CandidateScorer
    ) async throws -> Candidate {
        switch reward {
        case .plausibility: return answer
        case .sparsity: return try await scorer.puttingBack(answer)
        case .proximity:
            return try await scorer.bringingNearer(scorer.puttingBack(answer), reaches: reaches)
        }
    }
}

/// What a step of NICE is rewarded for.
public enum InstanceReward: String, Sendable, Hashable, Codable, CaseIterable {
    case sparsity, proximity, plausibility
}
