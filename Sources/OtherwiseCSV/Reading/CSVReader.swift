/// Reads comma-separated values record by record, in constant memory.
///
/// ```swift
/// var reader = try CSVReader(path: "adult.csv")
/// let age = try reader.column(named: "age")
/// while let record = try reader.next() {
///     guard let years = record.number(at: age) else { continue }
///     …
/// }
/// ```
///
/// Reads RFC 4180 (2005) and, beyond it: UTF-8 with or without byte order mark; LF and lone CR as line ends; blank
/// lines, which are skipped; a last line without end; other delimiters. Every record has as many fields as the header.
/// Whatever the bytes, the reader returns records or throws `CSVError`; it never traps.
public struct CSVReader: ~Copyable, Sendable {
    private var records: RecordStream
    private let columns: ColumnNames
    private let delimiter: CSVDelimiter

    /// Opens a source and reads the header.
    ///
    /// - Parameters:
    ///   - source: Where the bytes come from, such as `FileByteSource.standardInput`.
    ///   - dialect: How the file departs from RFC 4180.
    ///   - header: Whether the file names its columns.
    ///   - limits: What one record may hold at most.
    /// - Throws: `CSVError` with code `.unreadable`, `.notUTF8` or `.emptyFile`, with a code about names
    ///   (`.noColumns`, `.unnamedColumn`, `.duplicateColumn`), or any that `next()` throws. With a given header, a
    ///   file without records is not an error.
    public init(
        source: any ByteSource, dialect: CSVDialect = CSVDialect(), header: CSVHeader = .firstRecord,
        limits: CSVLimits = CSVLimits()
    ) throws(CSVError) {
        var records = try RecordStream(source, dialect: dialect, limits: limits)
        columns = try ColumnNames(header, from: &records)
        delimiter = dialect.delimiter
        self.records = records
    }

    /// The file, or the name that its source gave; empty if unknown.
    public var name: String { records.name }

    /// The names of the columns, in order.
    public var header: [String] { columns.names }

    /// The position of a column, counted from 0, to be found once and used for every record.
    ///
    /// - Throws: `CSVError` with code `.unknownColumn`, naming the columns there are.
    /// - Complexity: O(length of the name).
    public func column(named name: String) throws(CSVError) -> Int {
        guard let position = columns.position(of: name) else {
            throw .unknownColumn(name, header: header, delimiter: delimiter).at(file: records.name)
        }
        return position
    }

    /// The next record, or `nil` at the end of the file.
    ///
    /// - Throws: `CSVError`. After `.raggedRow` the next call continues with the record that follows; any other error
    ///   is thrown again by every later call.
    /// - Complexity: O(length of the record); allocates only if the last record is still held or was shorter.
    public mutating func next() throws(CSVError) -> CSVRecord? {
        guard let record = try records.next(header: columns.names) else { return nil }
        guard record.count == header.count else {
            throw .raggedRow(found: record.count, expected: header.count).at(file: records.name, line: record.line)
        }
        return record
    }
}

extension CSVReader {
    /// Opens a file and reads the header; see `init(source:dialect:header:limits:)`.
    ///
    /// - Parameter path: Relative to the working directory, or absolute.
    public init(
        path: String, dialect: CSVDialect = CSVDialect(), header: CSVHeader = .firstRecord,
        limits: CSVLimits = CSVLimits()
    ) throws(CSVError) {
        try self.init(source: FileByteSource(path: path), dialect: dialect, header: header, limits: limits)
    }

    /// Reads bytes in memory; see `init(source:dialect:header:limits:)`.
    public init(
        bytes: [UInt8], dialect: CSVDialect = CSVDialect(), header: CSVHeader = .firstRecord,
        limits: CSVLimits = CSVLimits()
    ) throws(CSVError) {
        try self.init(source: MemoryByteSource(bytes), dialect: dialect, header: header, limits: limits)
    }
}
