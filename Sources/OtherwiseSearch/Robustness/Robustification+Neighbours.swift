package import OtherwiseCore

extension Robustification {
    /// T-Rex:NN (Hamman et al. 2023): of the reference rows of the wanted outcome the nearest that is stable enough; the
    /// nearest of all where none is.
    ///
    /// - Parameter limit: How many rows are looked at, nearest first.
    /// - Returns: `nil` where no reference row reaches the goal within the limits.
    package func towardsData(
        _ reference: ReferenceRows, form: StabilityForm = .relaxed, limit: Int = 50
    ) async throws -> Outcome? {
        var rows = 0
        for (place, neighbour) in try await conservative(reference, limit: limit, rows: &rows).enumerated() {
            var outcome = try await unmoved(neighbour, form)
            rows += outcome.modelRows
            (outcome.steps, outcome.modelRows) = (place + 1, rows)
            if outcome.isReached { return outcome }
        }
        guard let nearest = try await nearest(in: reference) else { return nil }
        var outcome = try await unmoved(nearest, form)
        outcome.modelRows += rows
        return outcome
    }

    /// The nearest reference row that reaches the goal, as far as the limits permit; `nil` where none does.
    package func nearest(in reference: ReferenceRows) async throws -> [Value]? {
        var scorer = try await CandidateScorer(model, query: query, budget: SearchBudget())
        return try await reference.neighbours(of: query, query.reaches, limit: 1, &scorer).first?.values
    }

    /// Reference rows of the wanted outcome that are stable enough, nearest to the factual first.
    ///
    /// - Parameters:
    ///   - count: How many are enough.
    ///   - limit: How many rows are looked at for them.
    package func stableRows(of reference: ReferenceRows, count: Int = 5, limit: Int = 50) async throws -> StableRows {
        var found = StableRows()
        for neighbour in try await conservative(reference, limit: limit, rows: &found.modelRows)
        where found.rows.count < count {
            found.modelRows += probe.rowCount
            if try await unmoved(neighbour, .meanMinusDeviation).isReached { found.rows.append(neighbour) }
        }
        return found
    }

    /// RobX (Dutta et al. 2022), for models without gradients: from the answer straight towards stable rows of the wanted
    /// outcome, to the first point on the way that is stable enough; the cheapest of those.
    ///
    /// - Returns: `nil` where no way leads to a stable answer.
    package func alongLines(from answer: [Value], to stable: StableRows) async throws -> Outcome? {
        var (best, rows) = (Outcome?.none, 0)
        for row in stable.rows {
            let outcome = try await firstStable(from: answer, to: row, rows: &rows)
            if let outcome, best.map({ query.cost(of: outcome.values) < query.cost(of: $0.values) }) ?? true {
                best = outcome
            }
        }
        best?.modelRows = rows
        return best
    }

    /// The first of ten points on the line to a row at which the answer is stable; categories change at the half.
    private func firstStable(from answer: [Value], to row: [Value], rows: inout Int) async throws -> Outcome? {
        for step in 1...10 {
            let share = Double(step) / 10
            let values = zip(zip(answer, row), query.reaches).map { ends, reach in
                guard let from = ends.0.number, let to = ends.1.number else { return share < 0.5 ? ends.0 : ends.1 }
                return from == to ? ends.0 : reach.onGrid(from + share * (to - from)).map(Value.number) ?? ends.0
            }
            rows += 1
            guard try await isAnswer(values) else { continue }
            var outcome = try await unmoved(values, .meanMinusDeviation)
            rows += outcome.modelRows
            outcome.steps = step
            if outcome.isReached { return outcome }
        }
        return nil
    }

    /// Reference rows within the limits that reach the goal with a score of the threshold, nearest to the factual first.
    ///
    /// The relaxed stability is at most the score, and the mean score of a neighbourhood seldom far above it.
    private func conservative(_ reference: ReferenceRows, limit: Int, rows: inout Int) async throws -> [[Value]] {
        var scorer = try await CandidateScorer(model, query: query, budget: SearchBudget())
        let neighbours = try await reference.neighbours(
            of: query, query.reaches, limit: limit, share: settings.threshold, &scorer)
        rows += scorer.rowCount
        return neighbours.map(\.values)
    }
}

/// Rows to move answers towards.
package struct StableRows: Sendable, Hashable {
    /// Nearest to the factual first.
    package fileprivate(set) var rows: [[Value]] = []
    /// How many rows the model was asked to score to find them.
    package fileprivate(set) var modelRows = 0

    /// None.
    package init() {}
}
