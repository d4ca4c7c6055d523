import OtherwiseNumerics

/// NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002) for mixed variables, with limits, that keeps all it ever evaluated.
///
/// Parents are drawn without regard to their rank, as the paper of MCD's implementation draws them (pymoo's
/// `MixedVariableMating`): survival alone selects.
///
/// A value: a copy goes on by itself, and going on later gives the same as going on at once. Every generation draws
/// from a stream of its own, so that the same seed gives the same bits whatever the threads and the interruptions.
package struct GeneticSearch<Problem: GeneticProblem>: Sendable {
    package typealias Candidate = Individual<Problem.Outcome>

    package let problem: Problem
    package let settings: GeneticSettings
    package let seed: UInt64
    /// The number of generations so far; the founders are the first.
    package private(set) var generation = 0
    /// The best so far, best fronts first.
    package private(set) var population: [Candidate] = []
    /// Everything that was evaluated, in that order.
    package private(set) var archive: [Candidate] = []
    /// No candidate is left that was not evaluated, or none was found in many attempts.
    package private(set) var isExhausted = false
    /// What was found about each genome so far, that of known founders included.
    private var known: [GenomeKey: Candidate] = [:]
    private let founders: Founders

    /// What a search begins with.
    package struct Founders: Sendable {
        /// Candidates whose fitness is known; not evaluated again.
        package var known: [Candidate]
        /// Candidates to evaluate.
        package var candidates: [Genome]

        package init(known: [Candidate] = [], candidates: [Genome] = []) {
            self.known = known
            self.candidates = candidates
        }
    }

    /// - Parameter founders: Random candidates are added until there are as many as the population holds.
    package init(_ problem: Problem, settings: GeneticSettings, founders: Founders = Founders(), seed: UInt64) {
        self.problem = problem
        self.settings = settings
        self.founders = founders
        self.seed = seed
    }

    /// Breeds one more generation.
    ///
    /// - Throws: `CancellationError` between generations; what the problem throws. The search is then as it was before.
    package mutating func advance() async throws {
        guard !isExhausted else { return }
        try Task.checkCancellation()
        var generator = SeededGenerator(seed: seed).split(generation)
        let (wanted, survivors) =
            generation == 0 ? firstCandidates(using: &generator) : (children(using: &generator), population)
        let candidates = Array(wanted.prefix(max(0, settings.mostEvaluations - archive.count)))
        let evaluated = try await evaluate(candidates)
        // Did the older win ties, the query would breed as long as few candidates keep the limits, and copies of it last.
        select(from: (survivors + evaluated).shuffled(using: &generator))
        isExhausted = candidates.isEmpty && generation > 0
        generation += 1
    }

    /// Evaluates some candidates that breed nobody, those alone that were not evaluated before.
    ///
    /// - Parameter limit: How many may have been evaluated in all, these included.
    package mutating func consider(_ candidates: [Genome], limit: Int) async throws {
        var seen: Set<GenomeKey> = []
        let new = candidates.filter { found($0) == nil && seen.insert(GenomeKey($0)).inserted }
        try await evaluate(Array(new.prefix(max(0, limit - archive.count))))
    }

    @discardableResult
    private mutating func evaluate(_ candidates: [Genome]) async throws -> [Candidate] {
        let evaluated = try await problem.individuals(candidates, threads: settings.threads)
        archive += evaluated
        for candidate in evaluated { known[GenomeKey(candidate.genome)] = candidate }
        return evaluated
    }

    /// What was found about a genome; `nil` where it was not evaluated.
    package func found(_ genome: Genome) -> Candidate? { known[GenomeKey(genome)] }

    /// How far the search is.
    package var progress: GeneticProgress {
        GeneticProgress(
            generation: generation, evaluated: archive.count,
            feasible: archive.count { $0.fitness.isFeasible }, failed: archive.count { !$0.fitness.isMeasured })
    }
}

/// How a genetic search works.
package struct GeneticSettings: Sendable, Hashable {
    package var population = 100
    /// How many candidates generations may evaluate in all; the last that would go beyond has fewer.
    package var mostEvaluations = Int.max
    package var variation = Variation()
    /// `nil` leaves children as they are.
    package var repair: RevertRepair?
    /// How many parts of a generation are evaluated at once; without influence on the result.
    package var threads = 1

    package init(population: Int = 100, repair: RevertRepair? = nil, threads: Int = 1) {
        self.population = max(population, 2)
        self.repair = repair
        self.threads = threads
    }
}

/// How far a genetic search is.
public struct GeneticProgress: Sendable, Hashable, Codable {
    /// The number of generations bred so far.
    public let generation: Int
    /// The number of candidates evaluated.
    public let evaluated: Int
    /// How many of them keep all limits.
    public let feasible: Int
    /// How many of them could not be evaluated: some number was NaN.
    public let failed: Int
}

// MARK: Selection

extension GeneticSearch {
    /// Keeps the best fronts, and of the last that fits in part the loneliest; among equals those that come first.
    private mutating func select(from candidates: [Candidate]) {
        let fitness = candidates.map(\.fitness)
        population = []
        for front in NonDominatedSorting.fronts(fitness) {
            let room = settings.population - population.count
            guard room > 0 else { return }
            let crowding = NonDominatedSorting.crowdingDistances(in: front, fitness)
            let order = front.indices.sorted { (-crowding[$0], front[$0]) < (-crowding[$1], front[$1]) }
            population += order.prefix(room).map { candidates[front[$0]] }
        }
    }

    /// So many pairs of members, each member as often as the others: all survivors have the same chance to breed, and
    /// survival alone selects.
    private func parents(_ pairs: Int, using generator: inout SeededGenerator) -> [(Genome, Genome)] {
        var order: [Int] = []
        while order.count < 2 * pairs { order += population.indices.shuffled(using: &generator) }
        return (0..<pairs).map { (population[order[2 * $0]].genome, population[order[2 * $0 + 1]].genome) }
    }
}

// MARK: Breeding

extension GeneticSearch {
    private mutating func firstCandidates(using generator: inout SeededGenerator) -> ([Genome], [Candidate]) {
        for founder in founders.known { known[GenomeKey(founder.genome)] = founder }
        var seen = Set(known.keys)
        var candidates = founders.candidates.filter { seen.insert(GenomeKey($0)).inserted }
        let wanted = settings.population - founders.known.count
        for _ in 0..<Self.attempts * settings.population where candidates.count < wanted {
            let genome = problem.genes.map { $0.sample(using: &generator) }
            if seen.insert(GenomeKey(genome)).inserted { candidates.append(genome) }
        }
        return (candidates, founders.known)
    }

    /// As many children as the population has members, none of which was evaluated before; fewer where none are found.
    private func children(using generator: inout SeededGenerator) -> [Genome] {
        var children: [Genome] = []
        var seen: Set<GenomeKey> = []
        for _ in 0..<Self.attempts where children.count < settings.population {
            for child in brood(settings.population - children.count, using: &generator)
            where children.count < settings.population && found(child) == nil {
                if seen.insert(GenomeKey(child)).inserted { children.append(child) }
            }
        }
        return children
    }

    private func brood(_ count: Int, using generator: inout SeededGenerator) -> [Genome] {
        let parents = parents((count + 1) / 2, using: &generator)
        var brood = settings.variation.children(of: parents, genes: problem.genes, using: &generator)
        settings.repair?.repair(&brood, genes: problem.genes, using: &generator)
        return brood
    }

    /// How often children are bred anew when too many were there before.
    private static var attempts: Int { 100 }
}
