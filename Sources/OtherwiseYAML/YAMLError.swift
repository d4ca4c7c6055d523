public import OtherwiseCore

/// What is wrong in a YAML file, where, and the way out.
public struct YAMLError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// The file, the line and the way to the entry, as far as they are known: `s.yml, line 3, `features[age].range``.
    public let place: String
    /// What is wrong there, without a full stop.
    public let problem: String
    /// The way out, without a full stop.
    public let hint: String

    package init(_ code: Code, at place: String, _ problem: String, hint: String) {
        (self.code, self.place, self.problem, self.hint) = (code, place, problem, hint)
    }

    /// The place, what is wrong there, and the way out.
    public var description: String { "\(place): \(problem.sentence) \(hint.sentence)" }
}

extension YAMLError {
    /// The kind of a YAML error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// The file cannot be read, or is not UTF-8.
        public static let unreadable = Code(description: "unreadable")
        /// The file is larger than the limit.
        public static let tooLarge = Code(description: "tooLarge")
        /// The text is no YAML that is read here.
        public static let notYAML = Code(description: "notYAML")
        /// A name is not known at its place, or given twice.
        public static let badName = Code(description: "badName")
        /// What is written is not of the form that is expected at its place.
        public static let badEntry = Code(description: "badEntry")
    }
}
