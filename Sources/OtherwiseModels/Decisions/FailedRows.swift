import Synchronization

/// The rows that a model failed at while a question was answered, or did not come to, so that the answer can name them.
package final class FailedRows: Sendable {
    /// Those of the question that the current task is about.
    @TaskLocal package static var ofQuestion: FailedRows?

    /// How a model fails at a row.
    package enum Failure: Sendable, Hashable, CaseIterable {
        /// It ends.
        case ended
        /// It says that it has no answer.
        case refused
    }

    private let known = Mutex<[Failure: Set<String>]>([:])
    /// How many of the reference rows the model answered about, where it did not come to all of them.
    private let reached = Mutex<(rows: Int, of: Int)?>(nil)

    package init() {}

    package func add(_ row: String, _ failure: Failure) {
        _ = known.withLock { $0[failure, default: []].insert(row) }
    }

    package func add(_ others: FailedRows) {
        let rows = others.known.withLock { $0 }
        known.withLock { $0.merge(rows) { $0.union($1) } }
        guard let theirs = others.reached.withLock({ $0 }) else { return }
        // The least, whatever the order of the questions.
        reached.withLock { own in if own.map({ theirs.rows < $0.rows }) ?? true { own = theirs } }
    }

    /// Notes that the time was over when the model had answered about so many of the reference rows.
    package func add(reached rows: Int, of all: Int) { reached.withLock { $0 = (rows, all) } }

    /// For each kind of failure how many rows there are and one of them, the same whatever the order in which they were
    /// met.
    package var notes: [String] {
        let rows = known.withLock { $0 }
        let unreached = reached.withLock { reached in
            reached.map {
                "the model answered about \($0.rows) of the \($0.of) reference rows within the time limit, and rows of the wanted outcome were looked for among those alone"
            }
        }
        return Failure.allCases.compactMap { failure in
            guard let own = rows[failure], let first = own.min() else { return nil }
            return own.count == 1
                ? "the model \(failure.verb) when it is asked about the row with \(first), which counts as no answer"
                : "the model \(failure.verb) when it is asked about any of \(own.count) rows, such as that with \(first); they count as no answers"
        } + [unreached].compactMap(\.self)
    }

    /// Does some work, and keeps note of the rows that the model fails at on the way; so does a question that it is a part
    /// of.
    package static func noting<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        let (whole, own) = (ofQuestion, FailedRows())
        defer { whole?.add(own) }
        return try await $ofQuestion.withValue(own) { try await work() }
    }
}

extension FailedRows.Failure {
    fileprivate var verb: String {
        switch self {
        case .ended: "ends"
        case .refused: "answers with an error"
        }
    }
}
