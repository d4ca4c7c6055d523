public import OtherwiseCore

/// What came of one row of a batch.
public enum BatchAnswer: Sendable, Hashable {
    case answered(Explanation)
    /// The row could not be asked about; the others were.
    case failed(RowFailure)
}

/// A row that could not be asked about, as it is written to JSON.
public struct RowFailure: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public let schema: String
    /// Always `error`.
    public let status: String
    /// The row's number in its file, counted from 0.
    public let row: Int
    /// Where the row begins in its file, counted from 1.
    public let line: Int
    /// The error's type and code, such as `TableError.badEntry`.
    public let code: String
    /// What is wrong with it, in a sentence.
    public let message: String

    /// - Parameters:
    ///   - error: Why it could not be asked about.
    ///   - row: The row's number in its file, counted from 0.
    ///   - line: Where the row begins in its file, counted from 1.
    public init(_ error: some CodedError, row: Int, line: Int) {
        schema = Explanation.version
        status = "error"
        (self.row, self.line) = (row, line)
        code = "\(type(of: error)).\(error.code)"
        message = "\(error)"
    }
}

/// How many rows came to what.
public struct BatchTally: Sendable, Hashable {
    /// Rows with a counterfactual, those that need no change among them.
    public var found = 0
    /// Rows that are of the wanted outcome already.
    public var unchanged = 0
    /// Rows for which it is proved that no counterfactual exists within the limits.
    public var infeasible = 0
    /// Rows for which the budget ended the search.
    public var budget = 0
    /// Rows for which what was found did not stand the last check.
    public var refused = 0
    /// Rows that could not be asked about.
    public var failed = 0

    /// No rows yet.
    public init() {}

    /// The tally of one row.
    public init(_ answer: BatchAnswer) { add(answer) }

    /// The number of rows.
    public var count: Int { found + infeasible + budget + refused + failed }

    /// Counts one more row.
    public mutating func add(_ answer: BatchAnswer) {
        guard case .answered(let explanation) = answer else { return failed += 1 }
        add(explanation.status)
        if explanation.counterfactuals.first?.changes.isEmpty == true { unchanged += 1 }
    }

    /// Counts a row of which only the status is known.
    mutating func add(_ status: SearchStatus) {
        switch status {
        case .found: found += 1
        case .infeasible: infeasible += 1
        case .budget: budget += 1
        case .refused: refused += 1
        }
    }

    /// The rows of both.
    public static func + (one: BatchTally, other: BatchTally) -> BatchTally {
        var sum = one
        sum.found += other.found
        sum.unchanged += other.unchanged
        sum.infeasible += other.infeasible
        sum.budget += other.budget
        sum.refused += other.refused
        sum.failed += other.failed
        return sum
    }
}
