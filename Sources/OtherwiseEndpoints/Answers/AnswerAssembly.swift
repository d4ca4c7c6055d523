import Foundation
import OtherwiseBlackBox
import OtherwiseModels

/// An answer that is put together from what a server wrote, at once or piece by piece.
struct AnswerAssembly {
    private var text = ""
    private var tokens: [ScoredToken]?
    private var counts: TokenCounts?
    private var ending: String?
    private var stop: String?
    private var isDone = false

    /// What is wrong with what a server wrote.
    enum Fault: Error, Equatable {
        case notJSON, noChoice, truncated
        /// The server says so itself, with a code if it has one.
        case server(String, code: String?)
        case filtered
    }

    /// The answer in a body that is no stream.
    static func answer(in body: [UInt8]) throws(Fault) -> EndpointAnswer {
        var assembly = AnswerAssembly()
        try assembly.add(decoded(body), \.firstChoice)
        assembly.isDone = true
        return try assembly.answer
    }

    /// The answer in a body that is a stream of events.
    static func answer(inEvents body: [UInt8]) throws(Fault) -> EndpointAnswer {
        var assembly = AnswerAssembly(), reader = ServerSentEvents()
        for event in reader.events(adding: body) { try assembly.add(event) }
        return try assembly.answer
    }

    /// - Returns: What the piece adds to the text.
    @discardableResult
    mutating func add(_ piece: [UInt8]) throws(Fault) -> String {
        if piece.elementsEqual("[DONE]".utf8) {
            isDone = true
            return ""
        }
        return try add(Self.decoded(piece), \.streamedChoice)
    }

    private static func decoded(_ bytes: [UInt8]) throws(Fault) -> CompletionBody {
        guard let body = try? JSONDecoder().decode(CompletionBody.self, from: Data(bytes)) else { throw .notJSON }
        return body
    }

    @discardableResult
    private mutating func add(
        _ body: CompletionBody, _ choice: (CompletionBody) -> CompletionBody.Choice?
    ) throws(Fault) -> String {
        if let error = body.error { throw .server(error.message, code: error.code) }
        counts = body.usage?.counts ?? counts
        guard let choice = choice(body) else { return "" }
        text += choice.added
        ending = choice.ending ?? ending
        stop = choice.stopReason?.text ?? stop
        if let more = choice.logprobs?.tokens { tokens = (tokens ?? []) + more }
        return choice.added
    }

    var answer: EndpointAnswer {
        get throws(Fault) {
            guard !text.isEmpty || ending != nil else { throw .noChoice }
            // A stream that broke off has neither said why it ended nor that it is done.
            guard isDone || ending != nil, !["abort", "error"].contains(ending) else { throw .truncated }
            guard ending != "content_filter" else { throw .filtered }
            return EndpointAnswer(text: text, ending: reason, tokens: tokens, counts: counts)
        }
    }

    /// Most servers call a stop and the model's own end the same.
    private var reason: GeneratedText.Ending {
        switch ending {
        case "length", "max_tokens": .length
        default: stop == nil ? .end : .stop
        }
    }
}
