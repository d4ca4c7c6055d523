/// Outcomes by what they change: of each set of changed features the cheapest that is stable enough, or else the most
/// stable.
package struct RobustPool: Sendable {
    private let query: Query
    private var best: [Set<Int>: Robustification.Outcome] = [:]

    package init(_ query: Query, _ outcomes: [Robustification.Outcome] = []) {
        self.query = query
        for outcome in outcomes { add(outcome) }
    }

    package mutating func add(_ outcome: Robustification.Outcome) {
        let changed = Set(query.changed(outcome.values))
        if let known = best[changed], !isBetter(outcome, known) { return }
        best[changed] = outcome
    }

    /// Those that are stable enough, cheapest first; then the others, most stable first.
    package var outcomes: [Robustification.Outcome] {
        best.map { (changed: $0.key.sorted(), outcome: $0.value) }
            .sorted { $0.changed.lexicographicallyPrecedes($1.changed) }.map(\.outcome)
            .sorted(by: isBetter)
    }

    private func isBetter(_ one: Robustification.Outcome, _ other: Robustification.Outcome) -> Bool {
        guard one.isReached == other.isReached else { return one.isReached }
        guard one.isReached else { return one.stability.value > other.stability.value }
        return query.cost(of: one.values) < query.cost(of: other.values)
    }
}
