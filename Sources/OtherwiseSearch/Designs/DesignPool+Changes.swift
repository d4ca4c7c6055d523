import OtherwiseCore

extension DesignPool {
    /// The best candidate of each set of changed features, without those that have one change more than another that is
    /// as they are in all else.
    ///
    /// - Parameter count: Where fewer are left than so many, those with a change to spare are not left out.
    package func oneOfEachChange(_ preferences: DesignPreferences, atLeast count: Int) throws(DesignError) -> DesignPool
    {
        let scores = try scores(preferences)
        let changes = candidates.map { Changes(of: $0.values, from: query) }
        let known = Dictionary(grouping: candidates.indices) { changes[$0].sum }
        let tight = best(candidates.indices.filter { !hasSpare($0, changes[$0], known) }, changes, scores)
        let places = tight.count < count ? best(Array(candidates.indices), changes, scores) : tight
        return DesignPool(places.map { candidates[$0] }, outputs: outputs, aims: aims, query: query, space: space)
    }

    /// Whether some candidate is as this one but for one change, which it does not make.
    private func hasSpare(_ place: Int, _ changes: Changes, _ known: [Int: [Int]]) -> Bool {
        zip(changes.positions, changes.hashes).contains { spare, hash in
            known[changes.sum &- hash]?.contains { isSame($0, as: place, without: spare) } ?? false
        }
    }

    private func isSame(_ other: Int, as place: Int, without spare: Int) -> Bool {
        let (values, its) = (candidates[place].values, candidates[other].values)
        return values.indices.allSatisfy { its[$0] == ($0 == spare ? query[$0] : values[$0]) }
    }

    /// The place of the best of each set of changed features, ascending.
    private func best(_ places: [Int], _ changes: [Changes], _ scores: [Double]) -> [Int] {
        var best: [[Int]: Int] = [:]
        for place in places {
            if let rival = best[changes[place].positions], scores[rival] <= scores[place] { continue }
            best[changes[place].positions] = place
        }
        return best.values.sorted()
    }
}

/// The features that a candidate changes, and a hash of each change. What is left of their sum without one of them is the
/// sum of a candidate that makes all the others.
private struct Changes {
    let positions, hashes: [Int]
    let sum: Int

    init(of values: [Value], from query: [Value]) {
        let positions = values.indices.filter { values[$0] != query[$0] }
        hashes = positions.map { position in
            var hasher = Hasher()
            hasher.combine(position)
            hasher.combine(values[position])
            return hasher.finalize()
        }
        self.positions = positions
        sum = hashes.reduce(0, &+)
    }
}
