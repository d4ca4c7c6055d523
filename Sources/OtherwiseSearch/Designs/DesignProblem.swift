public import OtherwiseCore
import OtherwiseNumerics

/// The question what to change about a design (Regenwetter, Abu Obaideh and Ahmed 2023).
///
/// The schema of the query says what may change, and how; features that may not are frozen.
public struct DesignProblem: Sendable {
    /// The design to start from.
    public let query: Row
    /// What a design must meet, and what is traded off.
    public let targets: DesignTargets
    /// What the asker should know, in words.
    public let notes: [String]
    /// The outputs that are kept with every design.
    package let outputs: [String]
    package let space: MixedSpace
    package let coding: RowCoding
    /// The known designs that differ from the query in no frozen feature.
    package private(set) var designs: [Individual<[Value]>] = []
    package let statistics: [String: FeatureStatistics]
    let evaluator: any Evaluator
    /// What is known to come of some designs, by their values, beside the known designs.
    private var remembered: [[Value]: [Value]] = [:]
    let terms: DesignTerms
    /// A sample of the known designs.
    private let manifold: ChangedNeighbours
    private let gauges: [LimitGauge]
    private let factual: Genome
    private let plausible: PlausibilityLimit?
    private let consequences: (any Consequences)?

    /// How many of the nearest designs the manifold term looks at, and among how many.
    private static let (neighbours, sampleSize, sampleSeed) = (3, 1000, UInt64(42))

    /// - Parameters:
    ///   - outputs: What is known to come of the designs, `[designs]`; not evaluated again, but for those of which all is
    ///     missing.
    ///   - query: The design to change.
    /// - Throws: `DesignError`, which names what is wrong with the question.
    public init(
        designs: Table, outputs: Table, query: Row, targets: DesignTargets, evaluator: any Evaluator,
        terms: DesignTerms = DesignTerms()
    ) throws {
        let known = try KnownDesigns(designs, outputs: outputs, query: query)
        try self.init(
            query: query, targets: targets, outputs: outputs.columns.map(\.name), evaluator: evaluator, terms: terms,
            reference: known.reference, statistics: known.statistics, notes: known.notes)
        for (output, range) in zip(targets.limits.map(\.output), targets.limits.map(\.requirement)) {
            guard case .within = range, let column = outputs[output] else { continue }
            let text = (0..<outputs.count).lazy.map { column[$0] }.first { $0.category != nil }
            if let text { throw DesignError.notNumeric(output: output, value: text.description) }
        }
        self.designs = known.kept.compactMap { place in
            let genome = coding.genome(of: known.rows[place])
            let outcome = outputs.values(at: place)
            guard outcome.contains(where: { $0 != .missing }) else { return nil }
            return Individual(genome: genome, outcome: outcome, fitness: fitness(of: genome, outcome))
        }
    }

    /// - Parameters:
    ///   - outputs: The names of what the evaluator returns and what is kept.
    ///   - reference: Rows that the manifold term looks for neighbours among.
    ///   - plausible: How ordinary designs must be; `nil` where any will do.
    ///   - consequences: What follows of a change; the limits hold for what comes of it.
    package init(
        query: Row, targets: DesignTargets, outputs: [String], evaluator: any Evaluator, terms: DesignTerms,
        reference: [[Value]], statistics: [String: FeatureStatistics], notes: [String] = [],
        plausible: PlausibilityLimit? = nil, consequences: (any Consequences)? = nil
    ) throws(DesignError) {
        if let unknown = targets.outputs.first(where: { !outputs.contains($0) }) {
            throw .unknownOutput(unknown, known: outputs)
        }
        try evaluator.check(targets)
        self.query = query
        self.targets = targets
        self.notes = notes
        self.outputs = outputs
        self.evaluator = evaluator
        self.statistics = statistics
        self.terms = terms
        self.plausible = plausible
        self.consequences = consequences
        let space = MixedSpace(schema: query.schema, statistics: statistics)
        self.space = space
        coding = RowCoding(schema: query.schema, factual: query.values, statistics: statistics)
        factual = coding.genome(of: query.values)
        gauges = targets.limits.map { LimitGauge($0, among: outputs) }
        var generator = SeededGenerator(seed: Self.sampleSeed)
        let sample = reference.count > Self.sampleSize ? reference.shuffled(using: &generator) : reference
        manifold = ChangedNeighbours(
            sample.prefix(Self.sampleSize).map(space.point), query: space.point(query.values),
            features: query.values.count)
    }

