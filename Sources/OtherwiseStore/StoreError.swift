import GRDB
public import OtherwiseCore

/// What is wrong with a database file, and the way out.
public struct StoreError: CodedError {
    /// The kind of a store error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {  // swift-format-ignore
            case unopenable, notADatabase, otherKind, newer, damaged, busy, full, readOnly, failed, otherQuestion, noSuchRun
        }
        private let kind: Kind

        /// The file, or its folder, cannot be opened or made.
        public static let unopenable = Code(kind: .unopenable)
        /// The file is no SQLite database.
        public static let notADatabase = Code(kind: .notADatabase)
        /// The database holds something else.
        public static let otherKind = Code(kind: .otherKind)
        /// A newer version of Otherwise has written it.
        public static let newer = Code(kind: .newer)
        /// The database contradicts itself.
        public static let damaged = Code(kind: .damaged)
        /// Another process holds it.
        public static let busy = Code(kind: .busy)
        /// No room is left for it.
        public static let full = Code(kind: .full)
        /// It may not be written to.
        public static let readOnly = Code(kind: .readOnly)
        /// A run of the same name was asked something else.
        public static let otherQuestion = Code(kind: .otherQuestion)
        /// There is no run of that name.
        public static let noSuchRun = Code(kind: .noSuchRun)
        /// Anything else that SQLite refuses.
        public static let failed = Code(kind: .failed)

        /// The name of the code.
        public var description: String { kind.rawValue }
    }

    /// What kind of error it is.
    public let code: Code
    /// The file; empty for a database in memory.
    public let path: String
    /// What happened, and what was expected.
    public let problem: String
    /// The way out.
    public let hint: String

    init(_ code: Code, path: String, _ problem: String, hint: String) {
        self.code = code
        self.path = path
        self.problem = problem
        self.hint = hint
    }

    /// The file, what happened, and the way out.
    public var description: String { (path.isEmpty ? "" : "\(path): ") + "\(problem.sentence) \(hint.sentence)" }
}

extension StoreError {
    /// - Parameter kind: What the database holds, in words.
    init(_ error: DatabaseError, path: String, kind: String) {
        let said = error.message ?? "\(error.resultCode)"
        self =
            switch error.resultCode {
            case .SQLITE_CANTOPEN:
                StoreError(
                    .unopenable, path: path, "the \(kind) cannot be opened or made there",
                    hint: "Check the path and the rights to its folder")
            case .SQLITE_NOTADB:
                StoreError(
                    .notADatabase, path: path, "the file is no SQLite database",
                    hint: "Name another file for the \(kind)")
            case .SQLITE_CORRUPT:
                StoreError(
                    .damaged, path: path, "the \(kind) is damaged (\(said))",
                    hint: "Take it from a copy, or remove it to begin anew")
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                StoreError(
                    .busy, path: path, "another process has been writing to the \(kind) for long",
                    hint: "Wait until it has ended, or name another file")
            case .SQLITE_FULL, .SQLITE_IOERR:
                StoreError(
                    .full, path: path, "the \(kind) cannot be written (\(said))", hint: "Make room on its disk")
            case .SQLITE_READONLY, .SQLITE_PERM:
                StoreError(
                    .readOnly, path: path, "the \(kind) may not be written to", hint: "Change the rights of the file")
            default:
                StoreError(
                    .failed, path: path, "the \(kind) refuses what it was asked (\(said))",
                    hint: "Report it; this should not happen")
            }
    }

    static func otherKind(_ path: String, expected kind: String) -> StoreError {
        StoreError(
            .otherKind, path: path, "the database holds something else than a \(kind)", hint: "Name another file")
    }

    static func newer(_ path: String, _ kind: String) -> StoreError {
        StoreError(
            .newer, path: path, "the \(kind) was written by a newer version of Otherwise",
            hint: "Use that version, or name another file")
    }
}
