import OtherwiseModels
import Synchronization

#if canImport(FoundationNetworking)
import Foundation
package import FoundationNetworking
#else
package import Foundation
#endif

/// What a server sent back.
package struct HTTPReply: Sendable {
    package let status: Int
    /// By name in lower case.
    package let headers: [String: String]
    package let body: [UInt8]

    package init(status: Int, headers: [String: String], body: [UInt8]) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }
}

/// Requests over connections that are kept. No redirection is followed, lest the key goes elsewhere.
package final class HTTPConnection: Sendable {
    private let session: URLSession
    private let exchanges = Exchanges()

    package init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 64
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    deinit { session.invalidateAndCancel() }

    /// Races with the clock, because the request's own limit begins anew with every byte.
    ///
    /// - Parameter receive: Shown each piece of a body as it comes, whatever the status.
    /// - Throws: `URLError`; `ModelError` with code `.timedOut`, or `.badAnswer` for a body that does not end.
    package func reply(
        to request: URLRequest, within timeout: Duration, receive: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) async throws -> HTTPReply {
        try await withThrowingTaskGroup(of: HTTPReply?.self) { group in
            group.addTask { try await self.reply(to: request, receive) }
            group.addTask {
                try await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let reply = try await group.next() ?? nil else { throw ModelError.timedOut(timeout) }
            return reply
        }
    }

    private func reply(
        to request: URLRequest, _ receive: @escaping @Sendable ([UInt8]) -> Void
    ) async throws -> HTTPReply {
        let task = session.dataTask(with: request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                exchanges.begin(task.taskIdentifier, continuation, receive)
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }
}

/// The exchanges under way, by the identifier of their task.
private final class Exchanges: NSObject, URLSessionDataDelegate, Sendable {
    typealias Continuation = CheckedContinuation<HTTPReply, any Error>

    private struct Exchange {
        let continuation: Continuation
        let receive: @Sendable ([UInt8]) -> Void
        var body: [UInt8] = []
        var isTooLong: Bool { body.count > AnswerBuffer.limit }
    }

    private let underway = Mutex<[Int: Exchange]>([:])

    func begin(_ identifier: Int, _ continuation: Continuation, _ receive: @escaping @Sendable ([UInt8]) -> Void) {
        underway.withLock { $0[identifier] = Exchange(continuation: continuation, receive: receive) }
    }

    func urlSession(_: URLSession, dataTask task: URLSessionDataTask, didReceive data: Data) {
        let exchange = underway.withLock { exchanges in
            exchanges[task.taskIdentifier]?.body.append(contentsOf: data)
            return exchanges[task.taskIdentifier]
        }
        guard let exchange else { return }
        if exchange.isTooLong { return task.cancel() }
        exchange.receive(Array(data))
    }

    func urlSession(_: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let exchange = underway.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        if exchange.isTooLong {
            exchange.continuation.resume(throwing: ModelError.endless(exchange.body))
        } else if let error {
            exchange.continuation.resume(throwing: error)
        } else {
            exchange.continuation.resume(returning: HTTPReply(task.response as? HTTPURLResponse, exchange.body))
        }
    }

    func urlSession(
        _: URLSession, task _: URLSessionTask, willPerformHTTPRedirection _: HTTPURLResponse,
        newRequest _: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}

extension HTTPReply {
    fileprivate init(_ response: HTTPURLResponse?, _ body: [UInt8]) {
        var headers: [String: String] = [:]
        for (name, value) in response?.allHeaderFields ?? [:] { headers["\(name)".lowercased()] = "\(value)" }
        self.init(status: response?.statusCode ?? 0, headers: headers, body: body)
    }
}
