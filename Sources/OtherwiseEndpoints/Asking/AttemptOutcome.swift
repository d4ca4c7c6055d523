import Foundation
import OtherwiseBlackBox
import OtherwiseModels

/// What came of sending a request once.
enum AttemptOutcome {
    case answer(EndpointAnswer)
    /// It may go better later, at the soonest after what the server asked for.
    case later(ModelError, after: Duration? = nil)
    /// The server is not there, or what is there answers as no such server does.
    case absent(ModelError)
    /// The server wants the length of answers by its newer name, `max_completion_tokens`.
    case wantsCompletionTokens
}

extension AttemptOutcome {
    /// - Throws: `ModelError` for what will not go better.
    init(_ reply: HTTPReply, to request: EndpointRequest, hiding key: HiddenKey) throws(ModelError) {
        guard (200..<300).contains(reply.status) else {
            self =
                reply.asksForCompletionTokens && !request.namesCompletionTokens
                ? .wantsCompletionTokens : try Self(status: reply.status, reply, hiding: key)
            return
        }
        do throws(AnswerAssembly.Fault) {
            self = .answer(key.hide(in: try reply.answer))
        } catch {
            self = try Self(error, key.hide(in: reply.body), hiding: key)
        }
    }

    private init(_ fault: AnswerAssembly.Fault, _ body: [UInt8], hiding key: HiddenKey) throws(ModelError) {
        switch fault {
        case .notJSON, .noChoice: self = .absent(.notACompletion(body))
        case .truncated: self = .later(.brokenOff(body))
        case .filtered: throw .filtered
        case .server(let said, let code):
            let message = key.hide(in: said)
            // Within a stream or an answer the status is gone; some servers put it into the code.
            guard let status = code.flatMap(Int.init), status != 200 else {
                if let error = ModelError.tooLong(message, code: code) { throw error }
                self = .later(.said(message))
                return
            }
            self = try Self(status: status, message: message, code: code, after: nil)
        }
    }

    private init(status: Int, _ reply: HTTPReply, hiding key: HiddenKey) throws(ModelError) {
        let error = (try? JSONDecoder().decode(CompletionBody.self, from: Data(reply.body)))?.error
        let message = key.hide(in: error?.message ?? String(decoding: reply.body, as: UTF8.self))
        self = try Self(status: status, message: message, code: error?.code, after: reply.retryAfter(now: Date()))
    }

    private init(status: Int, message: String, code: String?, after: Duration?) throws(ModelError) {
        if let error = ModelError.tooLong(message, code: code) { throw error }
        let said = Array(message.utf8).excerpt
        switch status {
        case 429 where code == "insufficient_quota":
            throw .status(status, said, hint: "The account behind the key has nothing left; add to it")
        case 408, 409, 425, 429, 500, 502, 503, 504, 520...529:
            self = .later(.status(status, said, hint: "Ask again when the server is ready"), after: after)
        case 300..<400: throw .status(status, said, hint: "Give the address that the server redirects to")
        case 401, 403:
            throw .status(status, said, hint: "Give the key in the environment variable OTHERWISE_ENDPOINT_KEY")
        case 404, 405:
            throw .status(
                status, said, hint: "Check that the address ends before /chat/completions, and the model's name")
        default:
            throw ModelError(
                .refused, "it refused the question with HTTP \(status): \(said)",
                hint: message.contains("'temperature'")
                    ? "Send none, with --without-temperature; the model then draws as it likes"
                    : "Correct what it names, or ask a model that takes such questions")
        }
    }
}

extension HTTPReply {
    fileprivate var answer: EndpointAnswer {
        get throws(AnswerAssembly.Fault) {
            headers["content-type"]?.lowercased().contains("event-stream") ?? false
                ? try AnswerAssembly.answer(inEvents: body) : try AnswerAssembly.answer(in: body)
        }
    }

    /// Whether the question was refused for the name of one of its settings.
    fileprivate var asksForCompletionTokens: Bool {
        status == 400 && String(decoding: body, as: UTF8.self).contains("max_completion_tokens")
    }

    /// How long the server asks to be left alone: seconds, or a date (RFC 9110, section 10.2.3).
    func retryAfter(now: Date) -> Duration? {
        guard let text = headers["retry-after"]?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Double(text) {
            return (0...1e6).contains(seconds) ? .seconds(seconds) : nil
        }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: text).map { .seconds(max(0, $0.timeIntervalSince(now))) }
    }
}

extension ModelError {
    fileprivate static func status(_ status: Int, _ said: String, hint: String) -> ModelError {
        ModelError(.unavailable, "the server answered with HTTP \(status): \(said)", hint: hint)
    }

    fileprivate static func notACompletion(_ body: [UInt8]) -> ModelError {
        ModelError(
            .badAnswer, "the server answered \(body.excerpt), which is no completion",
            hint: "Check that the address is that of a server asked as OpenAI's is, ending in /v1, and its log")
    }

    fileprivate static func brokenOff(_ body: [UInt8]) -> ModelError {
        ModelError(
            .badAnswer, "the server's answer broke off after \(body.count) bytes", hint: "See the log of the server")
    }

    fileprivate static func said(_ message: String) -> ModelError {
        ModelError(
            .unavailable, "the server answered with an error: \(Array(message.utf8).excerpt)",
            hint: "See the log of the server")
    }

    fileprivate static let filtered = ModelError(
        .refused, "the server withheld the answer by its content filter",
        hint: "Leave the item out, or word it otherwise")

    fileprivate static func tooLong(_ message: String, code: String?) -> ModelError? {
        let signs = ["context_length", "context length", "context size", "context window", "exceed_context"]
        let text = "\(code ?? "") \(message)".lowercased()
        guard signs.contains(where: text.contains) else { return nil }
        return ModelError(
            .contextTooLong, "the server says: \(Array(message.utf8).excerpt)",
            hint: "Shorten the prompt or ask for fewer tokens")
    }
}
