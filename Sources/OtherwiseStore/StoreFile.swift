import Foundation
import GRDB

/// One database, opened, brought up to date, and read and written from any task.
///
/// What a transaction has written stays, however the process ends (write-ahead log); several processes may share a file.
struct StoreFile: Sendable {
    /// Empty for a database in memory.
    let path: String
    let schema: StoreSchema
    private let queue: DatabaseQueue

    /// - Parameter path: Made, with its folder, where it is not; `nil` for a database in memory.
    /// - Throws: `StoreError`.
    init(_ path: String?, _ schema: StoreSchema) throws(StoreError) {
        (self.path, self.schema) = (path ?? "", schema)
        queue = try Self.translating(self.path, schema.kind) {
            if let path { try Self.check(path, schema) }
            let queue = try Self.open(path)
            // Whole or not at all, whoever else opens it or ends this process meanwhile.
            try queue.inTransaction(.immediate) { database in
                try schema.check(database, path: path ?? "")
                try schema.bringUpToDate(database)
                return .commit
            }
            return queue
        }
    }

    /// Looks at a file that is there without changing a byte of it.
    private static func check(_ path: String, _ schema: StoreSchema) throws {
        var isFolder: ObjCBool = false
        // A link is looked at where it leads.
        guard !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue else {
            throw StoreError(
                .unopenable, path: path, "it is a folder", hint: "Name a file in it for the \(schema.kind)")
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? Int, size > 0 else { return }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { try schema.check($0, path: path) }
        try queue.close()
    }

    private static func open(_ path: String?) throws -> DatabaseQueue {
        guard let path else { return try DatabaseQueue() }
        let folder = URL(filePath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.journalMode = .wal
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// - Throws: `StoreError`; `CancellationError`.
    func read<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws -> Result {
        do {
            return try await queue.read(body)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, kind: schema.kind)
        }
    }

    /// Runs `body` in a transaction, which is undone where it throws.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    func write<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws -> Result {
        do {
            return try await queue.write(body)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, kind: schema.kind)
        }
    }

    private static func translating<Result>(
        _ path: String, _ kind: String, _ body: () throws -> Result
    ) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, kind: kind)
        } catch {
            throw StoreError(.failed, path: path, "the \(kind) cannot be opened (\(error))", hint: "Check the file")
        }
    }
}
