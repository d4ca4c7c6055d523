public import OtherwiseCore

/// What is wrong with an audit, its items or its answers, and the way out.
public struct AuditError: CodedError {
    /// What kind of error it is.
    public enum Code: String, Sendable, Hashable, Codable, CustomStringConvertible {
        /// The audit contradicts itself, or names what is not there.
        case badDesign
        /// An item cannot be used.
        case badItem
        /// A template cannot be read or filled.
        case badTemplate
        /// The model's log-probabilities are not what they are said to be.
        case unrealScores
        /// The model answers too rarely, or not at all.
        case noAnswers
        /// Two runs have nothing in common.
        case nothingPaired
        /// A file is not of the form that it should be.
        case badFile

        /// The name of the code.
        public var description: String { rawValue }
    }

    /// What kind of error it is.
    public let code: Code
    /// What is wrong, with its place, without a full stop.
    public let problem: String
    /// The way out, without a full stop.
    public let hint: String

    /// - Parameters:
    ///   - problem: What is wrong, with its place, without a full stop.
    ///   - hint: The way out, without a full stop.
    public init(_ code: Code, _ problem: String, hint: String) {
        (self.code, self.problem, self.hint) = (code, problem, hint)
    }

    /// What is wrong, and the way out.
    public var description: String { "\(problem.sentence) \(hint.sentence)" }

    /// The same error, in a file or at another place.
    func at(_ place: String) -> AuditError { AuditError(code, "\(place): \(problem)", hint: hint) }
}
