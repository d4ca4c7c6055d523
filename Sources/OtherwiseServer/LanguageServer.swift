import FlyingFox
import FlyingSocks
import Foundation
public import OtherwiseModels

/// Serves a language model on this machine, to be asked as OpenAI's are: `POST /v1/chat/completions`,
/// `POST /v1/completions` with `echo` and `logprobs`, and `GET /v1/models`.
public struct LanguageServer: Sendable {
    private let service: LanguageService
    private let server: HTTPServer

    /// The longest question, in bytes.
    private static let largestBody = 16 << 20

    /// - Parameters:
    ///   - model: What is served.
    ///   - name: What it is called; any name is answered to.
    ///   - host: The address to listen at, `127.0.0.1` for this machine alone.
    ///   - port: 0 for any that is free.
    /// - Throws: `ModelError.invalidValue` for a host that is no address.
    public init(_ model: any TokenScorer, name: String, host: String = "127.0.0.1", port: UInt16) throws(ModelError) {
        service = LanguageService(model: model, name: name)
        do {
            server = HTTPServer(address: try .inet(ip4: host, port: port), timeout: 86_400, logger: .disabled)
        } catch {
            throw ModelError(.invalidValue, "'\(host)' is no address to listen at", hint: "Give one such as 127.0.0.1")
        }
    }

    /// Serves until the task is cancelled.
    ///
    /// - Parameter started: Told the port, once questions are answered.
    /// - Throws: `ModelError.unavailable` where the port is taken.
    public func run(_ started: @escaping @Sendable (UInt16) -> Void = { _ in }) async throws {
        await addRoutes()
        let waiting = Task {
            try await server.waitUntilListening()
            if case .ip4(_, let port)? = await server.listeningAddress { started(port) }
        }
        defer { waiting.cancel() }
        do {
            try await server.run()
        } catch {
            try Task.checkCancellation()
            throw ModelError(
                .unavailable, "the server cannot listen (\(error.localizedDescription))", hint: "Give another --port")
        }
    }

    private func addRoutes() async {
        for (path, isChat) in [("/v1/chat/completions", true), ("/v1/completions", false)] {
            await server.appendRoute(HTTPRoute("POST \(path)")) { request in await answer(request, isChat: isChat) }
        }
        await server.appendRoute("GET /v1/models") { _ in
            let list = ModelList(data: [.init(id: service.name)])
            return HTTPResponse(json: (try? Array(JSONEncoder().encode(list))) ?? [])
        }
    }

    private func answer(_ request: HTTPRequest, isChat: Bool) async -> HTTPResponse {
        do {
            if let count = request.bodySequence.count, count > Self.largestBody {
                throw ModelError.invalid("the body has \(count) bytes, of at most \(Self.largestBody)")
            }
            let question = try CompletionQuestion(try await request.bodyData, isChat: isChat)
            guard question.streams else {
                return HTTPResponse(json: try await service.answer(question, isChat: isChat))
            }
            return HTTPResponse(events: service.events(question, isChat: isChat))
        } catch {
            return HTTPResponse(json: ErrorReply(error).bytes, status: ErrorReply.status(error))
        }
    }
}

private struct ModelList: Encodable {
    struct Entry: Encodable {
        let id: String
        let object = "model"
        let owned_by = "otherwise"  // swift-format-ignore: AlwaysUseLowerCamelCase
    }

    let object = "list"
    let data: [Entry]
}

extension HTTPResponse {
    fileprivate init(json: [UInt8], status: Int = 200) {
        self.init(
            statusCode: HTTPStatusCode(status, phrase: status == 200 ? "OK" : status == 400 ? "Bad Request" : "Error"),
            headers: [.contentType: "application/json"], body: Data(json))
    }

    fileprivate init(events: AsyncStream<[UInt8]>) {
        let body = HTTPBodySequence(from: EventBody(events: events))
        self.init(statusCode: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }
}

/// Events as the bytes of a body that comes piece by piece.
private struct EventBody: AsyncBufferedSequence {
    typealias Element = UInt8
    let events: AsyncStream<[UInt8]>

    func makeAsyncIterator() -> Iterator { Iterator(events: events.makeAsyncIterator()) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var events: AsyncStream<[UInt8]>.Iterator
        private var pending: ArraySlice<UInt8> = []

        init(events: AsyncStream<[UInt8]>.Iterator) { self.events = events }

        mutating func next() async throws -> UInt8? {
            if pending.isEmpty { pending = try await nextBuffer(suggested: 1) ?? [] }
            return pending.popFirst()
        }

        mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
            guard pending.isEmpty else {
                defer { pending = [] }
                return pending
            }
            guard let event = await events.next() else { return nil }
            return ArraySlice(Array("data: ".utf8) + event + Array("\n\n".utf8))
        }
    }
}
