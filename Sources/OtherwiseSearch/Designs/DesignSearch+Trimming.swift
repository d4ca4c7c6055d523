import OtherwiseCore

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
        var open = order.prefix(count).map { place in
            Trimming(problem.coding.genome(of: pool.candidates[place].values), of: problem)
        }
        while !open.isEmpty {
            let trials = open.map(\.trials)
            try await consider(trials.flatMap(\.self), limit: limit)
            guard !isLate() else { return }
            open = zip(open, trials).compactMap { $0.next(after: nearest(of: $1)) }
        }
    }

    /// Of several designs that keep every limit the one that is nearest to the query.
    private func nearest(of genomes: [Genome]) -> Genome? {
        genomes.compactMap(found).filter(\.fitness.isFeasible)
            .min { $0.fitness.proximity < $1.fitness.proximity }?.genome
    }
}

/// A design whose changes are put back a run at a time: an eighth of them, where none of these can be spared half as
/// many, one alone at last. Of fewer than sixteen changes each is tried alone from the start.
private struct Trimming {
    private let genome: Genome
    private let query: Genome
    /// The genes that differ from the query, and may be as they are there.
    private let changed: [Int]
    private let run: Int

    init(_ genome: Genome, of problem: DesignProblem) {
        let query = problem.coding.genome(of: problem.query.values)
        let changed = genome.indices.filter {
            genome[$0].differs(from: query[$0]) && problem.genes[$0].allows(query[$0])
        }
        self.init(genome, query, changed, run: changed.count / 8)
    }

    private init(_ genome: Genome, _ query: Genome, _ changed: [Int], run: Int) {
        (self.genome, self.query, self.changed, self.run) = (genome, query, changed, max(1, run))
    }

    /// The design with each run of its changes put back in turn; none of a design with one change.
    var trials: [Genome] {
        guard changed.count > 1 else { return [] }
        return stride(from: 0, to: changed.count, by: run).map { start in
            changed[start...].prefix(run).reduce(into: genome) { $0[$1] = query[$1] }
        }
    }

    /// How it goes on from the best of its trials; `nil` for the end.
    func next(after best: Genome?) -> Trimming? {
        guard let best else { return run > 1 ? Trimming(genome, query, changed, run: run / 2) : nil }
        let rest = changed.filter { best[$0].differs(from: query[$0]) }
        return Trimming(best, query, rest, run: min(run, rest.count / 8))
    }
}

extension Fitness {
    /// The distance from the query.
    fileprivate var proximity: Double { objectives[objectives.count - DesignTerms.names.count] }
}
