/// How a file departs from RFC 4180. The default does not.
public struct CSVDialect: Hashable, Sendable {
    /// What to make of a quote inside a field that does not begin with one, as in `5" pipe`.
    public enum QuotesInPlainFields: Hashable, Sendable {
        /// An error, as RFC 4180 (rule 5) has it: it may be a quoted field after a stray space.
        case rejected
        /// A character like any other.
        case literal
    }

    /// The character between two fields; RFC 4180 has a comma.
    public var delimiter: CSVDelimiter
    /// What to make of a quote inside a field that does not begin with one.
    public var quotesInPlainFields: QuotesInPlainFields

    /// - Parameters:
    ///   - delimiter: What separates fields.
    ///   - quotesInPlainFields: What becomes of a quote inside a field that does not begin with one.
    public init(delimiter: CSVDelimiter = .comma, quotesInPlainFields: QuotesInPlainFields = .rejected) {
        self.delimiter = delimiter
        self.quotesInPlainFields = quotesInPlainFields
    }
}
