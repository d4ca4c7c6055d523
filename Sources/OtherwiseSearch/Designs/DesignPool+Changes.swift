import OtherwiseCore

extension DesignPool {
    /// The best candidate of each set of changed features, without those that have one change more than another that is
    /// as they are in all else.
    ///
    /// - Parameter count: Where fewer are left than so many, those with a change to spare are not left out.
    package func oneOfEachChange(_ preferences: DesignPreferences, atLeast count: Int) throws(DesignError) -> DesignPool
    {
        let scores = try scores(preferences)
        let known = Set(candidates.map(\.values))
        let spare = candidates.map { candidate in
            changed(candidate).contains { known.contains(candidate.values.setting([$0], to: [query[$0]])) }
        }
        let tight = best(candidates.indices.filter { !spare[$0] }, scores)
        let places = tight.count < count ? best(Array(candidates.indices), scores) : tight
        return DesignPool(places.map { candidates[$0] }, outputs: outputs, aims: aims, query: query, space: space)
    }

    private func changed(_ candidate: DesignCandidate) -> [Int] {
        candidate.values.indices.filter { candidate.values[$0] != query[$0] }
    }

    /// The place of the best of each set of changed features, ascending.
    private func best(_ places: [Int], _ scores: [Double]) -> [Int] {
        var best: [[Int]: Int] = [:]
        for place in places {
            let changed = changed(candidates[place])
            if let rival = best[changed], scores[rival] <= scores[place] { continue }
            best[changed] = place
        }
        return best.values.sorted()
    }
}

extension DesignSearch {
    /// Tries the best designs, one of each set of changed features, with changes put back, until none can be spared.
    ///
    /// - Parameters:
    ///   - limit: How many designs may have been evaluated in all.
    ///   - isLate: Whether to end after the present round.
    package mutating func trim(
        _ count: Int, _ preferences: DesignPreferences, limit: Int, until isLate: () -> Bool
    ) async throws {
        let pool = try pool().oneOfEachChange(preferences, atLeast: count)
        let scores = try pool.scores(preferences)
        let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
        var open = order.prefix(count).map { problem.coding.genome(of: pool.candidates[$0].values) }
        while !open.isEmpty {
            let trials = open.map(withOnePutBack)
            try await consider(trials.flatMap(\.self), limit: limit)
            guard !isLate() else { return }
            let kept = try Dictionary(
                self.pool().candidates.map { (problem.coding.genome(of: $0.values), $0) }, uniquingKeysWith: { $1 })
            // Of several that can be put back the one that brings the design nearest to the query.
            open = trials.compactMap { trials in
                trials.filter { kept[$0] != nil }.min { one, other in
                    (kept[one]?.proximity ?? .infinity) < (kept[other]?.proximity ?? .infinity)
                }
            }
        }
    }

    /// The design with each of its changes put back in turn.
    private func withOnePutBack(_ genome: Genome) -> [Genome] {
        let query = problem.coding.genome(of: problem.query.values)
        let changed = genome.indices.filter { genome[$0] != query[$0] && problem.genes[$0].allows(query[$0]) }
        return changed.count < 2 ? [] : changed.map { genome.replacing($0, with: query[$0]) }
    }
}

extension DesignCandidate {
    /// The distance from the query.
    fileprivate var proximity: Double { objectives[objectives.count - DesignTerms.names.count] }
}

extension Genome {
    fileprivate func replacing(_ position: Int, with value: Double) -> Genome {
        var genome = self
        genome[position] = value
        return genome
    }
}
