import OtherwiseCore
import OtherwiseSearch
import Synchronization
import Testing

@Suite("Search for designs")
struct DesignSearchTests {
    @Test("Every design sampled keeps the limits when it is evaluated anew, and frozen features as they were")
    func keepsLimits() async throws {
        let problem = try Beams.problem(frozen: ["material"])
        let sample = try await Self.found(problem).sample(6)
        #expect(sample.candidates.count == 6 && sample.messages.isEmpty)
        for candidate in sample.candidates {
            #expect(candidate.values[3] == .category("wood"))
            let table = try Table(
                [Row(schema: problem.query.schema, values: candidate.values)], schema: problem.query.schema)
            #expect(try Beams().outputs(of: table).values(at: 0) == candidate.outputs)
            #expect((candidate.outputs[1].number ?? 0) >= 2)
            #expect(candidate.slacks[0] == 2 - (candidate.outputs[1].number ?? 0))
        }
    }

    @Test("A greater weight on an aim brings it down, one on sparsity leaves more as it was")
    func weights() async throws {
        let search = try await Self.found(Beams.problem())
        func mean(_ objective: Int, _ preferences: DesignPreferences) throws -> Double {
            let chosen = try search.sample(5, preferences).candidates
            return chosen.reduce(0) { $0 + $1.objectives[objective] } / Double(chosen.count)
        }
        let (light, heavy) = (DesignPreferences(weights: ["weight": 10]), DesignPreferences(weights: ["weight": 0.01]))
        #expect(try mean(0, light) < mean(0, heavy))
        #expect(try mean(2, DesignPreferences(sparsity: 10, diversity: 0)) <= mean(2, DesignPreferences(sparsity: 0)))
    }

    @Test("Diversity sets designs apart; without it the best are taken in their order")
    func diversity() async throws {
        let pool = try await Self.found(Beams.problem()).pool()
        func spread(_ diversity: Double) throws -> Double {
            let chosen = try pool.sample(5, DesignPreferences(diversity: diversity)).candidates
            return try #require(Diversity(chosen.map(\.values), in: pool.space)).mean
        }
        #expect(try spread(0.5) > spread(0))
        let one = try pool.sample(1).candidates
        #expect(try pool.sample(4, DesignPreferences(diversity: 0)).candidates.first == one.first)
    }

    @Test("Choosing again evaluates nothing")
    func resamples() async throws {
        let designs = try Beams.table(40)
        let evaluator = Counting()
        let problem = try DesignProblem(
            designs: designs, outputs: Beams().outputs(of: designs), query: Beams.query(),
            targets: DesignTargets(["load >= 2", "minimise weight to 0.5"]), evaluator: evaluator)
        var search = DesignSearch(problem, population: 20, seed: 1)
        try await search.generate(6)
        let rows = evaluator.rows.withLock { $0 }
        // The query, then 20 of each further generation: the designs make the first.
        #expect(rows == 1 + 5 * 20)
        for weight in [0, 1.0, 10] { _ = try search.sample(3, DesignPreferences(weights: ["weight": weight])) }
        _ = try search.sample(3, DesignPreferences(acceptability: Acceptability()), includesDesigns: true)
        #expect(evaluator.rows.withLock { $0 } == rows)
    }

    @Test("What is known of the query is not evaluated again, a missing value in it or none", arguments: [true, false])
    func knownQuery(isGappy: Bool) async throws {
        let evaluator = Counting()
        let designs = try Beams.table(40)
        let problem = try DesignProblem(
            designs: designs, outputs: Beams().outputs(of: designs),
            query: Beams.query(isGappy ? [2: .missing] : [:]), targets: DesignTargets(["weight <= 2"]),
            evaluator: evaluator)
        var search = DesignSearch(problem, population: 10, start: .random, seed: 1)
        try await search.generate(1)
        let rows = evaluator.rows.withLock { $0 }
        let query = try await search.query()
        #expect(evaluator.rows.withLock { $0 } == rows && query.values == problem.query.values)
    }

    @Test("A search goes on where it was, and the seed settles it whatever the threads")
    func goesOn() async throws {
        let problem = try Beams.problem()
        var (one, other) = (
            DesignSearch(problem, population: 20, seed: 4), DesignSearch(problem, population: 20, seed: 4, threads: 3)
        )
        try await one.generate(8)
        try await other.generate(3)
        try await other.generate(5)
        #expect(try one.pool().candidates == other.pool().candidates)
        #expect(one.progress.generation == 8)
    }

    @Test("Outputs that cannot be computed are counted, and such designs are no answers")
    func missingOutputs() async throws {
        let search = try await Self.found(Beams.problem(evaluator: Beams(tallest: 1)))
        #expect(search.progress.failed > 0)
        #expect(try search.pool().candidates.allSatisfy { ($0.values[0].number ?? 9) <= 1 })
    }

    @Test("Classes are targets too, and a row that keeps every limit as it is is said to")
    func classes() async throws {
        let search = try await Self.found(Beams.problem(["verdict is safe", "weight <= 3"]))
        #expect(try search.sample(3).candidates.allSatisfy { $0.outputs[2] == .category("safe") })
        let easy = try await Self.found(Beams.problem(["verdict is not safe"]))
        let sample = try easy.sample(1, DesignPreferences(manifold: 0))
        #expect(sample.messages == ["the query keeps every limit as it is"])
        #expect(sample.candidates.first?.values == (try Beams.query()).values)
    }

