package import Foundation
package import OtherwiseModels

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Asks a server over HTTP, patiently: a server that is not there yet, or too busy, is asked again.
struct ModelServer: Sendable {
    let endpoint: ModelEndpoint
    /// How long one answer may take.
    let timeout: Duration
    /// How long to wait before asking again, each time.
    var pauses: [Duration] = [.milliseconds(100), .milliseconds(300), .milliseconds(900), .milliseconds(2700)]
    private let connection = HTTPConnection()

    init(_ endpoint: ModelEndpoint, timeout: Duration) {
        self.endpoint = endpoint
        self.timeout = timeout
    }

    /// - Parameter body: JSON to be posted; `nil` to get.
    /// - Returns: The body of the answer.
    /// - Throws: `ModelError`; `.unavailable`, `.timedOut`, `.refused` or `.invalidValue`. `CancellationError`.
    func send(_ body: [UInt8]?, to url: URL) async throws -> [UInt8] {
        var request = URLRequest(url: url, timeoutInterval: timeout / .seconds(1))
        if let body {
            request.httpMethod = "POST"
            request.httpBody = Data(body)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        if let key = try endpoint.authorization { request.setValue(key, forHTTPHeaderField: "Authorization") }
        for pause in pauses {
            switch try await attempt(request) {
            case .answer(let bytes): return bytes
            case .later: try await Task.sleep(for: pause)
            }
        }
        switch try await attempt(request) {
        case .answer(let bytes): return bytes
        case .later(let error): throw error
        }
    }

    fileprivate enum Outcome {
        case answer([UInt8])
        /// It may go better later.
        case later(ModelError)
    }

    private func attempt(_ request: URLRequest) async throws -> Outcome {
        do {
            let reply = try await connection.reply(to: request, within: timeout)
            return try Outcome(status: reply.status, body: reply.body)
        } catch let error as URLError {
            try Task.checkCancellation()
            let failure = ModelError.unreachable(error)
            guard error.code == .cannotConnectToHost || error.code == .networkConnectionLost else { throw failure }
            return .later(failure)
        }
    }
}

extension ModelServer.Outcome {
    fileprivate init(status: Int, body: [UInt8]) throws(ModelError) {
        switch status {
        case 200..<300: self = .answer(body)
        case 429, 503: self = .later(.status(status, body, hint: "Ask again when the server is ready"))
        case 300..<400: throw .status(status, body, hint: "Give the address that the server redirects to")
        case 401, 403:
            throw .status(status, body, hint: "Give the key in the environment variable OTHERWISE_MODEL_TOKEN")
        case 404, 405:
            throw .status(status, body, hint: "Check the path of the address, and the name of the model in it")
        case 400, 422, 500: throw .refused("HTTP \(status), \(body.excerpt.dropFirst().dropLast())")
        default: throw .status(status, body, hint: "See the log of the server")
        }
    }
}

extension ModelError {
    fileprivate static func status(_ status: Int, _ body: [UInt8], hint: String) -> ModelError {
        ModelError(.unavailable, "The server answered with HTTP \(status): \(body.excerpt)", hint: hint)
    }

    package static func unreachable(_ error: URLError) -> ModelError {
        error.code == .timedOut
            ? ModelError(
                .timedOut, "It did not answer in time", hint: "Allow more time with --model-timeout, or see its log")
            : ModelError(
                .unavailable, "The server cannot be reached: \(reason(of: error.code))",
                hint: "Start it, or check the address")
    }

    private static func reason(of code: URLError.Code) -> String {
        switch code {
        case .cannotFindHost, .dnsLookupFailed: "no host has this name"
        case .cannotConnectToHost: "nothing answers at this address"
        case .networkConnectionLost: "the connection broke off"
        case .notConnectedToInternet: "this machine has no network"
        case .badURL, .unsupportedURL: "this is no address of a server"
        case .badServerResponse, .cannotParseResponse: "what it sends is no HTTP"
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid:
            "no secure connection could be made"
        default: "the connection failed"
        }
    }
}
