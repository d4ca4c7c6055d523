import Foundation
import GRDB
import Testing

@testable import OtherwiseStore

@Suite("The cache of answers")
struct ResponseCacheTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "otherwise-store-\(UUID().uuidString)")

    private func path(_ name: String = "cache/answers.sqlite") -> String { folder.appending(path: name).path }

    private static let request = RequestDigest(of: Array("{\"prompt\":\"a\"}".utf8))

    private static func response(_ text: String, tokens: Int? = nil) -> CachedResponse {
        CachedResponse(
            body: Array(text.utf8), answered: Date(timeIntervalSince1970: 1.5e9), promptTokens: tokens,
            completionTokens: tokens.map { $0 + 1 })
    }

    @Test("An answer is found again after the file was closed, in a folder that was not there")
    func again() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let response = Self.response("an \u{0} answer", tokens: 3)
        _ = try await ResponseCache(path: path()).keep(response, to: Self.request)
        let cache = try ResponseCache(path: path())
        #expect(try await cache.response(to: Self.request) == response)
        #expect(try await cache.response(to: RequestDigest(of: [])) == nil)
        #expect(try await cache.count == 1)
    }

    @Test("Of several answers to one request the first is kept, also where two caches share a file")
    func first() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let caches = try [ResponseCache(path: path()), ResponseCache(path: path())]
        let kept = try await withThrowingTaskGroup(of: CachedResponse.self) { group in
            for number in 0..<40 {
                group.addTask { try await caches[number % 2].keep(Self.response("\(number)"), to: Self.request) }
            }
            return try await group.reduce(into: Set<CachedResponse>()) { $0.insert($1) }
        }
        #expect(kept.count == 1)
        #expect(try await caches[0].response(to: Self.request) == kept.first)
    }

    @Test("Many openings of a new file at once make one cache")
    func together() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = path()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<16 {
                group.addTask {
                    let request = RequestDigest(of: Array("\(number)".utf8))
                    _ = try await ResponseCache(path: path).keep(Self.response("\(number)"), to: request)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await ResponseCache(path: path).count == 16)
    }

    @Test("A cache in memory is its own")
    func memory() async throws {
        let cache = try ResponseCache(path: nil)
        _ = try await cache.keep(Self.response("a"), to: Self.request)
        #expect(try await cache.count == 1)
        #expect(try await ResponseCache(path: nil).count == 0)
    }

    private func error(_ path: String, _ schema: StoreSchema = .responses) -> StoreError? {
        do throws(StoreError) {
            _ = try StoreFile(path, schema)
            return nil
        } catch {
            return error
        }
    }

    @Test("What is no cache of answers is refused, and left as it is")
    func refused() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = Data(String(repeating: "no database\n", count: 200).utf8)
        try text.write(to: folder.appending(path: "text"))
        let plain = error(path("text"))
        #expect(plain?.code == .notADatabase)
        #expect(plain?.description.hasPrefix(path("text")) == true)
        #expect(FileManager.default.contents(atPath: path("text")) == text)
        #expect(error(path("text/below"))?.code == .unopenable)
        #expect(error(folder.path)?.problem == "it is a folder" && error(folder.path)?.code == .unopenable)
        let link = folder.appending(path: "link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path)
        #expect(error(link)?.problem == "it is a folder")

        let foreign = try DatabaseQueue(path: path("foreign"))
        try foreign.write { try $0.execute(sql: "CREATE TABLE list (x)") }
        try foreign.close()
        let bytes = FileManager.default.contents(atPath: path("foreign"))
        #expect(error(path("foreign"))?.code == .otherKind)
        #expect(FileManager.default.contents(atPath: path("foreign")) == bytes)

        let other = StoreSchema(kind: "list", applicationID: 77, versions: ["CREATE TABLE list (x)"])
        #expect(error(path("list"), other) == nil)
        #expect(error(path("list"))?.code == .otherKind)
    }

    @Test("An older file is brought up to date with what it holds, a newer one is refused")
    func versions() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let one = StoreSchema(kind: "list", applicationID: 77, versions: ["CREATE TABLE list (x)"])
        let two = StoreSchema(
            kind: "list", applicationID: 77, versions: one.versions + ["ALTER TABLE list ADD COLUMN y DEFAULT 5"])
        try await StoreFile(path(), one).write { try $0.execute(sql: "INSERT INTO list VALUES (3)") }
        let sum = try await StoreFile(path(), two).read { try Int.fetchOne($0, sql: "SELECT x + y FROM list") }
        #expect(sum == 8)
        #expect(error(path(), one)?.code == .newer)
    }
}
