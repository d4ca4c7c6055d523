package import OtherwiseCore
import OtherwiseModels

/// For any model: a genetic search that minimises cost, changed features and distance from the reference rows at once,
/// and a choice among all that it found (MCD; Regenwetter, Abu Obaideh and Ahmed 2023).
///
/// It proves nothing. What it found can be kept and chosen from again.
package struct GeneticStrategy: Strategy {
    package let name = "genetic: NSGA-II with features put back"
    private let reference: ReferenceRows
    private let options: GeneticOptions
    private let seed: UInt64

    /// At most so many reference rows are held against; and searched from, but no more than so many for each candidate
    /// of a generation.
    private static let (sampleSize, mostFounders) = (1000, 10)
    /// How many answers are trimmed at least.
    private static let mostTrimmed = 12

    package init(_ reference: ReferenceRows, options: GeneticOptions = GeneticOptions(), seed: UInt64) {
        self.reference = reference
        self.options = options
        self.seed = seed
    }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        try result(of: await search(for: query, count: count, budget: budget), query, count: count)
    }

    /// Answers chosen among all that a search found, cheapest first.
    package func result(of search: DesignSearch, _ query: Query, count: Int) throws -> SearchResult {
        var result = SearchResult(status: .budget, answers: [])
        (result.modelRows, result.unscored) = (search.progress.evaluated, search.progress.failed)
        result.failure = search.failure
        guard search.progress.generation > 0 else { return result }
        let sample = try search.pool().oneOfEachChange(options.preferences, atLeast: count)
            .sample(count, options.preferences)
        result.answers = sample.candidates.map(\.values).sorted { query.cost(of: $0) < query.cost(of: $1) }.map {
            let cost = query.cost(of: $0)
            return SearchResult.Answer(
                values: $0, certificate: Certificate(kind: .none, lowerBound: nil, upperBound: cost), region: [:])
        }
        if !result.answers.isEmpty { result.status = .found }
        return result
    }

    /// Searches until the generations are bred, the budget is spent, the task is cancelled or the model fails; then puts
    /// back what the best answers can spare.
    package func search(for query: Query, count: Int, budget: SearchBudget) async throws -> DesignSearch {
        let deadline = budget.time.map { ContinuousClock.now + $0 }
        var search = try founded(query, limit: budget.modelRows ?? .max, deadline: deadline)
        do {
            for generation in 0..<options.generations where generation == 0 || !deadline.isPast {
                try await search.generate(1)
            }
            let best = max(Self.mostTrimmed, 3 * count)
            try await search.trim(best, options.preferences, limit: budget.modelRows ?? .max) { deadline.isPast }
        } catch is CancellationError where search.progress.generation > 0 || deadline.isPast {
        } catch let error as ModelError where search.progress.generation > 0 {
            search.failure = error
        }
        return search
    }

    /// - Parameter limit: How many rows may be put to the model; a tenth is left for what is put back.
    private func founded(
        _ query: Query, limit: Int, deadline: ContinuousClock.Instant?
    ) throws -> DesignSearch {
        let problem = try problem(for: query, deadline: deadline)
        var settings = GeneticSettings(
            population: options.population, repair: RevertRepair(to: problem.coding.genome(of: query.factual.values)),
            threads: options.threads)
        settings.mostEvaluations = limit - limit / 10
        let founders = founders(for: query).map(problem.coding.genome)
        return DesignSearch(problem, start: .random, settings, candidates: founders, seed: seed)
    }

    private func problem(for query: Query, deadline: ContinuousClock.Instant?) throws -> DesignProblem {
        let model = query.model(of: reference.model.answering(until: deadline))
        let evaluator = ModelEvaluator(["outcome": model])
        let features = Double(max(query.factual.values.count, 1))
        return try DesignProblem(
            query: query.factual, targets: DesignTargets(query.goal, output: "outcome"), outputs: evaluator.names,
            evaluator: evaluator, terms: DesignTerms(proximity: { query.cost(of: $0) / features }),
            reference: sample(of: Self.sampleSize), statistics: query.statistics, plausible: query.plausible,
            consequences: query.consequences)
    }

    /// Some reference rows, evenly spread.
    private func sample(of size: Int) -> [[Value]] {
        let step = max(1, (reference.rows.count + size - 1) / size)
        return stride(from: 0, to: reference.rows.count, by: step).map { reference.rows[$0] }
    }

    /// Reference rows in which features are put back that may not become what they are there.
    private func founders(for query: Query) -> [[Value]] {
        let (features, factual, parts) = (query.factual.schema.features, query.factual.values, query.parts)
        return sample(of: min(Self.sampleSize, Self.mostFounders * options.population)).map { row in
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

    /// The published population and generations, one thread; the cheapest answers.
    public init(
        population: Int = 100, generations: Int = 50, threads: Int = 1, preferences: DesignPreferences = .cheapest
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
