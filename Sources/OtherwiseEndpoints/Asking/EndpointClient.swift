import Foundation
import OtherwiseBlackBox
import OtherwiseModels
import OtherwiseStore
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Asks a server, patiently and within limits, and remembers what it was told.
final class EndpointClient: Sendable {
    let endpoint: LanguageEndpoint
    let settings: EndpointSettings
    let cache: ResponseCache?
    private let connection = HTTPConnection()
    private let gate: Gate
    private let limiter: RateLimiter
    private let ledger = Mutex(EndpointUsage())

    init(_ endpoint: LanguageEndpoint, _ settings: EndpointSettings, _ cache: ResponseCache?) {
        (self.endpoint, self.settings, self.cache) = (endpoint, settings, cache)
        gate = Gate(settings.concurrency)
        limiter = RateLimiter(settings.limits)
    }

    var usage: EndpointUsage { ledger.withLock(\.self) }

    /// What is remembered, else what the server says.
    ///
    /// - Parameter receive: Shown what is written as it comes.
    /// - Throws: `ModelError`; `StoreError`; `CancellationError`.
    func answer(
        to request: EndpointRequest, repetition: Int, receive: TextReceiver? = nil
    ) async throws -> EndpointAnswer {
        let digest = request.digest(at: endpoint, repetition: repetition)
        if let known = try await remembered(digest) {
            ledger.withLock { $0.cachedAnswers += 1 }
            receive?(.text(known.text))
            return known
        }
        let answer = try await gate.pass { try await ask(request, receive) }
        ledger.withLock { $0.count(answer.counts) }
        guard let cache else { return answer }
        let body = Array(try JSONEncoder().encode(answer))
        let kept = try await cache.keep(
            CachedResponse(
                body: body, answered: Date(), promptTokens: answer.counts?.prompt,
                completionTokens: answer.counts?.completion), to: digest)
        return kept.answer ?? answer
    }

    /// What was answered before; `nil` where nothing was.
    func remembered(_ digest: RequestDigest) async throws -> EndpointAnswer? {
        try await cache?.response(to: digest)?.answer
    }

    /// A server that never answered is waited for a few seconds, in which it may start; its address is likely wrong.
    private static let firstAttempts = 3

    private func ask(_ request: EndpointRequest, _ receive: TextReceiver?) async throws -> EndpointAnswer {
        var waited = Duration.zero
        for attempt in 0... {
            let failure: ModelError, asked: Duration?
            switch try await send(request, receive) {
            case .answer(let answer): return answer
            case .later(let error, let pause): (failure, asked) = (error, pause)
            case .unreachable(let error) where attempt == Self.firstAttempts && usage.answers == 0:
                throw error.after(attempts: attempt + 1, waited)
            case .unreachable(let error): (failure, asked) = (error, nil)
            }
            let pause = settings.retries.pause(
                before: attempt, asked: asked, waited: waited, chance: Double.random(in: 0..<1))
            guard let pause else { throw failure.after(attempts: attempt + 1, waited) }
            if let asked { limiter.pause(for: asked) }
            receive?(.restart)
            try await Task.sleep(for: pause)
            waited += pause
            ledger.withLock { $0.retries += 1 }
        }
        throw CancellationError()
    }

    private func send(_ request: EndpointRequest, _ receive: TextReceiver?) async throws -> AttemptOutcome {
        let ticket = try await limiter.admit(tokens: request.aboutPromptTokens + request.settings.maximumTokens)
        ledger.withLock { $0.requests += 1 }
        do {
            let pieces = StreamedText(receive)
            let reply = try await connection.reply(to: urlRequest(request), within: settings.timeout) { pieces.add($0) }
            let outcome = try AttemptOutcome(reply, hiding: HiddenKey(endpoint.server.token))
            if case .answer(let answer) = outcome, let counts = answer.counts {
                limiter.settle(ticket, tokens: counts.prompt + counts.completion)
            }
            return outcome
        } catch let error as URLError {
            try Task.checkCancellation()
            return try outcome(of: error)
        } catch let error as ModelError where error.code == .timedOut {
            return .later(error.hinting("Allow more time, or see the log of the server"))
        }
    }

    private func outcome(of error: URLError) throws(ModelError) -> AttemptOutcome {
        let failure = ModelError.unreachable(error)
        switch error.code {
        case .badURL, .unsupportedURL, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateHasUnknownRoot, .secureConnectionFailed, .dataLengthExceedsMaximum:
            throw failure
        case .cannotConnectToHost, .cannotFindHost, .dnsLookupFailed: return .unreachable(failure)
        default: return .later(failure)
        }
    }

    private func urlRequest(_ request: EndpointRequest) -> URLRequest {
        var sent = request
        sent.streams = settings.streams
        var urlRequest = URLRequest(
            url: endpoint.server.url.appending(path: request.path), timeoutInterval: settings.timeout / .seconds(1))
        urlRequest.httpMethod = "POST"
        urlRequest.httpBody = Data(sent.body)
        urlRequest.setValue("application/json", forHTTPHeaderField: "Content-Type")
        urlRequest.setValue(
            sent.streams ? "text/event-stream, application/json" : "application/json", forHTTPHeaderField: "Accept")
        if let key = endpoint.server.token {
            urlRequest.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
        }
        return urlRequest
    }
}

extension CachedResponse {
    fileprivate var answer: EndpointAnswer? { try? JSONDecoder().decode(EndpointAnswer.self, from: Data(body)) }
}

extension ModelError {
    fileprivate func after(attempts: Int, _ waited: Duration) -> ModelError {
        guard attempts > 1 else { return self }
        return saying(["asked \(attempts) times, with \(String(format: "%.1f", waited / .seconds(1))) s of pauses"])
    }
}
