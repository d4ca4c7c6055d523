import OtherwiseBlackBox
import OtherwiseModels

/// A text that came back from a server with the log-probabilities of its tokens, checked to be that.
struct EchoedText {
    /// The tokens of the text, without a mark of the beginning before it or what was written after it.
    let tokens: [ScoredToken]
    /// Where each token begins, in characters of Unicode (scalars).
    private let starts: [Int]

    /// - Parameters:
    ///   - answer: To a request that asked for the text back.
    ///   - text: That was sent.
    /// - Throws: `ModelError.unsupported` where the server does not do what was asked, with what it did instead.
    init(_ answer: EndpointAnswer, of text: String) throws(ModelError) {
        guard answer.text.unicodeScalars.starts(with: text.unicodeScalars) else { throw .ignoresEcho(answer.text) }
        guard let all = answer.tokens, !all.isEmpty else { throw .noScores }
        guard let first = Self.firstToken(of: text, in: all) else { throw .otherTokens(all) }
        let length = text.unicodeScalars.count
        var tokens: [ScoredToken] = [], starts: [Int] = [], place = 0
        for token in all[first...] where place < length {
            tokens.append(token)
            starts.append(place)
            place += token.text.unicodeScalars.count
        }
        (self.tokens, self.starts) = (tokens, starts)
        try check()
    }

    /// The first token of the text: a mark of the beginning may stand before it.
    private static func firstToken(of text: String, in tokens: [ScoredToken]) -> Int? {
        (0..<min(2, tokens.count)).first { start in
            tokens[start...].map(\.text).joined().unicodeScalars.starts(with: text.unicodeScalars)
        }
    }

    private func check() throws(ModelError) {
        let scores = tokens.dropFirst().map(\.logProbability)
        guard !scores.contains(nil) else { throw .nullScores(scores.count { $0 == nil }, of: scores.count) }
        let known = scores.compactMap(\.self)
        if let odd = known.first(where: { !($0 <= 1e-4) || $0 == -.infinity }) { throw .notLogarithm(odd) }
        guard !tokens.dropFirst().contains(where: \.alternatives.isEmpty) else { throw .noAlternatives }
        if known.count > 3, Set(known).count == 1 { throw .constantScores(known[0], known.count) }
    }

    /// The tokens from a place on.
    ///
    /// - Parameter place: In characters of Unicode.
    /// - Throws: `ModelError.unsupported` where a token reaches over the place.
    func tokens(from place: Int) throws(ModelError) -> ArraySlice<ScoredToken> {
        if starts.contains(place) { return tokens[(starts.firstIndex(of: place) ?? 0)...] }
        let over = starts.lastIndex { $0 < place } ?? 0
        throw .reachesOver(tokens[over].text)
    }
}

extension ModelError {
    private static let useAnother = "Score with a local model, or a server that scores what it is sent (vLLM does)"

    private static func noLikelihoods(_ reason: String, hint: String = useAnother) -> ModelError {
        ModelError(.unsupported, "its log-probabilities cannot be used: \(reason)", hint: hint)
    }

    fileprivate static func ignoresEcho(_ text: String) -> ModelError {
        noLikelihoods("it ignores `echo` and answered \(Array(text.utf8).excerpt), without the text it was sent")
    }

    fileprivate static let noScores = noLikelihoods("it sends the text back without any")

    fileprivate static func otherTokens(_ tokens: [ScoredToken]) -> ModelError {
        let text = tokens.prefix(20).map(\.text).joined()
        return noLikelihoods("its tokens, \(Array(text.utf8).excerpt), do not make up the text it was sent")
    }

    fileprivate static func nullScores(_ missing: Int, of count: Int) -> ModelError {
        noLikelihoods("\(missing) of \(count) are null")
    }

    fileprivate static let noAlternatives = noLikelihoods("it does not tell the likeliest token at each place")

    fileprivate static func notLogarithm(_ score: Double) -> ModelError {
        noLikelihoods("\(score) is no logarithm of a probability")
    }

    fileprivate static func constantScores(_ score: Double, _ count: Int) -> ModelError {
        noLikelihoods("all \(count) tokens have the same, \(score)")
    }

    static func unrepeatable(_ difference: Double) -> ModelError {
        noLikelihoods("the same text asked twice has others, by up to \(difference.rounded(to: 4)) nats for a token")
    }

    static func looksAhead(_ difference: Double) -> ModelError {
        noLikelihoods(
            "those of a text's beginning change with how it goes on, by up to \(difference.rounded(to: 4)) nats for a token"
        )
    }

    static func otherCut(_ count: Int, _ again: Int) -> ModelError {
        noLikelihoods("the same text asked twice has \(count) and \(again) tokens")
    }

    fileprivate static func reachesOver(_ token: String) -> ModelError {
        noLikelihoods(
            "the token \(Array(token.utf8).excerpt) begins in the prompt and ends in what follows",
            hint: "Let what follows begin with a space or a line end")
    }

    static let noTemplate = noLikelihoods(
        "a server does not say how it writes a conversation",
        hint: "Give the prompt as plain text, in the words of the model's template")
}

extension Double {
    fileprivate func rounded(to places: Int) -> Double {
        guard magnitude < 1e6 else { return self }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
