import Foundation
import OtherwiseModels
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Requests over connections that are kept. No redirection is followed, lest the key goes elsewhere.
final class HTTPConnection: Sendable {
    private let session: URLSession
    private let exchanges = Exchanges()

    init() { session = URLSession(configuration: .ephemeral, delegate: exchanges, delegateQueue: nil) }

    deinit { session.invalidateAndCancel() }

    /// - Throws: `URLError`; `ModelError` with code `.badAnswer` for a body that does not end.
    func reply(to request: URLRequest) async throws -> (status: Int, body: [UInt8]) {
        let task = session.dataTask(with: request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                exchanges.begin(task.taskIdentifier, continuation)
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }
}

/// The exchanges under way, by the identifier of their task.
private final class Exchanges: NSObject, URLSessionDataDelegate, Sendable {
    typealias Continuation = CheckedContinuation<(status: Int, body: [UInt8]), any Error>

    private struct Exchange {
        let continuation: Continuation
        var body: [UInt8] = []
        var isTooLong: Bool { body.count > AnswerBuffer.limit }
    }

    private let underway = Mutex<[Int: Exchange]>([:])

    func begin(_ identifier: Int, _ continuation: Continuation) {
        underway.withLock { $0[identifier] = Exchange(continuation: continuation) }
    }

    func urlSession(_: URLSession, dataTask task: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = underway.withLock { exchanges in
            exchanges[task.taskIdentifier]?.body.append(contentsOf: data)
            return exchanges[task.taskIdentifier]?.isTooLong ?? false
        }
        if isTooLong { task.cancel() }
    }

    func urlSession(_: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let exchange = underway.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        if exchange.isTooLong {
            exchange.continuation.resume(throwing: ModelError.endless(exchange.body))
        } else if let error {
            exchange.continuation.resume(throwing: error)
        } else {
            let status = (task.response as? HTTPURLResponse)?.statusCode ?? 0
            exchange.continuation.resume(returning: (status, exchange.body))
        }
    }

    func urlSession(
        _: URLSession, task _: URLSessionTask, willPerformHTTPRedirection _: HTTPURLResponse,
        newRequest _: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
