import Synchronization

/// The rows that ended a model while a question was answered, so that the answer can name them.
package final class FatalRows: Sendable {
    /// Those of the question that the current task is about.
    @TaskLocal package static var ofQuestion: FatalRows?

    private let known = Mutex<Set<String>>([])

    package init() {}

    package func add(_ row: String) { _ = known.withLock { $0.insert(row) } }

    package func add(_ others: FatalRows) {
        let rows = others.known.withLock { $0 }
        known.withLock { $0.formUnion(rows) }
    }

    /// How many there are and one of them, the same whatever the order in which they were met; `nil` for none.
    package var note: String? {
        let rows = known.withLock { $0 }
        guard let first = rows.min() else { return nil }
        return rows.count == 1
            ? "the model ends when it is asked about the row with \(first), which counts as no answer"
            : "the model ends when it is asked about any of \(rows.count) rows, such as that with \(first); they count as no answers"
    }

    /// Does some work, and keeps note of the rows that end the model on the way.
    package static func noting<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        try await $ofQuestion.withValue(FatalRows()) { try await work() }
    }
}
