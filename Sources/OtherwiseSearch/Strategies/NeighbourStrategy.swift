import OtherwiseCore

/// For models that cannot be seen through: the nearest row of other outcome, then feature after feature put back.
///
/// Deterministic, and certain of nothing: it returns certificates of kind `none`. After NICE (Brughmans,
/// Leyman and Martens 2023), whose nearest unlike neighbour it starts from.
package struct NeighbourStrategy: Strategy {
    package let name = "nearest unlike neighbour with features put back"
    private let reference: ReferenceRows

    package init(_ reference: ReferenceRows) { self.reference = reference }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        var result = SearchResult(status: .budget, answers: [])
        var seen: Set<Set<Int>> = []
        for neighbour in try await neighbours(of: query) where result.answers.count < count {
            let values = try await resetting(neighbour, query: query, modelRows: &result.modelRows)
            guard seen.insert(Set(values.indices.filter { values[$0] != query.factual.values[$0] })).inserted else {
                continue
            }
            let cost = query.cost(of: values)
            result.answers.append(
                SearchResult.Answer(
                    values: values, certificate: Certificate(kind: .none, lowerBound: nil, upperBound: cost),
                    region: [:]))
        }
        if !result.answers.isEmpty { result.status = .found }
        result.answers.sort { $0.certificate.upperBound ?? 0 < $1.certificate.upperBound ?? 0 }
        return result
    }

    /// The permitted rows of the wanted outcome, cheapest first; at most 50.
    private func neighbours(of query: Query) async throws -> [[Value]] {
        let rows = reference.rows
        let reaching = try await reference.places(reaching: query.goal).filter { query.permits(rows[$0]) }
        let priced = reaching.map { (cost: query.cost(of: rows[$0]), index: $0) }
        return priced.sorted { ($0.cost, $0.index) < ($1.cost, $1.index) }.prefix(50).map { rows[$0.index] }
    }

    /// Puts features back to the factual, the dearest that the goal can spare first, until none can be spared.
    private func resetting(_ start: [Value], query: Query, modelRows: inout Int) async throws -> [Value] {
        var values = start
        while true {
            let changed = values.indices.filter { values[$0] != query.factual.values[$0] }
            let trials = changed.map { position in
                var trial = values
                trial[position] = query.factual.values[position]
                return trial
            }.filter(query.permits)
            guard !trials.isEmpty else { return values }
            let schema = query.factual.schema
            let outcomes = try await reference.model.predict(
                Table(trials.map { try Row(schema: schema, values: $0) }, schema: schema))
            modelRows += trials.count
            let reaching = trials.indices.filter { query.goal.isReached(by: outcomes[$0]) }
            guard let best = reaching.min(by: { query.cost(of: trials[$0]) < query.cost(of: trials[$1]) }) else {
                return values
            }
            values = trials[best]
        }
    }
}

extension Query {
    /// What changing to `values` costs, as reported.
    func cost(of values: [Value]) -> Double {
        let sum = values.indices.reduce(0) { $0 + measure.price(of: $1, from: factual.values[$1], to: values[$1]) }
        return measure.reported(sum)
    }

    /// Whether `values` keep the limits of every feature and the constraints between them.
    func permits(_ values: [Value]) -> Bool {
        let features = factual.schema.features
        guard values.indices.allSatisfy({ features[$0].permits(values[$0], from: factual.values[$0]) }) else {
            return false
        }
        guard !factual.schema.constraints.isEmpty, let row = try? Row(schema: factual.schema, values: values) else {
            return true
        }
        return factual.schema.constraints.allSatisfy { $0.holds(for: row, from: factual) }
    }
}
