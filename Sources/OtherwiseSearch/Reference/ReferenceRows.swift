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
    /// In how many parts the rows are asked about, each spread over all of them: one for a model that runs here.
    private let parts: Int
    private let asked = Mutex(Asked())
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
        let size = model.isAskedFromAfar ? Self.partRows : max(rows.count, 1)
        parts = (rows.count + size - 1) / size
    }

    /// How many rows a process or a server is asked about at once.
    static let partRows = 256

    /// What the model has said so far, and who asks about the rest.
    private struct Asked {
        /// Of each part in order.
        var answers: [Predictions] = []
        var task: Task<Void, any Error>?
    }

    /// The rows whose prediction reaches a goal.
    package struct Reaching: Sendable, Hashable {
        /// Their places, ascending.
        package let places: [Int]
        /// Whether they are all; otherwise they are those among the rows that the model came to.
        package let areAll: Bool
    }

    /// The places of the rows whose prediction reaches a goal, ascending.
    package func places(reaching goal: Goal) async throws -> [Int] { try await rows(reaching: goal).places }

    /// The rows whose prediction reaches a goal; looked for once.
    ///
    /// - Parameter deadline: When a process or a server is asked no longer; where it has not come to all rows by then, the
    ///   question keeps note of that (`FailedRows`).
    /// - Throws: What the model throws; `CancellationError`, after which the rest is asked about anew.
    package func rows(reaching goal: Goal, until deadline: ContinuousClock.Instant? = nil) async throws -> Reaching {
        try await ask(until: deadline)
        if let known = reaching.withLock({ $0[goal] }) { return Reaching(places: known, areAll: true) }
        let answers = asked.withLock(\.answers)
        let found = answers.enumerated().flatMap { part, said in
            zip(places(ofPart: part), 0..<said.count).filter { goal.isReached(by: said[$1]) }.map(\.0)
        }.sorted()
        guard answers.count == parts else {
            FailedRows.ofQuestion?.add(reached: answers.reduce(0) { $0 + $1.count }, of: rows.count)
            return Reaching(places: found, areAll: false)
        }
        reaching.withLock { $0[goal] = found }
        return Reaching(places: found, areAll: true)
    }

    /// The number of rows that the model was asked to score.
    package var scoredCount: Int { asked.withLock { $0.answers.reduce(0) { $0 + $1.count } } }

    /// Whether it was asked about all of them.
    package var isScored: Bool { asked.withLock { $0.answers.count == parts } }
}

// MARK: Asking

extension ReferenceRows {
    private func ask(until deadline: ContinuousClock.Instant?) async throws {
        let deadline = model.isAskedFromAfar ? deadline : nil
        while !isScored, !deadline.isPast {
            let task = asked.withLock { asked in
                let task = asked.task ?? Task { try await self.askOnward(until: deadline) }
                asked.task = task
                return task
            }
            do {
                try await withTaskCancellationHandler {
                    try await task.value
                } onCancel: {
                    task.cancel()
                }
            } catch is CancellationError {
                asked.withLock { if $0.task == task { $0.task = nil } }
                // It may be another's question that was taken back, or whose time was over.
                try Task.checkCancellation()
            }
        }
        FailedRows.ofQuestion?.add(failed)
    }

    /// Asks about part after part, and keeps each answer.
    private func askOnward(until deadline: ContinuousClock.Instant?) async throws {
        let model = model.answering(until: deadline)
        for part in asked.withLock(\.answers.count)..<parts {
            let own = try places(ofPart: part).map { try Row(schema: schema, values: rows[$0]) }
            let table = try Table(own, schema: schema)
            // Whichever question comes first, the rows are named in the answer to each.
            let said = try await FailedRows.$ofQuestion.withValue(failed) { try await model.predict(table) }
            asked.withLock { $0.answers.append(said) }
        }
    }

    private func places(ofPart part: Int) -> StrideTo<Int> { stride(from: part, to: rows.count, by: parts) }
}
