import Foundation

/// The key to a server, taken out of what the server says before anybody shows or stores it, should it repeat it.
struct HiddenKey {
    /// As it is, and as it stands in JSON; the longest first.
    private let spellings: [String]

    /// Anything shorter is no secret, and may well be a word.
    private static let shortest = 8

    init(_ key: String?) {
        guard let key, key.count >= Self.shortest else {
            spellings = []
            return
        }
        let escaped = key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let all = [key, escaped].flatMap { [$0, $0.replacing("/", with: "\\/")] }
        spellings = Set(all).sorted { ($0.count, $0) > ($1.count, $1) }
    }

    func hide(in text: String) -> String { spellings.reduce(text) { $0.replacing($1, with: "…") } }

    func hide(in answer: EndpointAnswer) -> EndpointAnswer {
        let text = hide(in: answer.text)
        guard text != answer.text else { return answer }
        var hidden = answer
        hidden.text = text
        // They would spell it.
        hidden.tokens = nil
        return hidden
    }

    /// Of bytes that are only shown.
    func hide(in shown: [UInt8]) -> [UInt8] {
        spellings.isEmpty ? shown : Array(hide(in: String(decoding: shown, as: UTF8.self)).utf8)
    }
}
