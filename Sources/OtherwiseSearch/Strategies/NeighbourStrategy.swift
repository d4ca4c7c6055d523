import OtherwiseCore

/// For models that cannot be seen through: the nearest row of other outcome, then feature after feature put back.
///
/// Deterministic, and certain of nothing: it returns certificates of kind `none`. After NICE (Brughmans,
/// Leyman and Martens 2023), whose nearest unlike neighbour it starts from.
package struct NeighbourStrategy: Strategy {
    package let name = "nearest unlike neighbour with features put back"
    private let reference: ReferenceRows

    /// How many rows the model is asked about at once, and how often, before the search gives up.
    private static let (batchRows, batches) = (256, 8)
    /// How many rows of the wanted outcome the search starts from.
    private static let starts = 50

    package init(_ reference: ReferenceRows) { self.reference = reference }

    package func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult {
        var asking = Asking(model: reference.model, query: query, deadline: budget.time.map { .now + $0 })
        var result = SearchResult(status: .budget, answers: [])
        var seen: Set<Set<Int>> = []
        for start in try await starts(&asking) where result.answers.count < count {
            let values = try await resetting(start, &asking)
            guard seen.insert(Set(values.indices.filter { values[$0] != query.factual.values[$0] })).inserted else {
                continue
            }
            let cost = query.cost(of: values)
            result.answers.append(
                SearchResult.Answer(
                    values: values, certificate: Certificate(kind: .none, lowerBound: nil, upperBound: cost),
                    region: [:]))
        }
        result.modelRows = asking.rows
        if !result.answers.isEmpty { result.status = .found }
        result.answers.sort { $0.certificate.upperBound ?? 0 < $1.certificate.upperBound ?? 0 }
        return result
    }

    /// Rows within the limits that reach the goal, cheapest first: reference rows of the wanted outcome, in which
    /// features are put back that may not become what they are there.
    private func starts(_ asking: inout Asking) async throws -> [[Value]] {
        let query = asking.query
        var known: Set<[Value]> = []
        let rows = try await reference.places(reaching: query.goal).map { query.permitted(reference.rows[$0]) }
            .filter { known.insert($0).inserted && query.permits($0) }
        let order = rows.indices.map { (cost: query.cost(of: rows[$0]), index: $0) }
            .sorted { ($0.cost, $0.index) < ($1.cost, $1.index) }.map(\.index)
        var found: [[Value]] = []
        for first in stride(from: 0, to: order.count, by: Self.batchRows).prefix(Self.batches) {
            guard found.count < Self.starts, !asking.isLate else { break }
            found += try await asking.reaching(order[first...].prefix(Self.batchRows).map { rows[$0] })
        }
        return Array(found.prefix(Self.starts))
    }

    /// Puts features back to the factual, the dearest that the goal can spare first, until none can be spared.
    private func resetting(_ start: [Value], _ asking: inout Asking) async throws -> [Value] {
        let query = asking.query
        var values = start
        while !asking.isLate {
            let changed = values.indices.filter { values[$0] != query.factual.values[$0] }
            let trials = changed.map { position in
                var trial = values
                trial[position] = query.factual.values[position]
                return trial
            }.filter(query.permits)
            let reaching = try await asking.reaching(trials)
            guard let best = reaching.min(by: { query.cost(of: $0) < query.cost(of: $1) }) else { return values }
            values = best
        }
        return values
    }
}

/// The model being asked for one query, and how often it was.
private struct Asking {
    let model: any Model
    let query: Query
    let deadline: ContinuousClock.Instant?
    /// The number of rows asked about.
    private(set) var rows = 0

    init(model: any Model, query: Query, deadline: ContinuousClock.Instant?) {
        self.model = model
        self.query = query
        self.deadline = deadline
    }

    var isLate: Bool { deadline.map { $0 < .now } ?? false }

    /// Those of the trials that reach the goal.
    mutating func reaching(_ trials: [[Value]]) async throws -> [[Value]] {
        guard !trials.isEmpty else { return [] }
        let schema = query.factual.schema
        let table = try Table(trials.map { try Row(schema: schema, values: $0) }, schema: schema)
        let outcomes = try await model.predict(table)
        rows += trials.count
        return trials.indices.filter { query.goal.isReached(by: outcomes[$0]) }.map { trials[$0] }
    }
}

extension Query {
    /// What changing to `values` costs, as reported.
    func cost(of values: [Value]) -> Double {
        let sum = values.indices.reduce(0) { $0 + measure.price(of: $1, from: factual.values[$1], to: values[$1]) }
        return measure.reported(sum)
    }

    /// The values, each put back to the factual where its feature may not take it.
    fileprivate func permitted(_ values: [Value]) -> [Value] {
        let features = factual.schema.features
        return values.indices.map {
            features[$0].permits(values[$0], from: factual.values[$0]) ? values[$0] : factual.values[$0]
        }
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
