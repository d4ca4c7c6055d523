import Foundation
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch
import Synchronization

/// The paper's case in two dimensions: a disc and four arcs are valid, the query in their middle is not.
final class FiveRegions: Evaluator {
    private let population: Int
    private let generations: Int
    /// The number of designs evaluated so far.
    private let asked = Mutex(0)

    init(population: Int, generations: Int) {
        self.population = population
        self.generations = generations
    }

    /// The number of the region that a point lies in, 0 for the disc; `nil` outside of all.
    static func region(_ x: Double, _ y: Double) -> Int? {
        if hypot(x - 0.3, y - 0.3) < 0.1 { return 0 }
        let (falling, rising) = (pow(x - y, 6) - 1, pow(x + y, 6) - 1)
        let sum = falling * falling + rising * rising
        return sum * sum < 0.99 ? (x > y ? 1 : 2) + (x + y > 0 ? 2 : 0) : nil
    }

    func outputs(of designs: Table) throws -> Table {
        asked.withLock { $0 += designs.count }
        let points = (0..<designs.count).map { row in designs.values(at: row).map { $0.number ?? .nan } }
        let validity = points.map { Self.region($0[0], $0[1]) == nil ? Int32(0) : 1 }
        return try Table(columns: [
            Column(name: "valid", storage: .categories(codes: validity, levels: ["no", "yes"])),
            Column(name: "x1", storage: .numbers(points.map { $0[0] })),
        ])
    }

    func findings(_ seeds: [UInt64]) async throws -> Findings {
        var runs: [Run] = []
        for seed in seeds { runs.append(try await run(seed)) }
        func median(_ figure: KeyPath<Run, Double>) -> Double {
            OrderStatistics.median(runs.map { $0[keyPath: figure] }) ?? .nan
        }
        return Findings(
            figures: [
                Figure("valid share of the samples, least of all seeds", runs.map(\.valid).min() ?? .nan, .atLeast, 1),
                Figure("sparse share of the pool, median of the seeds", median(\.sparse), .atLeast, 0.1),
                Figure("regions in 10 samples at diversity 0.3, median of the seeds", median(\.regions), .atLeast, 4),
                Figure(
                    "rise of mean x1 as its weight goes from 0.1 to 10, least of all seeds",
                    runs.map(\.rise).min() ?? .nan, .atLeast, .leastNormalMagnitude),
                Figure("designs evaluated while sampling", runs.map(\.askedSampling).max() ?? .nan, .atMost, 0),
            ],
            controls: [
                Control(
                    "sparse share of the pool with no genes put back, median of the seeds", median(\.sparseUnrepaired),
                    mustNotReach: .atLeast, 0.005),
                Control(
                    "regions in 10 samples at diversity 0, median of the seeds", median(\.regionsTogether),
                    mustNotReach: .atLeast, 3),
                Control(
                    "designs evaluated while the search goes on", runs.map(\.askedSearching).min() ?? .nan,
                    mustNotReach: .atMost, 0),
            ])
    }

    /// What one seed gives.
    private struct Run {
        var valid, sparse, sparseUnrepaired, regions, regionsTogether, rise, askedSampling, askedSearching: Double
    }

    private func run(_ seed: UInt64) async throws -> Run {
        let plain = try problem(["valid is yes"], seed: seed)
        var search = try await found(plain, RevertRepair(to: [0, 0]), seed: seed)
        let unrepaired = try await found(plain, nil, seed: seed).pool().candidates
        let aimed = try await found(
            problem(["valid is yes", "maximise x1"], seed: seed), RevertRepair(to: [0, 0]), seed: seed)
        let before = asked.withLock { $0 }
        let (apart, together) = (try search.sample(10), try search.sample(10, DesignPreferences(diversity: 0)))
        let (light, heavy) = (try Self.mean(aimed, weight: 0.1), try Self.mean(aimed, weight: 10))
        let sampled = asked.withLock { $0 }
        let pool = try search.pool().candidates
        try await search.generate(1)
        return Run(
            valid: Self.validShare(apart.candidates + together.candidates), sparse: Self.sparseShare(pool),
            sparseUnrepaired: Self.sparseShare(unrepaired), regions: Self.regions(apart.candidates),
            regionsTogether: Self.regions(together.candidates), rise: heavy - light,
            askedSampling: Double(sampled - before), askedSearching: Double(asked.withLock { $0 } - sampled))
    }

    private func problem(_ targets: [String], seed: UInt64) throws -> DesignProblem {
        let schema = try Schema(
            features: ["x1", "x2"].map { Feature(name: $0, domain: .numeric(range: -1.1...1.1, step: nil)) })
        var generator = SeededGenerator(seed: seed)
        let columns = ["x1", "x2"].map { name in
            Column(
                name: name,
                storage: .numbers((0..<200 * population).map { _ in .random(in: -1.1...1.1, using: &generator) }))
        }
        let designs = try Table(columns: columns)
        return try DesignProblem(
            designs: designs, outputs: outputs(of: designs),
            query: Row(schema: schema, values: [.number(0), .number(0)]),
            targets: DesignTargets(targets), evaluator: self)
    }

    private func found(_ problem: DesignProblem, _ repair: RevertRepair?, seed: UInt64) async throws -> DesignSearch {
        var search = DesignSearch(
            problem, start: .random, GeneticSettings(population: population, repair: repair), seed: seed)
        try await search.generate(generations)
        return search
    }

    private static func mean(_ search: DesignSearch, weight: Double) throws -> Double {
        let chosen = try search.sample(10, DesignPreferences(weights: ["x1": weight])).candidates
        return chosen.reduce(0) { $0 + ($1.values[0].number ?? .nan) } / Double(chosen.count)
    }

    private static func region(of candidate: DesignCandidate) -> Int? {
        region(candidate.values[0].number ?? .nan, candidate.values[1].number ?? .nan)
    }

    private static func regions(_ candidates: [DesignCandidate]) -> Double {
        Double(Set(candidates.compactMap(region(of:))).count)
    }

    private static func validShare(_ candidates: [DesignCandidate]) -> Double {
        Double(candidates.count { region(of: $0) != nil }) / Double(candidates.count)
    }

    private static func sparseShare(_ candidates: [DesignCandidate]) -> Double {
        Double(candidates.count { $0.values.contains(.number(0)) }) / Double(candidates.count)
    }
}
