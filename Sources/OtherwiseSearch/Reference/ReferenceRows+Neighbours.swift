import HeapModule
import OtherwiseCore

extension ReferenceRows {
    /// How many neighbours the model is asked about at once, and how often before the search gives up.
    private static let (batchRows, batches) = (64, 40)

    /// Rows that reach the goal within the limits, nearest first; of each only what the limits permit is taken.
    ///
    /// Finding out what the rows are takes at most half of the time that is left.
    ///
    /// - Parameter share: The least share of the model's trust that the goal must have there, 0...1.
    func neighbours(
        of query: Query, _ reaches: [FeatureReach], limit: Int, share: Double = 0, _ scorer: inout CandidateScorer
    ) async throws -> [Candidate] {
        let parts = query.parts
        var nearest = try await nearest(to: query, reaches, until: scorer.halfway ?? query.deadline)
        var found: [Candidate] = []
        for _ in 0..<Self.batches where found.count < limit && !nearest.isEmpty {
            var batch: [[Value]] = []
            while batch.count < Self.batchRows, let place = nearest.popMin()?.place {
                let values = permitted(place, of: parts, reaches)
                if query.violation(of: values) == 0 { batch.append(values) }
            }
            found += try await scorer.scored(batch).filter { $0.isAnswer && $0.share >= share }
        }
        return Array(found.prefix(limit))
    }

    /// The rows of the wanted outcome by the distance of what the limits permit of them.
    private func nearest(
        to query: Query, _ reaches: [FeatureReach], until deadline: ContinuousClock.Instant?
    ) async throws -> Heap<RankedRow> {
        let factual = space.point(query.factual.values)
        let limited = reaches.indices.filter { !reaches[$0].takesAll(of: extents[$0]) }
        return try await Heap(
            rows(reaching: query.goal, until: deadline).places.map { place in
                var point = points[place]
                // What may not become what it is there stays as it was.
                for position in limited where !reaches[position].takes(rows[place][position]) {
                    point[position / 4][position % 4] = factual[position / 4][position % 4]
                }
                return RankedRow(distance: MixedSpace.distance(factual, point), place: place)
            })
    }

    /// A row, its features, or one-hot groups, put back to the factual where they may not be what they are there.
    private func permitted(_ place: Int, of parts: [[Int]], _ reaches: [FeatureReach]) -> [Value] {
        let row = zip(reaches, rows[place]).map { $0.gridded($1) }
        return parts.filter { $0.allSatisfy { reaches[$0].contains(row[$0]) } }
            .reduce(reaches.map(\.factual)) { $0.taking($1, from: row) }
    }
}

/// A row by its distance; of equally far ones the earlier first.
private struct RankedRow: Comparable {
    let distance: Double
    let place: Int

    static func < (left: RankedRow, right: RankedRow) -> Bool {
        (left.distance, left.place) < (right.distance, right.place)
    }
}
