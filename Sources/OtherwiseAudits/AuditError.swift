/// What is wrong with an audit, its items or its answers, and the way out.
public struct AuditError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of error it is.
    public enum Code: String, Sendable, Hashable, Codable {
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
    }

    /// What kind of error it is.
    public let code: Code
    /// The place, what is wrong, and the way out.
    public let description: String

    /// - Parameters:
    ///   - problem: What is wrong, with its place, without a full stop.
    ///   - hint: The way out, without a full stop.
    public init(_ code: Code, _ problem: String, hint: String) {
        self.code = code
        description = "\(problem). \(hint)."
    }

    /// The same error, in a file or at another place.
    func at(_ place: String) -> AuditError { AuditError(code, text: "\(place): \(description)") }

    private init(_ code: Code, text: String) { (self.code, description) = (code, text) }
}
