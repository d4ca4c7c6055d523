public import Foundation
import GRDB

/// Runs with their results, kept as they come, so that a run that was cut off is gone on with, and two are compared.
///
/// What a run was asked is bytes that its writer understands, and by whose digest it is recognised; so are results.
public struct RunStore: Sendable {
    private let file: StoreFile

    /// - Parameter path: Of a SQLite database, made where it is not; `nil` keeps the runs in memory.
    /// - Throws: `StoreError`.
    public init(path: String?) throws(StoreError) { file = try StoreFile(path, .runs) }

    /// Begins a run, or goes on with one of the same name that was asked the same.
    ///
    /// - Parameters:
    ///   - name: Of the run, different from those of all others.
    ///   - question: What is asked, in one way of writing only.
    /// - Throws: `StoreError.otherQuestion` where a run of that name was asked something else.
    public func begin(_ name: String, asking question: Data, at time: Date) async throws {
        let path = file.path
        try await file.write { database in
            let known = try Data.fetchOne(
                database, sql: "SELECT question FROM runs WHERE name = ?", arguments: [name])
            guard let known else {
                try database.execute(
                    sql: "INSERT INTO runs VALUES (?, ?, ?)", arguments: [name, question, time.timeIntervalSince1970])
                return
            }
            guard known == question else { throw StoreError.otherQuestion(path, run: name) }
        }
    }

    /// Keeps results of a run, all of them or none; one of the same key takes the place of the earlier.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    public func keep(_ results: [(key: String, value: Data)], of run: String) async throws {
        try await file.write { database in
            for (key, value) in results {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO results VALUES (?, ?, ?)", arguments: [run, key, value])
            }
        }
    }

    /// The results of a run by their keys.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    public func results(of run: String) async throws -> [String: Data] {
        try await file.read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT key, value FROM results WHERE run = ?", arguments: [run])
            return Dictionary(rows.map { ($0["key"] as String, $0["value"] as Data) }) { $1 }
        }
    }

    /// The run of a name.
    ///
    /// - Throws: `StoreError.noSuchRun`, which names those that there are.
    public func run(_ name: String) async throws -> StoredRun {
        let runs = try await runs
        guard let run = runs.first(where: { $0.name == name }) else {
            throw StoreError.noSuchRun(file.path, name, among: runs.map(\.name))
        }
        return run
    }

    /// All runs, the earliest first.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    public var runs: [StoredRun] {
        get async throws {
            try await file.read { database in
                try Row.fetchAll(database, sql: Self.listing).map { row in
                    StoredRun(
                        name: row["name"], question: row["question"],
                        begun: Date(timeIntervalSince1970: row["begun"]), results: row["results"])
                }
            }
        }
    }

    private static let listing = """
        SELECT name, question, begun, (SELECT COUNT(*) FROM results WHERE run = name) AS results
        FROM runs ORDER BY begun, name
        """
}

/// A run that is kept.
public struct StoredRun: Sendable, Hashable {
    /// Different from those of all others.
    public let name: String
    /// What was asked.
    public let question: Data
    /// When it began.
    public let begun: Date
    /// How many results it has.
    public let results: Int
}

extension StoreSchema {
    static let runs = StoreSchema(
        kind: "store of runs", applicationID: 0x4F77_5275,
        versions: [
            """
            CREATE TABLE runs (
                name TEXT NOT NULL PRIMARY KEY,
                question BLOB NOT NULL,
                begun REAL NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE results (
                run TEXT NOT NULL REFERENCES runs(name) ON DELETE CASCADE,
                key TEXT NOT NULL,
                value BLOB NOT NULL,
                PRIMARY KEY (run, key)
            ) STRICT, WITHOUT ROWID
            """
        ])
}

extension StoreError {
    fileprivate static func otherQuestion(_ path: String, run: String) -> StoreError {
        StoreError(
            .otherQuestion, path: path, "the run '\(run)' was asked something else, or of another model",
            hint: "Give this run another name")
    }

    fileprivate static func noSuchRun(_ path: String, _ name: String, among names: [String]) -> StoreError {
        let known = names.isEmpty ? "there is none yet" : "there are \(names.prefix(10).joined(separator: ", "))"
        return StoreError(
            .noSuchRun, path: path, "there is no run '\(name)'; \(known)",
            hint: "Name one of them, or another store")
    }
}
