import GRDB

/// What a database of one kind holds, and how the file of an earlier version becomes one of the next.
struct StoreSchema: Sendable {
    /// In words, such as `cache of answers`.
    let kind: String
    /// SQLite's `application_id`, by which the kinds are told apart.
    let applicationID: Int32
    /// The statements that make each version out of the one before, from an empty database on. Versions that were
    /// released do not change: a change of the schema is a new version at the end.
    let versions: [String]

    /// Whether a database is of this kind, and of a version that is known here; an empty one may become so.
    ///
    /// - Throws: `StoreError` where it is not.
    func check(_ database: Database, path: String) throws {
        let found = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") == 0
        guard isEmpty || found == applicationID else { throw StoreError.otherKind(path, expected: kind) }
        if try version(of: database) > versions.count { throw StoreError.newer(path, kind) }
    }

    /// Makes the statements that a database has not seen, in the transaction that is open.
    func bringUpToDate(_ database: Database) throws {
        let version = try version(of: database)
        guard version < versions.count else { return }
        for statements in versions[version...] { try database.execute(sql: statements) }
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(versions.count)")
    }

    private func version(of database: Database) throws -> Int {
        max(0, try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0)
    }
}
