extension CSVError {
    /// The kinds of failure. Open: later versions may add to them.
    public struct Code: Hashable, Sendable {
        private enum Kind: String {
            case unreadable, unwritable, emptyFile, notUTF8, nulByte
            case unterminatedQuote, textAfterQuote, quoteInPlainField
            case raggedRow, fieldTooLong, recordTooLong, tooManyColumns
            case noColumns, duplicateColumn, unnamedColumn, unknownColumn
        }

        private let kind: Kind

        private init(_ kind: Kind) {
            self.kind = kind
        }

        /// The file cannot be opened or read.
        public static let unreadable = Code(.unreadable)
        /// The file cannot be created or written.
        public static let unwritable = Code(.unwritable)
        /// There is no header because there is nothing but blank lines.
        public static let emptyFile = Code(.emptyFile)
        /// The bytes are not UTF-8 text.
        public static let notUTF8 = Code(.notUTF8)
        /// There is a NUL (zero) byte, which text does not contain.
        public static let nulByte = Code(.nulByte)
        /// The file ends inside a quoted field; `line` is where the quote opened.
        public static let unterminatedQuote = Code(.unterminatedQuote)
        /// Something other than a delimiter or a line end follows a closing quote.
        public static let textAfterQuote = Code(.textAfterQuote)
        /// A field that does not begin with a quote contains one.
        public static let quoteInPlainField = Code(.quoteInPlainField)
        /// A record has more or fewer fields than the header.
        public static let raggedRow = Code(.raggedRow)
        /// A field is longer than `CSVLimits.fieldBytes`.
        public static let fieldTooLong = Code(.fieldTooLong)
        /// A record is longer than `CSVLimits.recordBytes`.
        public static let recordTooLong = Code(.recordTooLong)
        /// A record has more fields than `CSVLimits.columns`.
        public static let tooManyColumns = Code(.tooManyColumns)
        /// The caller named no columns.
        public static let noColumns = Code(.noColumns)
        /// Two columns bear the same name.
        public static let duplicateColumn = Code(.duplicateColumn)
        /// A column has an empty name.
        public static let unnamedColumn = Code(.unnamedColumn)
        /// No column has the name that was asked for.
        public static let unknownColumn = Code(.unknownColumn)
    }
}

extension CSVError.Code: CustomStringConvertible {
    /// The name of the code.
    public var description: String { kind.rawValue }
}
