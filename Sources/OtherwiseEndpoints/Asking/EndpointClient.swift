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
    private let underWay = SharedWork<RequestDigest, Found>()
    private let ledger = Mutex(EndpointUsage())
    private let failure = Mutex<StoreError?>(nil)
    /// Whether the server has said that it wants the length of answers by its newer name.
    private let namesCompletionTokens = Mutex(false)

    /// An answer, and whether it was known before it was asked for.
    private struct Found: Sendable {
        let answer: EndpointAnswer
        let wasKnown: Bool
    }

    init(_ endpoint: LanguageEndpoint, _ settings: EndpointSettings, _ cache: ResponseCache?) {
        (self.endpoint, self.settings, self.cache) = (endpoint, settings, cache)
        gate = Gate(settings.concurrency)
        limiter = RateLimiter(settings.limits)
    }

    var usage: EndpointUsage { ledger.withLock(\.self) }
    var storeFailure: StoreError? { failure.withLock(\.self) }

    /// What is remembered, else what the server says. What is asked already is not asked once more.
    ///
    /// - Parameter receive: Shown what is written as it comes.
    /// - Throws: `ModelError`; `CancellationError`.
    func answer(
        to request: EndpointRequest, repetition: Int, receive: TextReceiver? = nil
    ) async throws -> EndpointAnswer {
        guard cache != nil else { return try await newAnswer(to: request, receive) }
        let digest = request.digest(at: endpoint, repetition: repetition)
        let (found, isOwn) = try await underWay.value(for: digest) { [self] in
            if let known = try await remembered(digest) { return Found(answer: known, wasKnown: true) }
            let answer = try await newAnswer(to: request, receive)
            return Found(answer: try await kept(answer, to: digest), wasKnown: false)
        }
        if found.wasKnown || !isOwn {
            ledger.withLock { $0.cachedAnswers += 1 }
            receive?(.text(found.answer.text))
        }
        return found.answer
    }

    private func newAnswer(to request: EndpointRequest, _ receive: TextReceiver?) async throws -> EndpointAnswer {
        guard settings.allowsKeyInClear || !endpoint.sendsKeyInClear else { throw ModelError.keyInClear }
        _ = try endpoint.server.authorization
        let answer = try await gate.pass { try await ask(request, receive) }
        ledger.withLock { $0.count(answer.counts) }
        return answer
    }

    /// What was answered before; `nil` where nothing was, or where it cannot be read.
    func remembered(_ digest: RequestDigest) async throws -> EndpointAnswer? {
        try await tolerating { try await cache?.response(to: digest)?.answer }
    }

    /// The answer that is kept from now on. One that cannot be kept is not lost for that.
    private func kept(_ answer: EndpointAnswer, to digest: RequestDigest) async throws -> EndpointAnswer {
        let body = Array(try JSONEncoder().encode(answer))
        let response = CachedResponse(
            body: body, answered: Date(), promptTokens: answer.counts?.prompt,
            completionTokens: answer.counts?.completion)
        let kept = try await tolerating { try await cache?.keep(response, to: digest) }
        if kept == nil { ledger.withLock { $0.unkeptAnswers += 1 } }
        return kept?.answer ?? answer
    }

    private func tolerating<Result>(_ body: () async throws -> Result?) async throws -> Result? {
        do {
            return try await body()
        } catch let error as StoreError {
            failure.withLock { $0 = $0 ?? error }
            return nil
        }
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
            case .wantsCompletionTokens:
                namesCompletionTokens.withLock { $0 = true }
                continue
            case .absent(let error) where attempt >= Self.firstAttempts && usage.answers == 0:
                throw error.after(attempts: attempt + 1, waited)
            case .absent(let error): (failure, asked) = (error, nil)
            }
            let pause = settings.retries.pause(
                before: attempt, asked: asked, waited: waited, chance: Double.random(in: 0..<1))
            guard let pause else { throw failure.after(attempts: attempt + 1, waited).asking(for: asked) }
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
            let pieces = StreamedText(receive), sent = worded(request)
            let reply = try await connection.reply(to: try urlRequest(sent), within: settings.timeout) {
                pieces.add($0)
            }
            let outcome = try AttemptOutcome(reply, to: sent, hiding: HiddenKey(endpoint.server.token))
            if case .answer(let answer) = outcome, let counts = answer.counts {
                limiter.settle(ticket, tokens: counts.prompt + counts.completion)
            }
            return outcome
        } catch let error as URLError {
            try Task.checkCancellation()
            return try outcome(of: error)
        } catch let error as ModelError where error.code == .timedOut {
            return .later(error.hinting(Self.moreTime))
        }
    }

    private static let moreTime = "Allow more time with --endpoint-timeout, or see the log of the server"

    private func outcome(of error: URLError) throws(ModelError) -> AttemptOutcome {
        let told = ModelError.unreachable(error)
        let failure = told.code == .timedOut ? told.hinting(Self.moreTime) : told
        switch error.code {
        case .badURL, .unsupportedURL, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateHasUnknownRoot, .secureConnectionFailed, .dataLengthExceedsMaximum:
            throw failure
        case .cannotConnectToHost, .cannotFindHost, .dnsLookupFailed: return .absent(failure)
        default: return .later(failure)
        }
    }

    /// The question in the words that this server takes.
    private func worded(_ request: EndpointRequest) -> EndpointRequest {
        var sent = request
        sent.streams = settings.streams
        sent.namesCompletionTokens = namesCompletionTokens.withLock(\.self)
        return sent
    }

    private func urlRequest(_ sent: EndpointRequest) throws(ModelError) -> URLRequest {
        var urlRequest = URLRequest(
            url: endpoint.server.url.appending(path: sent.path), timeoutInterval: settings.timeout / .seconds(1))
        urlRequest.httpMethod = "POST"
        urlRequest.httpBody = Data(sent.body)
        urlRequest.setValue("application/json", forHTTPHeaderField: "Content-Type")
        urlRequest.setValue(
            sent.streams ? "text/event-stream, application/json" : "application/json", forHTTPHeaderField: "Accept")
        if let key = try endpoint.server.authorization {
            urlRequest.setValue(key, forHTTPHeaderField: "Authorization")
        }
        return urlRequest
    }
}

extension CachedResponse {
    fileprivate var answer: EndpointAnswer? { try? JSONDecoder().decode(EndpointAnswer.self, from: Data(body)) }
}

extension ModelError {
    fileprivate static let keyInClear = ModelError(
        .invalidValue, "the key would go over the network unencrypted, for everybody on the way to read",
        hint: "Give an address that begins with https://, or --key-in-clear where the way is safe")

    /// With how long the server wants to be left alone.
    fileprivate func asking(for pause: Duration?) -> ModelError {
        guard let pause, pause >= .seconds(1) else { return self }
        return saying(lastWords + ["it asks to be left alone for \(String(format: "%.0f", pause / .seconds(1))) s"])
    }

    fileprivate func after(attempts: Int, _ waited: Duration) -> ModelError {
        guard attempts > 1 else { return self }
        return saying(["asked \(attempts) times, with \(String(format: "%.1f", waited / .seconds(1))) s of pauses"])
    }
}
