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

    var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (index, statements) in versions.enumerated() {
            migrator.registerMigration("\(index + 1)") { database in
                try database.execute(sql: "PRAGMA application_id = \(applicationID)")
                try database.execute(sql: statements)
            }
        }
        return migrator
    }

    /// - Throws: `StoreError` where a database is of another kind, or of a version that is not known here.
    func check(_ database: Database, path: String) throws {
        let found = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") == 0
        guard isEmpty || found == applicationID else { throw StoreError.otherKind(path, expected: kind) }
        if try !isEmpty && migrator.hasBeenSuperseded(database) { throw StoreError.newer(path, kind) }
    }
}
