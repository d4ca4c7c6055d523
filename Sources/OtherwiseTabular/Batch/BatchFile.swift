import Foundation
import OtherwiseModels

/// The file that a batch writes, begun or continued.
///
/// Beside `answers.csv` lies `answers.csv.provenance.json`: what it was made from, so that a run with other settings
/// cannot continue it. Every call of `append` reaches the file before it returns; a process that is killed leaves
/// whole rows and at most one that is cut short, which a run that resumes replaces.
public final class BatchFile {
    /// The rows that were there already.
    public let finished: BatchTally
    private let file: FileHandle
    private let path: String
    /// Where what is not whole begins. It stays until the next append, so that a run that is killed again loses nothing.
    private var cut: UInt64?

    /// Begins a file, or empties the one that is there.
    public init(creating path: String, lines: BatchLines, provenance: BatchProvenance) throws {
        self.path = path
        finished = BatchTally()
        file = try Self.open(path)
        cut = 0
        try append(lines.header())
        try provenance.write(beside: path)
    }

    /// Continues a file; begins it if it is not there.
    ///
    /// - Throws: `TableError` when it was made by another run.
    public init(resuming path: String, lines: BatchLines, provenance: BatchProvenance, rows: RowSelection) throws {
        self.path = path
        file = try Self.open(path)
        let isKnown = try file.seekToEnd() > 0 && provenance.check(beside: path)
        let found = try FinishedLines(path: path, format: lines.format, header: lines.header())
        guard found.tally.count <= rows.count, found.tally.count == 0 || rows[found.tally.count - 1] == found.lastRow
        else {
            throw TableError(
                .otherRun, "'\(path)' holds other rows than those asked for",
                hint: "Resume with the rows that it was begun with, or write to another file")
        }
        guard isKnown || found.tally.count == 0 else { throw TableError.unknownRun(path) }
        finished = found.tally
        cut = found.end
        try provenance.write(beside: path)
        if found.end == 0 { try append(lines.header()) }
    }

    deinit { try? file.close() }

    private static func open(_ path: String) throws -> FileHandle {
        let exists =
            FileManager.default.fileExists(atPath: path) || FileManager.default.createFile(atPath: path, contents: nil)
        guard exists, let file = FileHandle(forUpdatingAtPath: path) else { throw UnwritableFile(path) }
        return file
    }

    /// Writes at the end.
    public func append(_ bytes: [UInt8]) throws {
        do {
            if let cut {
                try file.truncate(atOffset: cut)
                try file.seek(toOffset: cut)
            }
            cut = nil
            try file.write(contentsOf: bytes)
        } catch {
            throw UnwritableFile(path, because: error)
        }
    }
}

extension TableError {
    fileprivate static func unknownRun(_ path: String) -> TableError {
        TableError(
            .otherRun, "'\(BatchProvenance.path(beside: path))', which says what '\(path)' was begun with, is missing",
            hint: "Put it back, or write to another file")
    }
}

/// A file that cannot be created or written.
public struct UnwritableFile: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// Why, in words; `nil` where it is not known.
    public let reason: String?

    /// - Parameter cause: What the system said.
    public init(_ path: String, because cause: any Error) { self.init(path, because: cause.systemReason) }

    /// - Parameter reason: Why, in words; `nil` where it is not known.
    public init(_ path: String, because reason: String? = nil) {
        (self.path, self.reason) = (path, reason)
    }

    /// The file, why it cannot be written, and the way out.
    public var description: String {
        "'\(path)' cannot be written\(reason.map { " (\($0))" } ?? ""). Check the path, the permission to write there, and the free space."
    }
}
