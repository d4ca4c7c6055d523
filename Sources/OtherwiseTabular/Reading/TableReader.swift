public import OtherwiseCSV
public import OtherwiseCore

/// Reads a CSV into tables, whole or in batches of constant memory.
///
/// A column whose entries are all numbers, or missing, is numeric; the others are categories. In a numeric
/// column an entry of `missingMarks` is missing; in the others only an empty one is.
public struct TableReader: ~Copyable {
    private var reader: CSVReader
    private let kinds: [String: Kind]
    /// The number of rows read so far.
    public private(set) var rowsRead = 0
    /// Where each row of the last table begins in the file, counted from 1.
    public private(set) var lines: [Int] = []

    /// What a column holds.
    public enum Kind: Sendable, Hashable {
        case number, text
    }

    /// Entries that stand for a missing number, in lower case.
    public static let missingMarks: Set<String> = ["", "na", "n/a", "nan", "null", "none", "?"]

    /// - Parameter kinds: The kind of each column; a column not named is guessed from the rows of the batch.
    public init(_ reader: consuming CSVReader, kinds: [String: Kind] = [:]) {
        self.reader = reader
        self.kinds = kinds
    }

    /// The names of the columns.
    public var header: [String] { reader.header }

    /// The next rows, at most `limit`; `nil` at the end.
    ///
    /// - Throws: `CSVError`; `TableError` for an entry that is not of its column's kind.
    public mutating func next(limit: Int = .max) throws -> Table? {
        var builders = reader.header.map { ColumnBuilder(name: $0, kind: kinds[$0]) }
        lines.removeAll(keepingCapacity: true)
        while lines.count < limit, let record = try reader.next() {
            for index in builders.indices {
                do { try builders[index].append(record, at: index) } catch {
                    throw error.at(file: reader.name.isEmpty ? nil : reader.name, line: record.line)
                }
            }
            lines.append(record.line)
        }
        guard !lines.isEmpty else { return nil }
        rowsRead += lines.count
        return try Table(columns: builders.map { $0.column() }, count: lines.count)
    }

    /// Passes over rows.
    public mutating func skip(_ count: Int) throws {
        for _ in 0..<count where try reader.next() != nil { rowsRead += 1 }
    }
}

extension [String: TableReader.Kind] {
    /// Reads a further file of the same columns. What is a number, or missing throughout, in the first may be text there, but
    /// not in `features`: such a column, as that of labels, is then read as text.
    func lenient<Result>(
        butIn features: Set<String>, _ read: ([String: TableReader.Kind]) throws -> Result
    ) throws -> Result {
        do { return try read(self) } catch let error as TableError {
            guard let column = error.place.column, self[column] == .number, !features.contains(column) else {
                throw error
            }
            return try merging([column: .text]) { $1 }.lenient(butIn: features, read)
        }
    }
}

/// Collects the entries of one column.
private struct ColumnBuilder {
    let name: String
    /// `nil` while every entry so far may be a number.
    private var kind: TableReader.Kind?
    private let isFixed: Bool
    private var numbers: [Double] = []
    private var codes: [Int32] = []
    private var interner = LevelInterner()

    init(name: String, kind: TableReader.Kind?) {
        self.name = name
        self.kind = kind
        isFixed = kind != nil
    }

    mutating func append(_ record: CSVRecord, at index: Int) throws(TableError) {
        guard kind != .text else { return append(text: record.string(at: index)) }
        if let number = record.number(at: index), abs(number) <= .largestFeature { return numbers.append(number) }
        let text = record.string(at: index)
        if TableReader.missingMarks.contains(text.lowercased()) { return numbers.append(.nan) }
        guard !isFixed else { throw .notANumber(text, column: name) }
        becomeText()
        append(text: text)
    }

    private mutating func append(text: String) {
        codes.append(text.isEmpty ? -1 : interner.code(of: text))
    }

    /// Turns the numbers read so far into categories.
    private mutating func becomeText() {
        for number in numbers { append(text: number.isNaN ? "" : number.plain) }
        numbers = []
        kind = .text
    }

    consuming func column() -> Column {
        Column(
            name: name, storage: kind == .text ? .categories(codes: codes, levels: interner.levels) : .numbers(numbers))
    }
}
