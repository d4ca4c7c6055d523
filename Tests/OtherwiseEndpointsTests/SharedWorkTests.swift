import Foundation
import GRDB
import OtherwiseModels
import OtherwiseStore
import OtherwiseTesting
import Synchronization
import Testing

@testable import OtherwiseEndpoints

@Suite("What is asked once, and kept or not", .timeLimit(.minutes(10)))
struct SharedWorkTests {
    private static let same = [Prompt](repeating: .user("x"), count: 20)

    private func numbering() throws -> LoopbackServer {
        let turn = Mutex(0)
        return try LoopbackServer { _ in
            let number = turn.withLock {
                $0 += 1
                return $0
            }
            usleep(20_000)
            return .json(
                #"{"choices":[{"message":{"content":"\#(number)"}}],"usage":{"prompt_tokens":5,"completion_tokens":1}}"#
            )
        }
    }

    @Test("The same question asked twenty times at once is sent and paid once where answers are kept")
    func joined() async throws {
        let server = try numbering()
        let model = EndpointModel(
            EndpointModelTests.endpoint(server), EndpointModelTests.settings { $0.concurrency = 20 },
            cache: try ResponseCache(path: nil))
        let texts = try await model.texts(after: Self.same, concurrency: 20).map(\.text)
        #expect(texts == [String](repeating: "1", count: 20) && server.requests.count == 1)
        #expect(model.usage.answers == 1 && model.usage.cachedAnswers == 19 && model.usage.promptTokens == 5)
    }

    @Test("The control: where answers are not kept each is asked for, and they differ")
    func apart() async throws {
        let server = try numbering()
        let model = EndpointModel(EndpointModelTests.endpoint(server), EndpointModelTests.settings())
        let texts = try await model.texts(after: Self.same, concurrency: 20).map(\.text)
        #expect(Set(texts).count == 20 && server.requests.count == 20)
    }

    @Test("One who waits and is cancelled takes nothing from the others; work that nobody waits for ends")
    func cancellation() async throws {
        let work = SharedWork<String, Int>(), begun = Mutex(0), (gate, opening) = AsyncStream.makeStream(of: Int.self)
        let body: @Sendable () async throws -> Int = {
            begun.withLock { $0 += 1 }
            for await number in gate { return number }
            throw CancellationError()
        }
        let first = Task { try await work.value(for: "a", body) }
        while begun.withLock(\.self) == 0 { await Task.yield() }
        let joins = Mutex(false)
        let second = Task {
            joins.withLock { $0 = true }
            return try await work.value(for: "a", body)
        }
        while !joins.withLock(\.self) { await Task.yield() }
        try await Task.sleep(for: .milliseconds(20))
        first.cancel()
        opening.yield(7)
        let (value, isOwn) = try await second.value
        #expect(value == 7 && !isOwn && begun.withLock(\.self) == 1)

        let lonely = Task {
            try await work.value(for: "b") {
                try await Task.sleep(for: .seconds(3600))
                return 0
            }
        }
        for _ in 0..<100 { await Task.yield() }
        lonely.cancel()
        await #expect(throws: CancellationError.self) { try await lonely.value }
    }

    @Test("A failure is told to all who wait for it, and the next asks anew")
    func failure() async throws {
        let server = try LoopbackServer { request in
            request.body.contains("again") ? .json(#"{"choices":[{"text":"y"}]}"#) : .status(400, "no")
        }
        let model = EndpointModel(
            EndpointModelTests.endpoint(server), EndpointModelTests.settings(), cache: try ResponseCache(path: nil))
        for _ in 0..<2 {
            let error = await modelError { _ = try await model.text(after: .text("x")) }
            #expect(error?.code == .refused)
        }
        #expect(try await model.text(after: .text("again")).text == "y")
        #expect(server.requests.count == 3 && model.usage.cachedAnswers == 0)
    }

    @Test("Answers that can neither be found nor kept are answers all the same, and why is told")
    func unkept() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "otherwise-unkept-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "answers.sqlite").path
        let server = try FaultyServer(), cache = try ResponseCache(path: path)
        let model = EndpointModel(
            EndpointModelTests.endpoint(server.loopback), EndpointModelTests.settings(), cache: cache)
        #expect(try await model.text(after: .user("a")).text == FaultyServer.answer(to: "a"))
        #expect(model.storeFailure == nil && model.usage.unkeptAnswers == 0)
        try await DatabaseQueue(path: path).write { try $0.execute(sql: "DROP TABLE responses") }
        let texts = try await model.texts(after: [.user("a"), .user("b")]).map(\.text)
        #expect(texts == [FaultyServer.answer(to: "a"), FaultyServer.answer(to: "b")])
        #expect(model.storeFailure?.path == path && model.usage.unkeptAnswers == 2 && model.usage.answers == 3)
        #expect(try await model.estimate(of: [.user("a")]).questions == 1)
    }
}
