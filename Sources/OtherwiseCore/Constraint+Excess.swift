extension Constraint {
    /// How far a row is from keeping the constraint: a sum its distance from the range, an implication 1.
    ///
    /// - Returns: The distance, and the size of what is added up, which is at least 1; `nil` where the constraint holds.
    package func excess(of row: Row, from factual: Row) -> (distance: Double, size: Double)? {
        guard !holds(for: row, from: factual) else { return nil }
        guard case .linear(let coefficients, let range) = self else { return (1, 1) }
        let terms = coefficients.sortedTerms.map { (row[$0.feature]?.number ?? .nan) * $0.factor }
        let sum = terms.reduce(0, +)
        let distance = max(range.lowerBound - sum, sum - range.upperBound)
        return distance.isFinite ? (distance, terms.reduce(1) { $0 + abs($1) }) : (1, 1)
    }
}
