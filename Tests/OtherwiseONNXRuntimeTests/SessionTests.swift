#if ONNXRuntime
import OtherwiseModels
import OtherwiseONNXRuntime
import Testing

@Suite("Sessions of ONNX Runtime", .needsONNXRuntime)
struct SessionTests {
    static func spam(_ count: Int) throws -> [String: Tensor] {
        let words = (0..<count).flatMap { $0.isMultiple(of: 2) ? ["money", "x", "y"] : ["x", "meeting", "y"] }
        return ["words": try Tensor(shape: [count, 3], .string(words))]
    }

    @Test("Every level of optimisation gives the same answers", arguments: ONNXRuntimeSession.Optimization.allCases)
    func levels(_ level: ONNXRuntimeSession.Optimization) throws {
        let inputs = try Self.spam(10)
        let session = try Engine.session("words", .init(optimization: level))
        #expect(try session.run(inputs) == Engine.session("words").run(inputs))
    }

    @Test("Any number of threads gives the same labels", arguments: [0, 1, 2, 5])
    func threads(_ count: Int) throws {
        let inputs = try Self.spam(1000)
        let labels = try Engine.session("words", .init(threads: count)).run(inputs)["label"]?.tensor.strings
        #expect(labels == (0..<1000).map { $0.isMultiple(of: 2) ? "spam" : "ham" })
    }

    @Test("A number of threads below 0 is refused", arguments: [-1, .min, .max])
    func impossibleThreads(_ count: Int) {
        #expect(modelError { _ = try Engine.session("words", .init(threads: count)) }?.code == .invalidValue)
    }

    @Test("One session answers many tasks at a time")
    func concurrentRuns() async throws {
        let session = try Engine.session("words")
        let expected = try session.run(Self.spam(64))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<32 { group.addTask { try session.run(Self.spam(64)) == expected } }
            for try await isSame in group { #expect(isSame) }
        }
    }

    @Test("A session keeps the library that made it")
    func sessionKeepsItsLibrary() throws {
        func make() throws -> ONNXRuntimeSession { try Engine.session("words") }
        let sessions = try (0..<8).map { _ in try make() }
        #expect(try sessions.allSatisfy { try $0.run(Self.spam(2)).count == 2 })
        #expect(sessions.first?.library.version.hasPrefix("1.") == true)
    }
}
#endif
