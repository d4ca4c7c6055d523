import Foundation
import OtherwiseModels
import OtherwiseTesting
import Synchronization
import Testing

@testable import OtherwiseBlackBox

@Suite("Asking a server", .timeLimit(.minutes(10)))
struct ModelServerTests {
    private static func server(
        _ url: URL, token: String? = nil, timeout: Duration = .seconds(20), pauses: Int = 2
    ) -> ModelServer {
        var server = ModelServer(ModelEndpoint(url, token: token), timeout: timeout)
        server.pauses = Array(repeating: .milliseconds(5), count: pauses)
        return server
    }

    @Test("It is sent JSON with the key, and what it answers comes back")
    func exchange() async throws {
        let loopback = try LoopbackServer { .json("answer to \($0.body)") }
        let server = Self.server(loopback.url("/x"), token: "t0ken")
        let answer = try await server.send(Array("{}".utf8), to: server.endpoint.url)
        #expect(String(decoding: answer, as: UTF8.self) == "answer to {}")
        let request = try #require(loopback.requests.first)
        #expect(request.method == "POST" && request.path == "/x")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["authorization"] == "Bearer t0ken")
        _ = try await server.send(nil, to: server.endpoint.url)
        #expect(loopback.requests.last?.method == "GET")
    }

    @Test("A key that could be read as another header is not sent, nor is anything else")
    func keyOfLines() async throws {
        let loopback = try LoopbackServer { _ in .json("{}") }
        let server = Self.server(loopback.url("/x"), token: "first\nX-Other: second")
        let error = await modelError { _ = try await server.send(nil, to: server.endpoint.url) }
        #expect(error?.code == .invalidValue && loopback.requests.isEmpty)
        #expect(error?.description.contains("second") == false)
        let trimmed = Self.server(loopback.url("/x"), token: "t0ken\n")
        _ = try await trimmed.send(nil, to: trimmed.endpoint.url)
        #expect(loopback.requests.map { $0.headers["authorization"] } == ["Bearer t0ken"])
    }

    @Test("A server that is too busy is asked again, until it has been asked often enough")
    func busy() async throws {
        let loopback = try LoopbackServer { _ in .status(503, "starting up") }
        let error = await modelError { _ = try await Self.server(loopback.url("/")).send([], to: loopback.url("/")) }
        #expect(error?.code == .unavailable)
        #expect(error?.problem == "The server answered with HTTP 503: 'starting up'")
        #expect(loopback.requests.count == 3)

        let turn = Mutex(0)
        let late = try LoopbackServer { _ in
            turn.withLock {
                $0 += 1; return $0
            } < 3 ? .status(503, "starting up") : .json("ready")
        }
        let answer = try await Self.server(late.url("/")).send([], to: late.url("/"))
        #expect(String(decoding: answer, as: UTF8.self) == "ready")
    }

    @Test("So is one that is not there")
    func refused() async throws {
        let url = try LoopbackServer.closedPort()
        let start = ContinuousClock.now
        let error = await modelError { _ = try await Self.server(url, pauses: 4).send([], to: url) }
        #expect(error?.code == .unavailable)
        #expect(error?.problem.hasPrefix("The server cannot be reached") == true)
        #expect(ContinuousClock.now - start >= .milliseconds(20))
    }

    static let responses: [(Int, ModelError.Code, String)] = [
        (400, .refused, "HTTP 400, no column 'age'"), (422, .refused, "HTTP 422"), (500, .refused, "HTTP 500"),
        (401, .unavailable, "HTTP 401"), (404, .unavailable, "HTTP 404"), (502, .unavailable, "HTTP 502"),
    ]

    @Test("Other failures end it at once, with the first line of what was said", arguments: responses)
    func statuses(_ status: Int, _ code: ModelError.Code, _ part: String) async throws {
        let loopback = try LoopbackServer { _ in .status(status, "no column 'age'\nTraceback …") }
        let error = await modelError { _ = try await Self.server(loopback.url("/")).send([], to: loopback.url("/")) }
        #expect(error?.code == code)
        #expect(error?.problem.contains(part) == true && error?.problem.contains("no column 'age'") == true)
        #expect(error?.problem.contains("Traceback") == false)
        #expect(loopback.requests.count == 1)
    }

    @Test("The key does not follow a redirection")
    func redirection() async throws {
        let other = try LoopbackServer { _ in .json("stolen") }
        let loopback = try LoopbackServer { _ in
            .status(307, "moved", headers: ["Location": other.url("/").absoluteString])
        }
        let server = Self.server(loopback.url("/"), token: "t0ken")
        let error = await modelError { _ = try await server.send([], to: loopback.url("/")) }
        #expect(error?.code == .unavailable && error?.problem.contains("HTTP 307") == true)
        #expect(other.requests.isEmpty)
    }

    @Test("Silence is not waited for, nor a trickle that never ends", arguments: [true, false])
    func timeout(_ isSilent: Bool) async throws {
        let loopback = try LoopbackServer { _ in isSilent ? .nothing : .drip }
        let server = Self.server(loopback.url("/"), timeout: .milliseconds(400))
        let start = ContinuousClock.now
        let error = await modelError { _ = try await server.send([], to: loopback.url("/")) }
        #expect(error?.code == .timedOut)
        // Neither would ever end; the bound leaves room for a machine that is busy with other tests.
        #expect(ContinuousClock.now - start < .seconds(120))
    }

    @Test("A question that is taken back is not waited for")
    func cancellation() async throws {
        let loopback = try LoopbackServer { _ in .nothing }
        let task = Task { try await Self.server(loopback.url("/")).send([], to: loopback.url("/")) }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("The path shows the protocol, or nothing does")
    func shapes() throws {
        let cases: [(String, ServerProtocol?)] = [
            ("http://h/v2/models/credit", .kserve), ("http://h/prefix/v2/models/credit/versions/2", .kserve),
            ("http://h/invocations", .mlflow), ("https://h/endpoints/credit/invocations", .mlflow),
            ("http://h/v2/models", nil), ("http://h", nil), ("http://h/predict", nil),
        ]
        for (text, expected) in cases {
            #expect(ServerProtocol(of: try #require(URL(string: text))) == expected, "\(text)")
        }
    }
}
