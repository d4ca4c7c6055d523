import OtherwiseCore
import OtherwiseModels

/// The sentences that several ways of asking share.
extension ModelError {
    /// - Parameter form: What was expected.
    static func notAnAnswer(_ bytes: [UInt8], form: String) -> ModelError {
        ModelError(
            .badAnswer, "\(bytes.excerpt) is not an answer; expected was \(form)",
            hint: "Write nothing but answers to standard output, and what else there is to say to standard error")
    }

    /// The same error, about the answer of a server.
    var aboutServer: ModelError {
        code == .badAnswer
            ? hinting(
                "Check that the address is that of a model, that it is asked by its own protocol, and the server's log")
            : self
    }

    static func refused(_ reason: String) -> ModelError {
        ModelError(
            .refused, "It answered with an error: \(Array(reason.utf8).excerpt)",
            hint: "Correct the rows, or the model that refuses them")
    }

    static func endless(_ bytes: [UInt8]) -> ModelError {
        ModelError(
            .badAnswer, "It wrote more than \(AnswerBuffer.limit >> 20) MiB without an end, from \(bytes.excerpt)",
            hint: "End every answer as the protocol says")
    }

    static func timedOut(_ timeout: Duration) -> ModelError {
        ModelError(
            .timedOut, "It did not answer within \(timeout / .seconds(1)) s",
            hint: "Allow more time with --model-timeout; a process must send off every answer at once (flush)")
    }
}

extension [UInt8] {
    /// The start of a text in one line and in quotes, for a message.
    package var excerpt: String {
        guard !isEmpty else { return "an empty text" }
        let text = String(decoding: prefix(200), as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let clean = line.inOneLine(" ")
        return clean.count > 80 || count > text.utf8.count ? "'\(clean.prefix(80))…'" : "'\(clean)'"
    }
}
