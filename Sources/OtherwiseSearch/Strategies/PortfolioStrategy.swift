import OtherwiseCore
import OtherwiseModels

/// Several strategies one after the other, each with what the earlier ones left of the budget; of all their answers
/// the cheapest.
package struct PortfolioStrategy: Strategy {
    package let name: String
    private let strategies: [any Strategy]
    /// Asked only where the others find fewer answers than are wanted.
    private let last: any Strategy

    package init(_ strategies: [any Strategy], orElse last: any Strategy) {
        name = strategies.map(\.name).joined(separator: "; and ")
        self.strategies = strategies
        self.last = last
    }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        let start = ContinuousClock.now
        var gathered = GatheredAnswers(to: query)
        for (place, strategy) in (strategies + [last]).enumerated()
        where place < strategies.count || gathered.count < count {
            var rest = budget
            rest.time = budget.time.map { max($0 - (.now - start), .zero) }
            rest.modelRows = budget.modelRows.map { $0 - gathered.modelRows }
            if rest.modelRows.map({ $0 <= 0 }) ?? false || (place > 0 && rest.time == .zero) { break }
            let goesOn = try await gathered.ask(strategy, for: count, rest, isFirst: place == 0)
            guard goesOn else { break }
        }
        return gathered.result(count: count)
    }
}

/// What several strategies found: of each set of changed features the cheapest.
private struct GatheredAnswers {
    private let query: Query
    private var found: [Set<Int>: SearchResult.Answer] = [:]
    private(set) var modelRows = 0
    private var unscored = 0
    private var failure: ModelError?

    init(to query: Query) { self.query = query }

    var count: Int { found.count }

    /// - Parameter isFirst: Whether none was asked before, so that its failure is that of all.
    /// - Returns: Whether another may be asked.
    mutating func ask(
        _ strategy: any Strategy, for count: Int, _ budget: SearchBudget, isFirst: Bool
    ) async throws -> Bool {
        let result: SearchResult
        do {
            result = try await strategy.answers(to: query, count: count, budget: budget)
        } catch is CancellationError where !isFirst {
            return false
        } catch let error as ModelError where !isFirst {
            failure = error
            return false
        }
        (modelRows, unscored) = (modelRows + result.modelRows, unscored + result.unscored)
        failure = result.failure
        for answer in result.answers {
            let changed = Set(query.changed(answer.values))
            if answer.cost < found[changed]?.cost ?? .infinity { found[changed] = answer }
        }
        return failure == nil
    }

    /// At most so many, cheapest first.
    func result(count: Int) -> SearchResult {
        var result = SearchResult(status: found.isEmpty ? .budget : .found, answers: [])
        result.answers = Array(found.sorted { Self.precedes($0, $1) }.map(\.value).prefix(count))
        (result.modelRows, result.unscored, result.failure) = (modelRows, unscored, failure)
        return result
    }

    /// Cheaper first; of equal cost in the order of the features changed.
    private static func precedes(
        _ one: (key: Set<Int>, value: SearchResult.Answer), _ other: (key: Set<Int>, value: SearchResult.Answer)
    ) -> Bool {
        one.value.cost == other.value.cost
            ? one.key.sorted().lexicographicallyPrecedes(other.key.sorted()) : one.value.cost < other.value.cost
    }
}

extension SearchResult.Answer {
    /// What it costs, as reported.
    var cost: Double { certificate.upperBound ?? .infinity }
}
