import OtherwiseCore

extension DesignPool {
    /// The best candidate of each set of changed features, without those that have one change more than another that is
    /// as they are in all else.
    ///
    /// - Parameter count: Where fewer are left than so many, those with a change to spare are not left out.
    package func oneOfEachChange(_ preferences: DesignPreferences, atLeast count: Int) throws(DesignError) -> DesignPool
    {
        let scores = try scores(preferences)
        let changes = candidates.map(changes)
        let known = Set(changes)
        let spare = changes.map { changes in
            changes.indices.contains { known.contains(changes.without($0)) }
        }
        let tight = Self.best(candidates.indices.filter { !spare[$0] }, changes, scores)
        let places = tight.count < count ? Self.best(Array(candidates.indices), changes, scores) : tight
        return DesignPool(places.map { candidates[$0] }, outputs: outputs, aims: aims, query: query, space: space)
    }

    /// What a candidate changes, in the order of the features.
    private func changes(_ candidate: DesignCandidate) -> [Change] {
        candidate.values.indices.filter { candidate.values[$0] != query[$0] }
            .map { Change(position: $0, value: candidate.values[$0]) }
    }

    /// The place of the best of each set of changed features, ascending.
    private static func best(_ places: [Int], _ changes: [[Change]], _ scores: [Double]) -> [Int] {
        var best: [[Int]: Int] = [:]
        for place in places {
            let changed = changes[place].map(\.position)
            if let rival = best[changed], scores[rival] <= scores[place] { continue }
            best[changed] = place
        }
        return best.values.sorted()
    }
}

/// A feature, and what it becomes.
private struct Change: Hashable {
    let position: Int
    let value: Value
}

extension Array {
    fileprivate func without(_ place: Int) -> [Element] {
        var rest = self
        rest.remove(at: place)
        return rest
    }
}
