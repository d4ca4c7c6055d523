import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import Synchronization
import Testing

@testable import OtherwiseSearch

@Suite("Search over combinations of features")
struct CombinationSearchTests {
    @Test("Every finding is that of asking for the combination alone", arguments: 0..<40)
    func agrees(_ seed: UInt64) async throws {
        let known = KnownWays(random: seed)
        let size = 1 + Int(seed % 3)
        var search = try CombinationSearch(
            known, query: known.query(), size: size, proves: true, budget: SearchBudget())
        try await search.settle()
        let all = (1...size).flatMap { search.features.combinations(of: $0) }
        #expect(search.findings.count == all.count)
        for combination in all {
            let cheapest = known.cheapest(within: Set(combination))
            switch search.findings[combination] {
            case .way(let answer, let changes):
                #expect(Set(changes) == cheapest?.features && answer.certificate.upperBound == cheapest?.cost)
            case .impossible(let among):
                #expect(cheapest == nil && Set(among).isSuperset(of: combination))
                #expect(!known.ways.contains { $0.features.count <= size && $0.features.isSubset(of: among) })
            case .open, nil: Issue.record("\(combination) is open")
            }
        }
    }

    @Test(
        "A block without a way is ruled out at once; where all is possible, hardly more is asked than there is to know")
    func asksLittle() async throws {
        let one = KnownWays([([0, 1, 2], 1)], features: 24)
        var search = try CombinationSearch(one, query: one.query(), size: 2, proves: true, budget: SearchBudget())
        try await search.settle()
        #expect(search.findings.count == 24 + 276 && search.effort.searches == 1)

        let pair = KnownWays([([3, 9], 1)], features: 24)
        search = try CombinationSearch(pair, query: pair.query(), size: 2, proves: true, budget: SearchBudget())
        try await search.settle()
        #expect(search.effort.searches < 30)

        let singles = KnownWays((0..<8).map { ([$0], Double($0 + 1)) }, features: 8)
        search = try CombinationSearch(singles, query: singles.query(), size: 2, proves: true, budget: SearchBudget())
        try await search.settle()
        #expect(search.effort.searches <= 36)
    }

    @Test("The word of a strategy that proves nothing makes nothing impossible")
    func provesNothing() async throws {
        let known = KnownWays([([0, 1], 2)], features: 4, kind: .none)
        var search = try CombinationSearch(known, query: known.query(), size: 2, proves: false, budget: SearchBudget())
        try await search.settle()
        #expect(search.findings.values.count { if case .open = $0 { true } else { false } } == 9)
        #expect(search.findings.count == 10)
    }

    @Test("What the time does not allow is open")
    func time() async throws {
        let known = KnownWays([([0], 1)], features: 6)
        var search = try CombinationSearch(
            known, query: known.query(), size: 2, proves: true, budget: SearchBudget(), time: .nanoseconds(1))
        try await search.settle()
        #expect(search.effort.searches == 0)
        #expect(search.findings.count == 21 && search.findings.values.allSatisfy { $0 == .open })
    }

    @Test("A model that fails in the middle leaves what is known, and the rest open", arguments: [true, false])
    func failure(isThrown: Bool) async throws {
        let known = KnownWays((0..<6).map { ([$0], Double($0 + 1)) }, features: 6, kind: .none)
        let failing = FailingWays(known, from: 4, isThrown: isThrown)
        var search = try CombinationSearch(
            failing, query: known.query(), size: 2, proves: false, budget: SearchBudget())
        try await search.settle()
        #expect(search.findings.count == 21 && search.failure?.code == .unavailable)
        // Three searches before, and none after the one that failed.
        #expect(search.effort.searches == 4)
        let ways = search.findings.values.count { if case .way = $0 { true } else { false } }
        #expect(ways >= 3 && ways < 21)
        var straight = try CombinationSearch(
            known, query: known.query(), size: 2, proves: false, budget: SearchBudget())
        try await straight.settle()
        #expect(straight.failure == nil && straight.findings.values.allSatisfy { $0 != .open })
    }

