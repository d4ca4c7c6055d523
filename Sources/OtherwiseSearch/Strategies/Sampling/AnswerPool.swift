import OtherwiseCore

/// Answers found so far: of each set of changed features the cheapest.
struct AnswerPool {
    private let query: Query
    private var cheapest: [Set<Int>: Candidate] = [:]

    init(_ query: Query) { self.query = query }

    var count: Int { cheapest.count }

    /// - Returns: Whether no answer with the same changed features was known.
    @discardableResult
    mutating func add(_ answer: Candidate) -> Bool {
        let changed = Set(query.changed(answer.values))
        let known = cheapest[changed]
        if known.map({ answer.cost < $0.cost }) ?? true { cheapest[changed] = answer }
        return known == nil
    }

    /// The answers, cheapest first; of equal cost in the order of the features they change.
    var answers: [Candidate] {
        cheapest.map { (changed: $0.key.sorted(), answer: $0.value) }.sorted { one, other in
            one.answer.cost == other.answer.cost
                ? one.changed.lexicographicallyPrecedes(other.changed) : one.answer.cost < other.answer.cost
        }.map(\.answer)
    }

    /// The cheapest as a result without proofs.
    func result(count: Int, _ scorer: CandidateScorer) -> SearchResult {
        let answers = answers.prefix(count).map { answer in
            SearchResult.Answer(
                values: answer.values,
                certificate: Certificate(kind: .none, lowerBound: nil, upperBound: answer.cost), region: [:])
        }
        var result = SearchResult(status: answers.isEmpty ? .budget : .found, answers: answers)
        (result.modelRows, result.unscored) = (scorer.rowCount, scorer.unscoredCount)
        result.failure = scorer.failure
        return result
    }
}
