import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseSearch
import OtherwiseTabular

/// Robust and plain counterfactuals of the rows that a network rejects, put to the networks trained anew.
struct RetrainingTrial: Sendable {
    let networks: RetrainedNetworks
    let seed: UInt64
    /// At most so many rejected rows, from the first.
    var rowLimit = 60

    static let thresholds = [0.60, 0.85, 0.92]
    private static let goal = Goal.outcome("accepted")

    /// The counterfactuals of one row; every one is a row of its own.
    struct Ways: Sendable {
        let factual: Row
        let closest: [Value]
        /// One for each threshold.
        let robust: [Robustification.Outcome]
        /// As far from the closest as the second of the robust ones, in a random direction.
        let stray: [Value]
        let nearest: [Value]?
        /// The nearest row of the data that is stable enough.
        let nearestRobust: [Value]?
        /// The stability of the robust ones, measured again on many more draws.
        let measured: [Double]
    }

    /// One for each rejected row; `nil` where nothing was found.
    func ways() async throws -> [Ways?] {
        let rejected = try rejectedRows()
        let reference = ReferenceRows(
            networks.train, model: networks.model, schema: networks.schema, statistics: networks.statistics)
        return try await withThrowingTaskGroup(of: (Int, Ways?).self) { group in
            for (place, row) in rejected.enumerated() {
                group.addTask { (place, try await ways(of: row, place, reference)) }
            }
            var found = [Ways?](repeating: nil, count: rejected.count)
            for try await (place, ways) in group { found[place] = ways }
            return found
        }
    }

    private func rejectedRows() throws -> [Row] {
        let predictions = try networks.model.predict(networks.test)
        let rejected = (0..<networks.test.count).filter { !Self.goal.isReached(by: predictions[$0]) }
        return try rejected.prefix(rowLimit).map { try networks.test.row($0, schema: networks.schema) }
    }

    private func ways(of row: Row, _ place: Int, _ reference: ReferenceRows) async throws -> Ways? {
        let query = Query(
            factual: row, goal: Self.goal,
            measure: CostMeasure(.l2(), schema: networks.schema, statistics: networks.statistics), margin: 0,
            statistics: networks.statistics
        ) { _ in false }
        let plain = try await GradientStrategy(networks.smooth).answers(to: query, count: 1, budget: SearchBudget())
        guard let closest = plain.answers.first?.values else { return nil }
        var (robust, measured) = ([Robustification.Outcome](), [Double]())
        for threshold in Self.thresholds {
            let search = try Robustification(networks.model, query: query, settings: settings(threshold, place))
            guard let outcome = try await search.alongGradient(of: networks.smooth, from: closest) else { return nil }
            robust.append(outcome)
            let probe = try StabilityProbe(
                networks.model, query: query, settings: settings(threshold, place, draws: 1000))
            measured.append(try await probe.scores(around: outcome.values, stream: -2).stability(.relaxed).value)
        }
        let search = try Robustification(networks.model, query: query, settings: settings(0.85, place))
        return Ways(
            factual: row, closest: closest, robust: robust,
            stray: stray(from: closest, as: robust[1].values, query, place),
            nearest: try await search.nearest(in: reference),
            nearestRobust: try await search.towardsData(reference)?.values,
            measured: measured)
    }

    private func settings(_ threshold: Double, _ place: Int, draws: Int = 100) -> RobustSettings {
        RobustSettings(threshold: threshold, draws: draws, seed: seed &* 1000 &+ UInt64(place))
    }

    /// `closest` moved in a random direction by its distance to `robust`.
    private func stray(from closest: [Value], as robust: [Value], _ query: Query, _ place: Int) -> [Value] {
        var generator = SeededGenerator(seed: seed).split(place)
        let units = query.measure.units
        let moved = zip(zip(closest, robust), units).map { ($0.0.number ?? 0, $0.1.number ?? 0, $1) }
        let length = moved.reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) * $1.2 * $1.2 }.squareRoot()
        let direction = generator.normals(closest.count)
        let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return zip(moved, direction).map { .number($0.0 + $1 / norm * length / $0.2) }
    }

    // MARK: What becomes of them

    /// The mean share of the retrained networks that accept the rows.
    func robustValidity(_ rows: [[Value]]) throws -> Double {
        let table = try Table(rows.map { try Row(schema: networks.schema, values: $0) }, schema: networks.schema)
        let shares = try networks.retrained.map { network in
            let predictions = try network.predict(table)
            return Double((0..<rows.count).count { Self.goal.isReached(by: predictions[$0]) }) / Double(rows.count)
        }
        return shares.reduce(0, +) / Double(shares.count)
    }

    /// The mean Euclidean distance of the rows from their factuals, in units of ranges.
    func cost(_ rows: [[Value]], from factuals: [Row]) throws -> Double {
        let measure = CostMeasure(.l2(), schema: networks.schema, statistics: networks.statistics)
        let costs = try zip(rows, factuals).map { values, factual in
            measure.breakdown(from: factual, to: try Row(schema: networks.schema, values: values)).total
        }
        return costs.reduce(0, +) / Double(costs.count)
    }
}
