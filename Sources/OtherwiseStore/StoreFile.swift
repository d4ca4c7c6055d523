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
            let queue = try Self.open(path)
            try queue.read { try schema.check($0, path: path ?? "") }
            try schema.migrator.migrate(queue)
            return queue
        }
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
