/// Puts records into the form of RFC 4180, quoting only the fields that need it.
struct RecordEncoder: Sendable {
    private(set) var bytes: [UInt8] = []
    private let columns: ColumnNames
    private let delimiter: UInt8
    private let lineEnding: [UInt8]

    init(columns: ColumnNames, delimiter: CSVDelimiter, lineEnding: CSVLineEnding) {
        self.columns = columns
        self.delimiter = delimiter.rawValue
        self.lineEnding = lineEnding.bytes
    }

    /// Appends a record, or nothing if it throws.
    ///
    /// - Throws: `CSVError` with code `.raggedRow` or `.nulByte`.
    mutating func append(_ fields: [CSVField]) throws(CSVError) {
        guard fields.count == columns.names.count else {
            throw .raggedRow(found: fields.count, expected: columns.names.count)
        }
        let start = bytes.count
        for (position, field) in fields.enumerated() {
            if position > 0 { bytes.append(delimiter) }
            guard append(field.text) else {
                bytes.removeSubrange(start...)
                throw .nulInField.at(column: CSVError.Column(number: position + 1, header: columns.names))
            }
        }
        // A lone empty field would be a blank line, which readers skip.
        if bytes.count == start { bytes += [Byte.quote, Byte.quote] }
        bytes += lineEnding
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// - Returns: `false` if the text contains NUL.
    private mutating func append(_ text: String) -> Bool {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        guard !bytes[start...].contains(Byte.nul) else { return false }
        if needsQuotes(bytes[start...]) { quote(from: start) }
        return true
    }

    /// Control characters and a byte order mark are quoted too, lest they are taken for the mark of another format.
    private func needsQuotes(_ field: ArraySlice<UInt8>) -> Bool {
        field.starts(with: FileSignature.utf8Mark)
            || field.contains { $0 == delimiter || $0 == Byte.quote || $0 < Byte.space }
    }

    private mutating func quote(from start: Int) {
        let field = Array(bytes[start...])
        bytes.removeSubrange(start...)
        bytes.append(Byte.quote)
        for byte in field {
            if byte == Byte.quote { bytes.append(Byte.quote) }
            bytes.append(byte)
        }
        bytes.append(Byte.quote)
    }
}