    /// Spares evaluations whose outcome is known, as from a search that goes on.
    ///
    /// - Parameter outcomes: The outputs of designs, by their values.
    package mutating func remember(_ outcomes: [[Value]: [Value]]) { remembered = outcomes }

    /// Whether the query is among the known designs, and keeps every limit.
    var isQueryKnownToBeEnough: Bool {
        designs.contains { $0.fitness.isFeasible && coding.values(of: $0.genome) == query.values }
    }

    /// The names of the objectives, in their order: the aims, then proximity, sparsity, manifold.
    public var objectives: [String] { targets.aims.map(\.output) + DesignTerms.names }
}

extension DesignProblem: GeneticProblem {
    package var genes: [Gene] { coding.genes }

    /// The outputs of every design, `[designs × outputs]`.
    package func outcomes(of genomes: [Genome]) async throws -> [[Value]] {
        guard !remembered.isEmpty else { return try await evaluated(genomes) }
        let known = genomes.map { remembered[coding.values(of: $0)] }
        let unknown = known.indices.filter { known[$0] == nil }
        let new = unknown.isEmpty ? [] : try await evaluated(unknown.map { genomes[$0] })
        guard new.count == unknown.count else { throw EvaluationError(candidates: unknown.count, outcomes: new.count) }
        var found = new.makeIterator()
        return known.compactMap { $0 ?? found.next() }
    }

    private func evaluated(_ genomes: [Genome]) async throws -> [[Value]] {
        let table = try await evaluator.outputs(of: coding.table(of: genomes))
        let columns = try outputs.map { name in
            guard let column = table[name] else {
                throw DesignError.unknownOutput(name, known: table.columns.map(\.name))
            }
            return column
        }
        return (0..<table.count).map { row in columns.map { $0[row] } }
    }

    package func fitness(of genome: Genome, _ outcome: [Value]) -> Fitness {
        let set = coding.values(of: genome)
        let values = consequences?.settled(set, from: query.values) ?? set
        let aims = targets.aims.map { aim in
            outputs.firstIndex(of: aim.output).flatMap { outcome[$0].number }.map(aim.objective) ?? .nan
        }
        return Fitness(
            objectives: aims + [proximity(of: set), sparsity(of: set, genome), strangeness(of: values, genome)],
            constraints: gauges.map { $0.slack(of: outcome) } + rules(values)
                + [plausible].compactMap { $0?.violation(of: values) } + strays(set, values))
    }

    private func proximity(of values: [Value]) -> Double {
        terms.proximity?(values) ?? space.gower(query.values, values)
    }

    private func sparsity(of values: [Value], _ genome: Genome) -> Double {
        if let sparsity = terms.sparsity { return sparsity(values) }
        let changed = zip(genome, factual).count { $0.differs(from: $1) }
        return Double(changed) / Double(max(genome.count, 1))
    }

    private func strangeness(of values: [Value], _ genome: Genome) -> Double {
        if let distance = terms.manifold { return distance(values) }
        let point = consequences == nil ? coding.point(of: genome, in: space) : space.point(values)
        let nearest = manifold.nearest(to: point, limit: Self.neighbours)
        let sum = nearest.reduce(0) { $0 + space.gower($1) }
        return nearest.isEmpty ? 0 : sum / Double(nearest.count)
    }

    /// How many features follow to where they may not be.
    private func strays(_ set: [Value], _ settled: [Value]) -> [Double] {
        consequences == nil ? [] : [Double(query.strays(set, settled: settled).count)]
    }

    /// By how much each constraint between features is broken.
    private func rules(_ values: [Value]) -> [Double] {
        let constraints = query.schema.constraints
        guard !constraints.isEmpty, let row = try? Row(schema: query.schema, values: values) else { return [] }
        return constraints.map { $0.excess(of: row, from: query)?.distance ?? 0 }
    }
}
