package import OtherwiseCore

/// For any model: a genetic search that minimises cost, changed features and distance from the reference rows at once,
/// and a choice among all that it found (MCD; Regenwetter, Abu Obaideh and Ahmed 2023).
///
/// It proves nothing. What it found can be kept and chosen from again.
package struct GeneticStrategy: Strategy {
    package let name = "genetic: NSGA-II with features put back"
    private let reference: ReferenceRows
    private let options: GeneticOptions
    private let seed: UInt64

    /// At most so many reference rows are searched from and held against.
    private static let sampleSize = 1000

    package init(_ reference: ReferenceRows, options: GeneticOptions = GeneticOptions(), seed: UInt64) {
        self.reference = reference
        self.options = options
        self.seed = seed
    }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        try result(of: await search(for: query, budget: budget), query, count: count)
    }

    /// Answers chosen among all that a search found, cheapest first.
    package func result(of search: DesignSearch, _ query: Query, count: Int) throws -> SearchResult {
        var result = SearchResult(status: .budget, answers: [])
        (result.modelRows, result.unscored) = (search.progress.evaluated, search.progress.failed)
        let sample = try search.pool().oneOfEachChange(options.preferences).sample(count, options.preferences)
        result.answers = sample.candidates.map(\.values).sorted { query.cost(of: $0) < query.cost(of: $1) }.map {
            let cost = query.cost(of: $0)
            return SearchResult.Answer(
                values: $0, certificate: Certificate(kind: .none, lowerBound: nil, upperBound: cost), region: [:])
        }
        if !result.answers.isEmpty { result.status = .found }
        return result
    }

    /// Searches until the generations are bred, the time is spent or the task is cancelled.
    package func search(for query: Query, budget: SearchBudget) async throws -> DesignSearch {
        let deadline = budget.time.map { ContinuousClock.now + $0 }
        let limit = budget.modelRows ?? .max
        let population = min(options.population, max(limit, 2))
        let problem = try problem(for: query)
        let settings = GeneticSettings(
            population: population, repair: RevertRepair(to: problem.coding.genome(of: query.factual.values)),
            threads: options.threads)
        var search = DesignSearch(
            problem, start: .random, settings,
            candidates: founders(for: query).prefix(limit - 1).map(problem.coding.genome), seed: seed)
        for generation in 0..<options.generations {
            let isLate = deadline.map { $0 < .now } ?? false
            if generation > 0, isLate || search.progress.evaluated > limit - population { break }
            do { try await search.generate(1) } catch is CancellationError where generation > 0 { break }
        }
        return search
    }

    private func problem(for query: Query) throws -> DesignProblem {
        let evaluator = ModelEvaluator(["outcome": query.model(of: reference.model)])
        let features = Double(max(query.factual.values.count, 1))
        return try DesignProblem(
            query: query.factual, targets: DesignTargets(query.goal, output: "outcome"), outputs: evaluator.names,
            evaluator: evaluator, terms: DesignTerms(proximity: { query.cost(of: $0) / features }),
            reference: sample, statistics: query.statistics, plausible: query.plausible,
            consequences: query.consequences)
    }

    /// Some reference rows, evenly spread.
    private var sample: [[Value]] {
        let step = max(1, (reference.rows.count + Self.sampleSize - 1) / Self.sampleSize)
        return stride(from: 0, to: reference.rows.count, by: step).map { reference.rows[$0] }
    }

    /// Reference rows in which features are put back that may not become what they are there.
    private func founders(for query: Query) -> [[Value]] {
        let (features, factual, parts) = (query.factual.schema.features, query.factual.values, query.parts)
        return sample.map { row in
            var values = factual
            for part in parts where part.allSatisfy({ features[$0].permits(row[$0], from: factual[$0]) }) {
                for position in part { values[position] = row[position] }
            }
            return values
        }
    }
}

/// How a genetic search for answers works.
public struct GeneticOptions: Sendable, Hashable {
    /// At least 2.
    public var population: Int
    /// How many generations are bred, at least 1.
    public var generations: Int
    /// How many parts of a generation are put to the model at once; without influence on the answers.
    public var threads: Int
    /// What makes an answer good, and how different several should be.
    public var preferences: DesignPreferences

    /// The published population and generations, one thread.
    public init(
        population: Int = 100, generations: Int = 50, threads: Int = 1,
        preferences: DesignPreferences = DesignPreferences()
    ) {
        self.population = population
        self.generations = generations
        self.threads = threads
        self.preferences = preferences
    }
}

extension DesignTargets {
    /// A goal for one output.
    package init(_ goal: Goal, output: String) {
        var limits: [DesignLimit]
        switch goal {
        case .outcome(let label): limits = [DesignLimit(output, .oneOf([label]))]
        case .not(let label): limits = [DesignLimit(output, .noneOf([label]))]
        case .within(let range): limits = [DesignLimit(output, .within(range))]
        case .probable(let label, let floor):
            let score = ModelEvaluator.scoreName(of: label, in: output)
            limits = [DesignLimit(output, .oneOf([label])), DesignLimit(score, .within(floor...Double.infinity))]
        }
        self.init(unchecked: limits, aims: [])
    }
}

extension DesignPool {
    /// The best candidate of each set of changed features.
    package func oneOfEachChange(_ preferences: DesignPreferences) throws(DesignError) -> DesignPool {
        let scores = try scores(preferences)
        var best: [Set<Int>: Int] = [:]
        for (place, candidate) in candidates.enumerated() {
            let changed = Set(candidate.values.indices.filter { candidate.values[$0] != query[$0] })
            if let rival = best[changed], scores[rival] <= scores[place] { continue }
            best[changed] = place
        }
        return DesignPool(
            best.values.sorted().map { candidates[$0] }, outputs: outputs, aims: aims, query: query, space: space)
    }
}
