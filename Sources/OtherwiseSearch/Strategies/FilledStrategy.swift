import OtherwiseCore

/// A strategy with proofs, and one that asks the model for as many ways as the first has not come to within its budget.
///
/// Those that are added each change another set of features, be it more than one of the others does; what is proved of
/// the cheapest bounds their cost too.
package struct FilledStrategy: Strategy {
    /// That of the first; a result says by its certificates which ways the second added.
    package var name: String { exact.name }
    private let exact: any Strategy
    private let filling: any Strategy

    package init(_ exact: any Strategy, filling: any Strategy) {
        self.exact = exact
        self.filling = filling
    }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        var result = try await exact.answers(to: query, count: count, budget: count > 1 ? budget.first : budget.toFirst)
        guard result.status != .infeasible, result.answers.count < count else { return result }
        let more = try await filling.answers(to: query, count: count, budget: budget.rest)
        let bound = result.answers.first?.certificate.lowerBound ?? result.lowerBound
        let pool = result.answers + more.answers.map { $0.bounded(by: bound) }
        result.answers = Array(query.distinct(pool).prefix(count)).placed(query, bound)
        result.modelRows += more.modelRows
        result.unscored += more.unscored
        if !result.answers.isEmpty { result.status = .found }
        if result.answers.count == count { result.shortage = nil }
        return result
    }
}

extension Query {
    /// The cheapest of each set of changed features, cheapest first.
    fileprivate func distinct(_ answers: [SearchResult.Answer]) -> [SearchResult.Answer] {
        var ways: Set<Set<Int>> = []
        return answers.sorted { $0.cost < $1.cost }.filter { ways.insert(Set(changed($0.values))).inserted }
    }
}

extension [SearchResult.Answer] {
    /// The answers with the bound of the cheapest where one changes all that another before it does.
    fileprivate func placed(_ query: Query, _ bound: Double?) -> [SearchResult.Answer] {
        let ways = map { Set(query.changed($0.values)) }
        return enumerated().map { place, answer in
            let isFurther = ways[..<place].allSatisfy { !ways[place].isSuperset(of: $0) }
            return answer.certificate.rivals == .all || isFurther ? answer : answer.bounded(by: bound)
        }
    }
}

extension SearchBudget {
    /// Four fifths of the time.
    fileprivate var first: SearchBudget { with(time: time.map { $0 * 4 / 5 }) }

    /// All of the time for a search that has an answer, four fifths for one that has none.
    fileprivate var toFirst: SearchBudget {
        var budget = self
        budget.timeToFirst = first.time
        return budget
    }

    /// One fifth.
    fileprivate var rest: SearchBudget { with(time: time.map { $0 / 5 }) }

    /// The same numbers in another time.
    package func with(time: Duration?) -> SearchBudget {
        var budget = self
        budget.time = time
        return budget
    }
}

extension SearchResult.Answer {
    /// The answer with what is proved of the cheapest.
    fileprivate func bounded(by lowerBound: Double?) -> SearchResult.Answer {
        guard let lowerBound else { return self }
        var answer = self
        answer.certificate = Certificate(
            kind: .gap, lowerBound: min(lowerBound, cost), upperBound: certificate.upperBound)
        return answer
    }
}
