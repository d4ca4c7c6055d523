import ArgumentParser
import Foundation
import OtherwiseTabular

/// What `--rows` says: `all`, rows and ranges such as `0-99,200`, or a file with one such entry per line.
struct RowsArgument: ExpressibleByArgument, Sendable {
    let text: String

    init(argument: String) { text = argument }

    var defaultValueDescription: String { text }

    static let completionKind = CompletionKind.file()
    static var defaultCompletionKind: CompletionKind { completionKind }

    /// The file of rows; `nil` where the rows are named themselves.
    var file: String? { text == "all" || isList ? nil : text }

    private var isList: Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isNumber || ",- ".contains($0)) }
    }

    /// - Parameter count: The number of rows that the data have.
    func selection(of count: Int) throws -> RowSelection {
        if text == "all" { return RowSelection(first: count) }
        let found = try isList ? spans(in: text[...]) : spansOfFile()
        guard !found.isEmpty else {
            throw ValidationError("'\(text)' names no rows. Give 'all', rows such as 0-99,200, or a file of them.")
        }
        return RowSelection(found)
    }

    /// The entries of the file, an error with its line; a mark of the byte order, as Windows writes, is passed over.
    private func spansOfFile() throws -> [ClosedRange<Int>] {
        let contents = String(decoding: try InputFile.contents(text, as: "file of rows"), as: UTF8.self)
        let lines = contents.drop { $0 == "\u{FEFF}" }.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return try lines.enumerated().flatMap { number, line in
            do { return try spans(in: line) } catch let error as ValidationError {
                throw ValidationError("\(text), line \(number + 1): \(error.message)")
            }
        }
    }

    private func spans(in entries: Substring) throws -> [ClosedRange<Int>] {
        try entries.split { $0 == "," || $0.isWhitespace }.map(span)
    }

    private func span(_ entry: Substring) throws -> ClosedRange<Int> {
        let ends = entry.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count <= 2, let first = ends[0], let last = ends.last ?? nil, first >= 0 else {
            throw ValidationError(
                "'\(entry.prefix(40))' is neither a row nor a range of rows. Write '17' or '0-99'; rows count from 0.")
        }
        guard last < .max else {
            throw ValidationError("No file has a row \(last). Give rows that the data have; they count from 0.")
        }
        guard first <= last else {
            throw ValidationError("The range of rows '\(entry)' ends before it begins. Write '\(last)-\(first)'.")
        }
        return first...last
    }
}