    @Test("A model that fails at once is an error, and no menu of nothing")
    func failureAtOnce() async throws {
        let known = KnownWays([([0], 1)], features: 3, kind: .none)
        let failing = FailingWays(known, from: 1, isThrown: true)
        var search = try CombinationSearch(
            failing, query: known.query(), size: 2, proves: false, budget: SearchBudget())
        await #expect(throws: ModelError.self) { try await search.settle() }
    }

    @Test("Combinations are counted as they are listed, and too many to count are told")
    func counts() {
        for features in 0..<9 {
            for size in 1..<5 {
                let listed = (1...size).flatMap { Array(0..<features).combinations(of: $0) }
                #expect(CombinationSearch.count(of: features, size: size) == listed.count)
            }
        }
        #expect(CombinationSearch.count(of: 1000, size: 2) == 500_500)
        #expect(CombinationSearch.count(of: 100_000, size: 9) == nil)
    }
}

/// Knows all sets of features that reach the goal, with their costs; the number of changes where that is the cost.
private final class KnownWays: Strategy {
    let name = "known"
    let ways: [(features: Set<Int>, cost: Double)]
    private let features: Int
    private let kind: Certificate.Kind

    init(_ ways: [(Set<Int>, Double)], features: Int, kind: Certificate.Kind = .optimal) {
        self.ways = ways.map { (features: $0.0, cost: $0.1) }
        self.features = features
        self.kind = kind
    }

    /// Up to six ways of one to four of nine features, of different costs.
    convenience init(random seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let ways = (0..<Int.random(in: 0...6, using: &generator)).map { place in
            let size = Int.random(in: 1...4, using: &generator)
            let cost = Double(Int.random(in: 1...50, using: &generator)) + Double(place) / 10
            return (Set((0..<9).shuffled(using: &generator).prefix(size)), cost)
        }
        self.init(ways, features: 9)
    }

    func query() throws -> Query {
        let schema = try Schema(
            features: (0..<features).map { Feature(name: "f\($0)", domain: .numeric(range: 0...1, step: 1)) })
        let row = try Row(schema: schema, values: [Value](repeating: .number(0), count: features))
        return Query(
            factual: row, goal: .outcome("yes"), measure: CostMeasure(.l1(), schema: schema), margin: 0, statistics: [:]
        ) { _ in true }
    }

    func cheapest(within allowed: Set<Int>, counted: Bool = false) -> (features: Set<Int>, cost: Double)? {
        ways.filter { $0.features.isSubset(of: allowed) }.map {
            (features: $0.features, cost: counted ? Double($0.features.count) : $0.cost)
        }.min { $0.cost < $1.cost }
    }

    func answers(to query: Query, count: Int, budget: SearchBudget) -> SearchResult {
        let all = query.factual.schema.features
        let allowed = Set(all.indices.filter { all[$0].mutability != .immutable })
        guard let way = cheapest(within: allowed, counted: query.measure.cost == .l0()) else {
            return SearchResult(status: kind == .none ? .budget : .infeasible, answers: [])
        }
        let values = all.indices.map { Value.number(way.features.contains($0) ? 1 : 0) }
        let bound = kind == .none ? nil : way.cost
        let certificate = Certificate(kind: kind, lowerBound: bound, upperBound: way.cost)
        return SearchResult(
            status: .found, answers: [SearchResult.Answer(values: values, certificate: certificate, region: [:])])
    }
}

/// The same, of a model that is gone from one search on.
private final class FailingWays: Strategy {
    let name = "failing"
    private let known: KnownWays
    private let first: Int
    private let isThrown: Bool
    private let asked = Mutex(0)

    /// - Parameters:
    ///   - first: The first search at which it fails.
    ///   - isThrown: Whether it throws, or says so in the result.
    init(_ known: KnownWays, from first: Int, isThrown: Bool) {
        (self.known, self.first, self.isThrown) = (known, first, isThrown)
    }

    func answers(to query: Query, count: Int, budget: SearchBudget) throws -> SearchResult {
        let number = asked.withLock { asked in
            asked += 1
            return asked
        }
        guard number >= first else { return known.answers(to: query, count: count, budget: budget) }
        let gone = ModelError(.unavailable, "It is gone", hint: "Start it anew")
        if isThrown { throw gone }
        var result = SearchResult(status: .budget, answers: [])
        result.failure = gone
        return result
    }
}