    @Test("Where fewer designs exist than are asked for, all come with a message; where none does, none")
    func tooFew() async throws {
        let frozen: Set<String> = ["height", "width", "material"]
        let few = try await Self.found(Beams.problem(["load 0.28..0.36"], frozen: frozen)).sample(9)
        // 0.25 × (1 + bolts / 10): 2, 3 and 4 bolts, of which 2 is the query itself.
        #expect(few.candidates.count == 3)
        #expect(few.messages.first == "9 designs were asked for, and only 3 that keep every limit were found")
        let none = try await Self.found(Beams.problem(["load >= 100"], frozen: frozen)).sample(9)
        #expect(none.candidates.isEmpty && none.messages == ["no design that keeps every limit was found"])
    }

    @Test("Where no design keeps every limit, the one in the way is named, or the nearest miss of all together")
    func misses() async throws {
        let frozen: Set<String> = ["height", "width", "material"]
        let beyond = try await Self.found(Beams.problem(["load >= 100", "weight <= 3"], frozen: frozen))
        // 0.25 × 1.8 with eight bolts.
        #expect(beyond.misses == ["no design that was tried keeps 'load >= 100'; the nearest has load 0.45"])
        let apart = try await Self.found(Beams.problem(["verdict is safe", "weight <= 0.1", "load 2..3"]))
        #expect(apart.misses.isEmpty == !(try apart.pool().candidates.isEmpty))
        let together = try await Self.found(
            Beams.problem(["load >= 0.4", "weight <= 0.18"], frozen: ["width", "material", "bolts"]))
        #expect(together.misses.count == 1)
        #expect(together.misses.first?.hasPrefix("every limit is kept by some design") == true)
        #expect(try await Self.found(Beams.problem()).misses.isEmpty)
    }

    @Test("A query among the known designs that keeps every limit is said to, though it is not evaluated")
    func knownQuery() async throws {
        let (designs, query) = (try Beams.table(40), try Beams.query())
        let known = try Table(
            designs.rows(of: query.schema) + [query], schema: query.schema)
        let problem = try DesignProblem(
            designs: known, outputs: Beams().outputs(of: known), query: query,
            targets: DesignTargets(["verdict is not safe"]), evaluator: Beams())
        #expect(try await Self.found(problem).sample(1).messages == ["the query keeps every limit as it is"])
    }

    @Test("More than a cap are not looked at, and that is said")
    func cap() async throws {
        let search = try await Self.found(Beams.problem())
        let sample = try search.sample(3, DesignPreferences(cap: 10))
        #expect(sample.messages == ["they were chosen among the 10 best of those found"])
        #expect(try search.sample(3, DesignPreferences(cap: 100_000)).messages.isEmpty)
    }

    @Test("Changes that the best designs can spare are put back, within the budget")
    func trims() async throws {
        var search = try await Self.found(Beams.problem(["load >= 2"]))
        let before = search.progress.evaluated
        try await search.trim(12, DesignPreferences(), limit: before + 40) { false }
        #expect(search.progress.evaluated > before && search.progress.evaluated <= before + 40)
        let query = try Beams.query().values
        let chosen = try search.pool().oneOfEachChange(DesignPreferences(), atLeast: 1).candidates
        let known = Set(try search.pool().candidates.map(\.values))
        for candidate in chosen {
            for place in query.indices where candidate.values[place] != query[place] {
                var values = candidate.values
                values[place] = query[place]
                #expect(!known.contains(values))
            }
        }
    }

    @Test("A direction and a constraint of the schema are kept as well")
    func schemaLimits() async throws {
        var features = try Beams.schema().features
        features[0].mutability = .decreaseOnly
        let schema = try Schema(
            features: features, constraints: [.linear(coefficients: ["width": 1, "height": 1], range: 0...1.2)])
        let query = try Row(schema: schema, values: Beams.query().values)
        let found = try await Self.found(Beams.problem(query: query)).pool().candidates
        #expect(!found.isEmpty)
        for candidate in found {
            let (height, width) = (candidate.values[0].number ?? 9, candidate.values[1].number ?? 9)
            #expect(height <= 0.5 && height + width <= 1.2 + 1e-9)
        }
    }

    @Test("An output that is infinite makes a design the last to be chosen, and its distance counts where it does not")
    func infinite() throws {
        let weights = [2, .infinity, 1, 3, .infinity]
        let candidates = weights.enumerated().map { place, weight in
            DesignCandidate(
                values: [.number(Double(place) / 4), .number(0.1), .number(0), .category("wood")],
                outputs: [.number(weight)], objectives: [weight, Double(place), 0, 0], slacks: [0])
        }
        let pool = DesignPool(
            candidates, outputs: ["weight"], aims: [DesignAim(.minimise, "weight")], query: try Beams.query().values,
            space: MixedSpace(schema: try Beams.schema(), statistics: [:]))
        for diversity in [0, 0.3, 1] {
            let chosen = try pool.sample(3, DesignPreferences(diversity: diversity)).candidates
            #expect(chosen.allSatisfy { $0.objectives[0].isFinite } && chosen.count == 3)
        }
        let near = try pool.sample(2, DesignPreferences(weights: ["weight": 0], diversity: 0)).candidates
        #expect(near == Array(candidates.prefix(2)))
    }

    private static func found(_ problem: DesignProblem) async throws -> DesignSearch {
        var search = DesignSearch(problem, population: 24, seed: 2)
        try await search.generate(15)
        return search
    }
}

extension Table {
    fileprivate func rows(of schema: Schema) throws -> [Row] {
        try (0..<count).map { try Row(schema: schema, values: values(at: $0)) }
    }
}

/// Beams, and how many were asked about.
private final class Counting: Evaluator {
    let rows = Mutex(0)

    func outputs(of designs: Table) throws -> Table {
        rows.withLock { $0 += designs.count }
        return try Beams().outputs(of: designs)
    }
}
