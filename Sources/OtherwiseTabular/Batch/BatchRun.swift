public import OtherwiseCore
import OtherwiseModels

/// Asks the same question about many rows of a file, on several threads and in constant memory.
///
/// ```swift
/// let run = try BatchRun(task, explainer: explainer, goal: .outcome(">50K"), rows: RowSelection(first: 3))
/// try await run.answers { answer in
///     try lines.bytes(of: answer)
/// } deliver: { bytes, _ in
///     file += bytes
/// }
/// ```
///
/// Answers come in the order of the rows and do not depend on the number of threads, unless the explainer's
/// budget is one of time. A row that cannot be asked about becomes an answer too, and the run goes on.
public struct BatchRun: Sendable {
    /// The model and the data.
    public let task: DecisionTask
    /// What answers.
    public let explainer: Explainer
    /// What is wanted of every row.
    public let goal: Goal
    /// The rows that are asked about.
    public let rows: RowSelection
    /// How many rows are worked on at once.
    public let threads: Int

    /// - Throws: `GoalError` for a goal that the model cannot reach, `TableError` for a row that the data do not have.
    public init(_ task: DecisionTask, explainer: Explainer, goal: Goal, rows: RowSelection, threads: Int = 1) throws {
        try goal.validate(for: explainer.model.output)
        if let last = rows.last, last >= task.profile.count { throw TableError.noRow(last, of: task) }
        self.task = task
        self.explainer = explainer
        self.goal = goal
        self.rows = rows
        self.threads = max(threads, 1)
    }

    /// Works through the rows.
    ///
    /// - Parameters:
    ///   - finished: How many of the rows, from the first, are not to be asked about again.
    ///   - render: Turns an answer into what is kept of it; called on many threads.
    ///   - deliver: Takes what was rendered, in the order of the rows, and what the rows came to so far; called by one
    ///     thread at a time.
    /// - Throws: `CancellationError` when the task was cancelled; what was delivered before is whole and in order.
    public func answers<Line: Sendable>(
        after finished: Int = 0, _ render: @escaping @Sendable (BatchAnswer) throws -> Line,
        deliver: (Line, BatchTally) throws -> Void
    ) async throws {
        var selected = try SelectedRows(rows.dropFirst(finished), of: task)
        var tally = BatchTally()
        try await OrderedWork(threads: threads, window: threads * 256).run {
            try selected.next()
        } transform: { entry in
            let answer = try await answer(about: entry)
            // A search that was cancelled half-way ends with less than it would have found.
            try Task.checkCancellation()
            return (line: try render(answer), outcome: BatchTally(answer))
        } deliver: { result in
            tally = tally + result.outcome
            try deliver(result.line, tally)
        }
    }

    private func answer(about entry: SelectedRows.Entry) async throws -> BatchAnswer {
        do {
            let row = try entry.table.row(
                entry.place, schema: explainer.schema, of: task.dataPath, line: entry.line)
            return .answered(try await explainer.explain(row, number: entry.number, to: goal))
        } catch let error as any CodedError where error.concernsOneRow {
            return .failed(RowFailure(error, row: entry.number, line: entry.line))
        }
    }
}

extension CodedError {
    /// Whether the next row may fare better.
    fileprivate var concernsOneRow: Bool {
        switch self {
        case is TableError, is RowError, is SchemaError: true
        case let error as ModelError: [.missingInput, .shapeMismatch, .invalidValue, .refused].contains(error.code)
        default: false
        }
    }
}

extension TableError {
    static func noRow(_ number: Int, of task: DecisionTask) -> TableError {
        TableError(
            .noRow, "'\(task.dataPath)' has no row \(number)", hint: "Rows count from 0 to \(task.profile.count - 1)")
    }
}
