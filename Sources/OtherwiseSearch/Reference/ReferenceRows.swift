package import OtherwiseCore
import OtherwiseModels
import Synchronization

/// Rows of reference data and what the model says of them, asked once and only when needed.
package final class ReferenceRows: Sendable {
    package let model: any Model
    package let schema: Schema
    /// `[rows × features]`; a feature without a column is missing.
    package let rows: [[Value]]
    package let space: MixedSpace
    /// The rows as points, `[rows]`.
    package let points: [Point]
    /// What the values of each feature lie within, `[features]`.
    let extents: [ColumnExtent]
    private let pending = Mutex<Task<Predictions, any Error>?>(nil)
    private let failed = FailedRows()
    /// The rows that reach each goal that was asked for.
    private let reaching = Mutex<[Goal: [Int]]>([:])

    /// - Parameter limit: At most so many rows, evenly spread.
    package init(
        _ table: Table, model: any Model, schema: Schema, statistics: [String: FeatureStatistics], limit: Int = 50_000
    ) {
        let step = max(1, (table.count + limit - 1) / limit)
        let columns = schema.features.map { table[$0.name] }
        rows = stride(from: 0, to: table.count, by: step).map { row in columns.map { $0?[row] ?? .missing } }
        self.model = model
        self.schema = schema
        let space = MixedSpace(schema: schema, statistics: statistics)
        self.space = space
        points = rows.map(space.point)
        extents = columns.map { ColumnExtent($0) }
    }

    /// The model's word on every row, in order.
    ///
    /// - Throws: What the model throws; `CancellationError`, after which the rows are asked about anew.
    package func predictions() async throws -> Predictions {
        while true {
            let task = pending.withLock { pending in
                let task = pending ?? Task { try await self.predict() }
                pending = task
                return task
            }
            do {
                let predictions = try await withTaskCancellationHandler {
                    try await task.value
                } onCancel: {
                    task.cancel()
                }
                FailedRows.ofQuestion?.add(failed)
                return predictions
            } catch is CancellationError {
                pending.withLock { if $0 == task { $0 = nil } }
                // It may be another's question that was taken back.
                try Task.checkCancellation()
            }
        }
    }

    private func predict() async throws -> Predictions {
        let table = try Table(rows.map { [schema] in try Row(schema: schema, values: $0) }, schema: schema)
        // Whichever question comes first, the rows are named in the answer to each.
        return try await FailedRows.$ofQuestion.withValue(failed) { try await model.predict(table) }
    }

    /// The places of the rows whose prediction reaches a goal, ascending; looked for once.
    package func places(reaching goal: Goal) async throws -> [Int] {
        let predictions = try await predictions()
        return reaching.withLock { known in
            if let places = known[goal] { return places }
            let places = rows.indices.filter { goal.isReached(by: predictions[$0]) }
            known[goal] = places
            return places
        }
    }

    /// The number of rows that the model was asked to score.
    package var scoredCount: Int { pending.withLock { $0 == nil ? 0 : rows.count } }
}
