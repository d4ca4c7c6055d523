public import OtherwiseCore

/// What one row of many would have been.
public struct RowAnswer: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.row-answer/1"

    /// The form of this one.
    public var schema = Self.version
    /// The row's number in its file, counted from 0.
    public let row: Int
    /// What each variable that the change may move would have been; missing where there is no answer.
    public let values: [String: Value]
    /// What speaks against the answer, or why there is none; `nil` where nothing does.
    @OrNull public private(set) var caution: String?
}

extension RowCounterfactuals.Answers {
    /// The answers one by one.
    ///
    /// - Parameters:
    ///   - variables: What the values are of.
    ///   - first: The number of the first row.
    public func rows(of variables: [String], first: Int) -> [RowAnswer] {
        cautions.indices.map { row in
            RowAnswer(
                row: first + row, values: Dictionary(uniqueKeysWithValues: zip(variables, values.map { $0[row] })),
                caution: cautions[row].isEmpty ? nil : cautions[row])
        }
    }
}
