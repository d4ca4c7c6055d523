#if Llama
import OtherwiseModels

/// Sees a text as it is written: shows what is certain to stay, and remembers how likely its tokens were.
final class WritingWatcher {
    private let model: LlamaModel
    private let alternatives: Int
    private let receive: (String) -> Void
    /// Bytes at the end that a stop may still take away.
    private let held: Int
    private var shown = 0
    private var pieces = TokenPieces()
    private(set) var tokens: [ScoredToken] = []

    init(_ model: LlamaModel, _ settings: GenerationSettings, alternatives: Int, receive: @escaping (String) -> Void) {
        (self.model, self.alternatives, self.receive) = (model, alternatives, receive)
        held = max(0, (settings.stops.map(\.utf8.count).max() ?? 0) - 1)
    }

    func see(_ logits: [Float], _ written: (bytes: [UInt8], token: Token?)) {
        guard let token = written.token else { return }
        logits.withUnsafeBufferPointer { logits in
            let text = pieces.text(adding: model.bytes(of: token))
            tokens.append(logits.scored(token, text, alternatives, model))
        }
        show(written.bytes, upTo: written.bytes.count - held)
    }

    /// Shows the rest. Tokens that a stop has taken away are forgotten.
    func end(_ written: (bytes: [UInt8], token: Token?)) {
        if written.bytes.count > shown { receive(String(decoding: written.bytes[shown...], as: UTF8.self)) }
        var length = 0
        tokens = tokens.filter { token in
            defer { length += token.text.utf8.count }
            return length < written.bytes.count
        }
    }

    private func show(_ bytes: [UInt8], upTo end: Int) {
        guard end > shown else { return }
        // Bytes 0b10…… go on with a character that an earlier one began.
        let whole = (shown..<end + 1).last { $0 == bytes.count ? bytes.endsWholly : bytes[$0] & 0xC0 != 0x80 } ?? shown
        guard whole > shown else { return }
        receive(String(decoding: bytes[shown..<whole], as: UTF8.self))
        shown = whole
    }
}

/// Bytes of tokens made text: a character that several tokens share is the text of the last of them.
struct TokenPieces {
    private var pending: [UInt8] = []

    /// The characters that the bytes of the next token complete.
    mutating func text(adding bytes: [UInt8]) -> String {
        pending += bytes
        guard pending.endsWholly else { return "" }
        defer { pending = [] }
        return String(decoding: pending, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Whether no character of UTF-8 is begun and not ended.
    fileprivate var endsWholly: Bool {
        guard let start = lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return true }
        let length = self[start] < 0x80 ? 1 : self[start] < 0xE0 ? 2 : self[start] < 0xF0 ? 3 : 4
        return count - start >= length
    }
}

extension UnsafeBufferPointer<Float> {
    /// A token with its log-probability and the likeliest in its place.
    func scored(_ token: Token, _ text: String, _ alternatives: Int, _ model: LlamaModel) -> ScoredToken {
        let normalizer = logSumExp
        let tops = largest(alternatives).map { index in
            ScoredToken.Alternative(model.text(of: [Token(Int32(index))]), Double(self[index] - normalizer))
        }
        return ScoredToken(text, Double(self[Int(token.id)] - normalizer), alternatives: tops)
    }

    /// Where the largest elements are, the largest first.
    private func largest(_ count: Int) -> [Int] {
        guard count > 0 else { return [] }
        var found: [Int] = []
        for index in indices where found.count < count || self[index] > self[found[found.count - 1]] {
            if found.count == count { found.removeLast() }
            found.insert(index, at: found.firstIndex { self[$0] < self[index] } ?? found.count)
        }
        return found
    }
}
#endif
