/// Writes comma-separated values record by record.
///
/// ```swift
/// var writer = try CSVWriter(to: FileByteSink(path: "out.csv"), header: ["workclass", "age"])
/// try writer.write(["Private", 39])
/// try writer.finish()
/// ```
///
/// Quotes a field only where a reader of RFC 4180 (2005) needs it. Whatever is written without an error, `CSVReader`
/// reads back as the same fields, within its limits. Records are passed to the sink whole, in pieces of at least
/// 64 KiB; those that are still pending when the writer goes without `finish()` are lost.
public struct CSVWriter<Sink: ByteSink>: ~Copyable {
    private var sink: Sink
    private var pending: RecordEncoder

    /// Begins with the header.
    ///
    /// - Parameters:
    ///   - sink: Where the bytes go.
    ///   - header: The names of the columns, at least one, none empty, no two alike.
    ///   - delimiter: The character between two fields.
    ///   - lineEnding: What ends a record.
    /// - Throws: `CSVError` with code `.noColumns`, `.unnamedColumn`, `.duplicateColumn` or `.nulByte`.
    public init(
        to sink: Sink, header: [String], delimiter: CSVDelimiter = .comma, lineEnding: CSVLineEnding = .lf
    ) throws(CSVError) {
        let columns = try ColumnNames(header)
        var pending = RecordEncoder(columns: columns, delimiter: delimiter, lineEnding: lineEnding)
        try pending.append(header.map(CSVField.text))
        self.sink = sink
        self.pending = pending
    }

    /// Writes a record.
    ///
    /// - Parameter fields: One per column, in the order of the header, `[columns]`.
    /// - Throws: `CSVError` with code `.raggedRow` or `.nulByte`, and then nothing of the record is written, or with
    ///   `.unwritable`.
    public mutating func write(_ fields: [CSVField]) throws(CSVError) {
        try pending.append(fields)
        if pending.bytes.count >= 1 << 16 { try flush() }
    }

    /// Passes on what is still pending.
    ///
    /// - Returns: The sink, for instance to take the bytes from it.
    /// - Throws: `CSVError` with code `.unwritable`.
    @discardableResult
    public consuming func finish() throws(CSVError) -> Sink {
        try flush()
        return sink
    }

    private mutating func flush() throws(CSVError) {
        try sink.write(pending.bytes)
        pending.removeAll()
    }
}

extension CSVWriter: Sendable where Sink: Sendable {}
