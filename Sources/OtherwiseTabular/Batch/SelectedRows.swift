import OtherwiseCore

/// Reads the selected rows of a file one after the other, in constant memory.
struct SelectedRows: ~Copyable {
    /// One row, inside the rows that were read with it.
    struct Entry: Sendable {
        /// The row's number in its file, counted from 0.
        let number: Int
        let table: Table
        /// The row's place in the table.
        let place: Int
        /// Where the row begins in its file, counted from 1.
        let line: Int
    }

    /// The number of rows that are read at once.
    private static let blockRows = 256

    private var reader: TableReader
    private var rest: [Range<Int>]
    private let path: String
    private var block: Table?
    /// The numbers of the rows in `block` that are still to be given out.
    private var numbers = 0..<0

    init(_ rows: RowSelection, of task: DecisionTask) throws {
        reader = try task.batches()
        rest = rows.spans.reversed()
        path = task.dataPath
    }

    /// The next row; `nil` at the end.
    ///
    /// - Throws: `CSVError`; `TableError` when the file ends before the selection does.
    mutating func next() throws -> Entry? {
        if numbers.isEmpty { try readBlock() }
        guard let block, let number = numbers.first else { return nil }
        numbers = numbers.dropFirst()
        let place = block.count - numbers.count - 1
        return Entry(number: number, table: block, place: place, line: reader.lines[place])
    }

    private mutating func readBlock() throws {
        block = nil
        guard let span = rest.popLast() else { return }
        try reader.skip(span.lowerBound - reader.rowsRead)
        guard let table = try reader.next(limit: min(Self.blockRows, span.count)) else {
            throw TableError(
                .unreadable, "'\(path)' ends before row \(span.lowerBound)", hint: "Run again when the file rests")
        }
        (block, numbers) = (table, span.prefix(table.count))
        let left = span.dropFirst(table.count)
        if !left.isEmpty { rest.append(left) }
    }
}
