public import OtherwiseCore
package import OtherwiseModels

/// A search for designs that meet targets: found once, chosen from again and again.
///
/// ```swift
/// let problem = try DesignProblem(
///     designs: designs, outputs: outputs, query: query,
///     targets: DesignTargets(["safety >= 1.5", "minimise weight"]), evaluator: simulator)
/// var search = DesignSearch(problem, seed: 1)
/// try await search.generate(5)
/// let ways = try search.sample(5, DesignPreferences(weights: ["weight": 10]))
/// ```
public struct DesignSearch: Sendable {
    /// What is searched.
    public let problem: DesignProblem
    private var search: GeneticSearch<DesignProblem>
    /// What the model failed of, where that ended the search.
    package var failure: ModelError?

    /// What the first generation is made of, beside the query.
    public enum Start: String, Sendable, Hashable, Codable {
        /// The known designs that the question allows.
        case designs
        /// Designs drawn evenly.
        case random
    }

    /// - Parameters:
    ///   - population: At least 2.
    ///   - threads: How many parts of a generation are evaluated at once; without influence on the result.
    ///   - limit: How many designs may be evaluated in all, the known ones apart.
    public init(
        _ problem: DesignProblem, population: Int = 100, start: Start = .designs, seed: UInt64 = 0, threads: Int = 1,
        limit: Int = .max
    ) {
        let query = problem.coding.genome(of: problem.query.values)
        var settings = GeneticSettings(population: population, repair: RevertRepair(to: query), threads: threads)
        settings.mostEvaluations = limit
        self.init(problem, start: start, settings, seed: seed)
    }

    /// - Parameter candidates: Designs to begin with, beside the query.
    package init(
        _ problem: DesignProblem, start: Start, _ settings: GeneticSettings, candidates: [Genome] = [], seed: UInt64
    ) {
        self.problem = problem
        let query = problem.coding.genome(of: problem.query.values)
        let founders = GeneticSearch<DesignProblem>.Founders(
            known: start == .designs ? problem.designs : [], candidates: [query] + candidates)
        search = GeneticSearch(problem, settings: settings, founders: founders, seed: seed)
    }

    /// Breeds further generations; none where fewer than one is asked for.
    ///
    /// - Throws: `CancellationError` between generations, with all that was found kept; what the evaluator throws.
    public mutating func generate(_ generations: Int) async throws {
        for _ in 0..<max(generations, 0) { try await search.advance() }
    }

    /// Evaluates some designs that breed nobody.
    package mutating func consider(_ genomes: [Genome], limit: Int) async throws {
        try await search.consider(genomes, limit: limit)
    }

    /// What was found about a design; `nil` where it was not evaluated.
    func found(_ genome: Genome) -> Individual<[Value]>? { search.found(genome) }

    /// All that was evaluated, in that order.
    package var archive: [Individual<[Value]>] { search.archive }

    /// How far the search has come.
    public var progress: GeneticProgress { search.progress }

    /// The seed of whatever is drawn.
    public var seed: UInt64 { search.seed }

    /// All designs that keep every limit.
    ///
    /// - Parameter includesDesigns: Whether to add the known designs.
    /// - Throws: `DesignError.nothingGenerated` before the first generation.
    public func pool(includesDesigns: Bool = false) throws(DesignError) -> DesignPool {
        guard search.generation > 0 else { throw .nothingGenerated }
        let found = search.archive + (includesDesigns ? problem.designs : [])
        return DesignPool(problem, found.filter(\.fitness.isFeasible))
    }

    /// A few of the designs found, good by some preferences and different from one another; no design is evaluated.
    ///
    /// - Throws: `DesignError` before the first generation, or for a bad count or weight.
    public func sample(
        _ count: Int, _ preferences: DesignPreferences = DesignPreferences(), includesDesigns: Bool = false
    ) throws(DesignError) -> DesignSample {
        try pool(includesDesigns: includesDesigns).sample(count, preferences)
    }
}

extension DesignSearch {
    /// The query and what comes of it, evaluated where it is not known yet.
    package func query() async throws -> DesignCandidate {
        let genome = problem.coding.genome(of: problem.query.values)
        let key = GenomeKey(genome)
        var outcome = (archive + problem.designs).first { GenomeKey($0.genome) == key }?.outcome
        if outcome == nil { outcome = try await problem.outcomes(of: [genome]).first }
        guard let outcome else { throw EvaluationError(candidates: 1, outcomes: 0) }
        let fitness = problem.fitness(of: genome, outcome)
        return DesignCandidate(
            values: problem.query.values, outputs: outcome, objectives: fitness.objectives, slacks: fitness.constraints)
    }
}

/// A design, what comes of it, and how it stands to what is wanted.
public struct DesignCandidate: Sendable, Hashable, Codable {
    /// `[features]`.
    public let values: [Value]
    /// `[outputs]`.
    public let outputs: [Value]
    /// The aims, all of them to be minimised, then proximity, sparsity and manifold.
    public let objectives: [Double]
    /// For each limit by how much it is kept, as a number of at most 0, then for each constraint between features.
    public let slacks: [Double]

    package init(values: [Value], outputs: [Value], objectives: [Double], slacks: [Double]) {
        self.values = values
        self.outputs = outputs
        self.objectives = objectives
        self.slacks = slacks
    }
}
