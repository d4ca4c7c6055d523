/// What went wrong with comma-separated values: where it is, what was found, and what to do about it.
///
/// ```
/// adult.csv, line 17, column 3 'income': A quoted field is never closed. Add the closing quote, …
/// ```
///
/// The description quotes names of columns but never the contents of data fields, which may be private.
public struct CSVError: Error, Hashable, Sendable {
    /// The place of a field within its record.
    public struct Column: Hashable, Sendable {
        /// The place, counted from 1.
        public let number: Int
        /// The name in the header, or `nil` while the header itself is being read.
        public let name: String?
    }

    /// The kind of failure; programs decide by it.
    public let code: Code
    /// The file, or the name its source gave, such as `standard input`; empty if unknown.
    public internal(set) var file: String
    /// The physical line in the file, counted from 1; a quoted field may span several.
    public internal(set) var line: Int?
    /// The field at fault.
    public internal(set) var column: Column?
    /// The place of the offending byte in the file, counted from 0; set for `.notUTF8` and `.nulByte`.
    public internal(set) var byteOffset: Int?
    /// What was found, and what was expected, as a sentence.
    public let reason: String
    /// What to do about it, as a sentence.
    public let hint: String

    init(_ code: Code, file: String = "", _ reason: String, hint: String) {
        self.code = code
        self.file = file
        self.reason = reason
        self.hint = hint
    }
}

extension CSVError: CustomStringConvertible {
    /// The file, the place in it, what is wrong there, and the way out.
    public var description: String {
        var place: [String] = file.isEmpty ? [] : [file]
        if let line { place.append("line \(line)") }
        if let column { place.append("column \(column)") }
        let prefix = place.isEmpty ? "" : place.joined(separator: ", ") + ": "
        return "\(prefix)\(reason) \(hint)"
    }
}

extension CSVError.Column: CustomStringConvertible {
    /// The number of the column, and its name where it is known.
    public var description: String {
        guard let name else { return "\(number)" }
        return "\(number) \(name.quotedForMessage)"
    }
}

extension CSVError {
    /// The error with its place added, as far as it is not known yet.
    func at(
        file: String = "", line: Int? = nil, column: Column? = nil, byteOffset: Int? = nil
    ) -> CSVError {
        var error = self
        if error.file.isEmpty { error.file = file }
        error.line = error.line ?? line
        error.column = error.column ?? column
        error.byteOffset = error.byteOffset ?? byteOffset
        return error
    }
}

extension CSVError.Column {
    init(number: Int, header: [String]) {
        self.number = number
        self.name = header.indices.contains(number - 1) ? header[number - 1] : nil
    }
}

extension String {
    /// The text in single quotes, cut so that a message stays readable.
    var quotedForMessage: String {
        let longest = 60
        return count <= longest ? "'\(self)'" : "'\(prefix(longest))…'"
    }
}
