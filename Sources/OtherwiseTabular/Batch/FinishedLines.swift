import Foundation
import OtherwiseCore

/// What an interrupted batch left in its file: whole rows, and perhaps the beginning of one.
struct FinishedLines {
    /// What the rows came to that need not be asked about again.
    private(set) var tally = BatchTally()
    /// The last of them; `nil` for none.
    private(set) var lastRow: Int?
    /// Where the next line belongs, in bytes; 0 where not even the header is whole.
    private(set) var end: UInt64 = 0

    private let format: BatchLines.Format
    private let header: [UInt8]
    /// For CSV the row whose lines are being read: only the beginning of the next row shows that it is whole.
    private var open: FinishedRow?

    /// - Throws: `TableError` when the file holds something else.
    init(path: String, format: BatchLines.Format, header: [UInt8]) throws {
        (self.format, self.header) = (format, header)
        guard let file = FileHandle(forReadingAtPath: path) else { throw TableError.unreadableOutput(path) }
        defer { try? file.close() }
        var lines = WholeLines(quotes: format == .csv)
        while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty {
            try lines.append(chunk) { line, end in
                guard take(line, end) else { throw TableError.foreignOutput(path) }
            }
        }
    }

    /// - Returns: Whether the line is one that a batch writes.
    private mutating func take(_ line: [UInt8], _ lineEnd: UInt64) -> Bool {
        guard end > 0 || header.isEmpty else {
            end = lineEnd
            return line == header
        }
        guard let row = FinishedRow(line, format: format) else { return false }
        if format == .json { close(row, at: lineEnd) }
        if let open, open.number != row.number { close(open, at: lineEnd - UInt64(line.count)) }
        open = format == .csv ? row : nil
        return true
    }

    private mutating func close(_ row: FinishedRow, at end: UInt64) {
        if let status = row.status { tally.add(status) } else { tally.failed += 1 }
        (lastRow, self.end) = (row.number, end)
    }
}

/// A row that a line speaks of.
private struct FinishedRow {
    let number: Int
    /// `nil` for a row that could not be asked about.
    let status: SearchStatus?

    init?(_ line: [UInt8], format: BatchLines.Format) {
        let fields = format == .csv ? Self.fields(ofCSV: line) : Self.fields(ofJSON: line)
        guard let (number, status) = fields, status == "error" || SearchStatus(rawValue: status) != nil else {
            return nil
        }
        self.number = number
        self.status = SearchStatus(rawValue: status)
    }

    private static func fields(ofCSV line: [UInt8]) -> (Int, String)? {
        let fields = line.split(separator: UInt8(ascii: ","), maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let number = Int(String(decoding: fields[0], as: UTF8.self)) else { return nil }
        return (number, String(decoding: fields[1], as: UTF8.self))
    }

    private static func fields(ofJSON line: [UInt8]) -> (Int, String)? {
        struct Document: Decodable {
            struct Factual: Decodable { let row: Int }
            let row: Int?
            let factual: Factual?
            let status: String
        }
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(line)) else { return nil }
        return (document.row ?? document.factual?.row).map { ($0, document.status) }
    }
}

/// Cuts chunks of bytes into lines; what follows the last line end is left out.
private struct WholeLines {
    /// Whether a line end between quotes is part of the line.
    let quotes: Bool
    private var line: [UInt8] = []
    private var isQuoted = false
    private var position: UInt64 = 0

    init(quotes: Bool) { self.quotes = quotes }

    /// - Parameter each: Takes a line with its end, and where the next one begins.
    mutating func append(_ chunk: Data, each: (_ line: [UInt8], _ end: UInt64) throws -> Void) rethrows {
        for byte in chunk {
            line.append(byte)
            position += 1
            if quotes, byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard byte == UInt8(ascii: "\n"), !isQuoted else { continue }
            try each(line, position)
            line.removeAll(keepingCapacity: true)
        }
    }
}

extension TableError {
    fileprivate static func unreadableOutput(_ path: String) -> TableError {
        TableError(.unreadable, "'\(path)' cannot be read", hint: "Check the permissions, or write to another file")
    }

    fileprivate static func foreignOutput(_ path: String) -> TableError {
        TableError(
            .otherRun, "'\(path)' does not hold the answers of a run with these columns and this format",
            hint: "Resume with the settings that it was begun with, or write to another file")
    }
}
