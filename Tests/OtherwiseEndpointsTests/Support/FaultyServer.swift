import Foundation
import OtherwiseTesting
import Synchronization

/// A server whose answers are known, and which fails some of the times that it is asked.
final class FaultyServer: Sendable {
    enum Fault: CaseIterable {
        case tooMany, broken, overloaded, silence, brokenOff, cutShort, garbage, noChoice, hangUp, errorInside
    }

    struct Question: Decodable {
        struct Message: Decodable {
            let role: String
            let content: String
        }

        let messages: [Message]?
        let prompt: String?
        let stream: Bool?

        var text: String { prompt ?? messages?.last?.content ?? "" }
    }

    let loopback: LoopbackServer
    private let meeting = Meeting()

    /// - Parameter fault: What happens the n-th time, from 0, that a question is asked; `nil` for the answer.
    init(_ fault: @escaping @Sendable (_ question: String, _ time: Int) -> Fault? = { _, _ in nil }) throws {
        let asked = Mutex<[String: Int]>([:])
        loopback = try LoopbackServer { [meeting] request in
            guard let question = try? JSONDecoder().decode(Question.self, from: Data(request.body.utf8)) else {
                return .status(400, #"{"error":{"message":"no question"}}"#)
            }
            let time = asked.withLock { asked in
                defer { asked[question.text, default: 0] += 1 }
                return asked[question.text, default: 0]
            }
            guard let fault = fault(question.text, time) else { return Self.reply(question) }
            meeting.record(fault)
            return Self.reply(question, fault)
        }
    }

    /// How often each fault was met.
    var faultCounts: [Fault: Int] { meeting.counts.withLock(\.self) }

    private final class Meeting: Sendable {
        let counts = Mutex<[Fault: Int]>([:])
        func record(_ fault: Fault) { counts.withLock { $0[fault, default: 0] += 1 } }
    }

    static func answer(to question: String) -> String { "\(question.uppercased()) – \u{1F44D} \"done\"\n" }

    /// The answer in pieces.
    private static func pieces(_ question: Question) -> [String] {
        let text = answer(to: question.text)
        let middle = text.index(text.startIndex, offsetBy: text.count / 2)
        return [String(text[..<middle]), String(text[middle...])]
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: (try? JSONEncoder().encode(text)) ?? Data(), as: UTF8.self)
    }

    private static let usage = #""usage":{"prompt_tokens":7,"completion_tokens":3}"#

    private static func reply(_ question: Question) -> LoopbackServer.Reply {
        guard question.stream == true else { return .json(body(question)) }
        return .events(events(question) + [#"{"choices":[],\#(usage)}"#, "[DONE]"])
    }

    private static func body(_ question: Question) -> String {
        let text = quoted(answer(to: question.text))
        let choice = question.messages == nil ? #""text":\#(text)"# : #""message":{"content":\#(text)}"#
        return #"{"choices":[{\#(choice),"finish_reason":"stop"}],\#(usage)}"#
    }

    private static func events(_ question: Question, isEnded: Bool = true) -> [String] {
        let deltas = pieces(question).map { piece in
            let text = quoted(piece)
            let choice = question.messages == nil ? #""text":\#(text)"# : #""delta":{"content":\#(text)}"#
            return #"{"choices":[{\#(choice),"finish_reason":null}]}"#
        }
        return deltas + (isEnded ? [#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#] : [])
    }

    private static func reply(_ question: Question, _ fault: Fault) -> LoopbackServer.Reply {
        let streams = question.stream == true
        switch fault {
        case .tooMany: return .status(429, #"{"error":{"message":"slow down"}}"#, headers: ["Retry-After": "0"])
        case .broken: return .status(500, "Internal Server Error")
        case .overloaded: return .status(503, #"{"error":"loading"}"#)
        case .silence: return .nothing
        case .brokenOff:
            return streams ? .events(Array(events(question, isEnded: false).prefix(1)), isWhole: false) : .cut("")
        case .cutShort:
            return streams ? .events(events(question, isEnded: false)) : .cut(String(body(question).prefix(30)))
        case .garbage: return streams ? .events(["{\"choi", "[DONE]"]) : .json(String(body(question).prefix(30)))
        case .noChoice: return .json(#"{"choices":[]}"#)
        case .hangUp: return .hangUp
        case .errorInside:
            let error = #"{"error":{"message":"worker died","code":500}}"#
            return streams ? .events([events(question)[0], error]) : .json(error)
        }
    }
}
