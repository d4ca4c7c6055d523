public import OtherwiseCore

/// What is wrong with a trace, and the way out.
public struct TraceError: CodedError {
    /// The kind of a trace error. New kinds may be added.
    public enum Code: String, Sendable, Hashable, CustomStringConvertible {
        case notJSON, unknownFormat, noSteps, badLabel, duplicateID, didNotFail, badStep, badTurn, badReplay

        /// The name of the code.
        public var description: String { rawValue }
    }

    /// What kind of error it is.
    public let code: Code
    /// What is wrong, without a full stop.
    public let problem: String
    /// The way out.
    public let hint: String
    /// The file, or the name that the caller gave.
    public private(set) var source = ""
    /// Counted from 1; `nil` where the whole is meant.
    public private(set) var line: Int?

    init(_ code: Code, _ problem: String, hint: String) {
        self.code = code
        self.problem = problem
        self.hint = hint
    }

    /// The place, what is wrong, and the way out.
    public var description: String {
        let place = source + (line.map { ":\($0)" } ?? "")
        return (place.isEmpty ? "" : "\(place): ") + "\(problem.sentence) \(hint.sentence)"
    }

    func at(_ source: String, line: Int?) -> TraceError {
        var error = self
        error.source = source
        error.line = error.line ?? line
        return error
    }
}
