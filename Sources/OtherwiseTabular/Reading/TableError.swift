public import OtherwiseCore

/// What is wrong with a table, with a file beside it, or with what is asked of it, and the way out.
public struct TableError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// Where the entry stands that is concerned.
    public private(set) var place = Place()
    /// What is wrong, without a full stop.
    public let problem: String
    /// The way out, without a full stop.
    public let hint: String

    /// - Parameters:
    ///   - problem: What is wrong, without a full stop.
    ///   - hint: The way out, without a full stop.
    public init(_ code: Code, _ problem: String, hint: String) {
        (self.code, self.problem, self.hint) = (code, problem, hint)
    }

    /// The place of the entry, what is wrong, and the way out.
    public var description: String {
        let place = place.description
        return (place.isEmpty ? "" : "\(place): ") + "\(problem.sentence) \(hint.sentence)"
    }

    /// The same error with its place, as far as it is not known yet.
    package func at(file: String? = nil, line: Int? = nil, column: String? = nil) -> TableError {
        var error = self
        error.place.file = place.file ?? file
        error.place.line = place.line ?? line
        error.place.column = place.column ?? column
        return error
    }
}

extension TableError {
    /// The place of an entry in a file.
    public struct Place: Sendable, Hashable, CustomStringConvertible {
        /// The file.
        public var file: String?
        /// The line in the file, counted from 1.
        public var line: Int?
        /// The name of the column.
        public var column: String?

        /// The place in words; empty for none.
        public var description: String {
            [file, line.map { "line \($0)" }, column.map { "column '\($0)'" }].compactMap(\.self).joined(
                separator: ", ")
        }
    }

    /// The kind of a table error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// A file cannot be read, or was cut while it was read.
        public static let unreadable = Code(description: "unreadable")
        /// A file is larger than the limit.
        public static let tooLarge = Code(description: "tooLarge")
        /// A file is no text in UTF-8, or not of the form that was expected.
        public static let badForm = Code(description: "badForm")
        /// There are no rows.
        public static let noRows = Code(description: "noRows")
        /// There is no row of that number.
        public static let noRow = Code(description: "noRow")
        /// There is no column of that name, or the schema does not describe it.
        public static let noColumn = Code(description: "noColumn")
        /// An entry is no number, or none of its feature's categories.
        public static let badEntry = Code(description: "badEntry")
        /// A column holds nothing that a feature could be made of.
        public static let badColumn = Code(description: "badColumn")
        /// What was asked for makes no two groups of rows.
        public static let badGroup = Code(description: "badGroup")
        /// A file was begun with another question.
        public static let otherRun = Code(description: "otherRun")
    }
}

extension TableError {
    static func notANumber(_ text: String, column: String) -> TableError {
        TableError(
            .badEntry, "'\(text.prefix(40))' is not a number of at most \(Double.largestFeature.plain)",
            hint: "Correct the entry, or leave it empty if it is missing"
        ).at(column: column)
    }
}
