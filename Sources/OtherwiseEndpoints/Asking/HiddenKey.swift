import Foundation

/// The key to a server, taken out of what the server says before anybody shows or stores it, should it repeat it.
struct HiddenKey {
    private let key: String?

    /// Anything shorter is no secret, and may well be a word.
    private static let shortest = 8

    init(_ key: String?) { self.key = key.flatMap { $0.count < Self.shortest ? nil : $0 } }

    func hide(in text: String) -> String { key.map { text.replacing($0, with: "…") } ?? text }

    func hide(in answer: EndpointAnswer) -> EndpointAnswer {
        guard let key, answer.text.contains(key) else { return answer }
        var hidden = answer
        hidden.text = hide(in: answer.text)
        // They would spell it.
        hidden.tokens = nil
        return hidden
    }

    /// Of bytes that are only shown.
    func hide(in shown: [UInt8]) -> [UInt8] {
        key == nil ? shown : Array(hide(in: String(decoding: shown, as: UTF8.self)).utf8)
    }
}
