public import OtherwiseModels

/// What speaks for a model's log-probabilities being real ones.
///
/// Servers are on record that leave them out, draw them anew every time, or answer for another text than was asked
/// about; an audit of such scores measures nothing. Whether a model that has just been told a word expects it more than
/// another word is a question that even the smallest answers.
public struct ScoreCheck: Sendable, Hashable, Codable {
    /// In how many of the `probes` the word that was told was expected.
    public let recalled: Int
    /// How many pairs of words were told.
    public let probes: Int
    /// The most that a log-probability changed when the same was asked again, in nats.
    public let largestChange: Double

    private static let words = [
        ("marble", "window"), ("orange", "bridge"), ("silver", "garden"), ("pepper", "castle"), ("velvet", "rocket"),
        ("ladder", "copper"), ("button", "forest"), ("candle", "monkey"),
    ]
    /// A guess would do as well in 1 of 28 checks.
    private static let leastRecalled = 7
    /// What a server that computes in another order changes is hundredths.
    private static let largestAllowedChange = 0.25

    /// Asks.
    ///
    /// - Parameter isChat: Whether words are told in a conversation or in plain text, as the audit will do.
    /// - Throws: `AuditError.unrealScores` naming what is wrong with the scores; what the model throws.
    public static func probe(_ model: any LikelihoodModel, isChat: Bool) async throws -> ScoreCheck {
        let asked = words.flatMap { questions($0, $1, isChat: isChat) }
        let first = try await model.likelihoods(of: asked)
        try check(first, asked: asked)
        let again = try await model.likelihoods(of: asked)
        try check(again, asked: asked)
        let scores = first.map(\.logProbability)
        let found = ScoreCheck(
            recalled: words.indices.count { gain(scores[(4 * $0)..<(4 * $0 + 4)]) > 0 }, probes: words.count,
            largestChange: zip(scores, again).map { abs($0 - $1.logProbability) }.max() ?? 0)
        try found.judge(ignoresPrompt: words.indices.allSatisfy { gain(scores[(4 * $0)..<(4 * $0 + 4)]) == 0 })
        return found
    }

    /// Each of two words after each was told.
    private static func questions(_ one: String, _ other: String, isChat: Bool) -> [Continuation] {
        [one, other].flatMap { told in
            let prompt: Prompt =
                isChat
                ? .user("Repeat this word and say nothing else: \(told)")
                : .text("The secret word is \(told). Again, the secret word is")
            return [one, other].map { Continuation(of: prompt, isChat ? $0 : " \($0)") }
        }
    }

    /// How much more each word is expected after it was told than after the other was.
    private static func gain(_ scores: ArraySlice<Double>) -> Double {
        let scores = Array(scores)
        return scores[0] + scores[3] - scores[1] - scores[2]
    }

    private func judge(ignoresPrompt: Bool) throws(AuditError) {
        guard largestChange <= Self.largestAllowedChange else {
            throw .unreal("the same question, asked twice, gave log-probabilities that differ by \(largestChange) nats")
        }
        guard !ignoresPrompt else {
            throw .unreal("a word is expected just as much whether or not the prompt has told it")
        }
        guard recalled >= Self.leastRecalled else {
            throw .unreal(
                "of \(probes) words that the prompt had just told, the scores favour \(recalled), which is chance")
        }
    }

    /// - Throws: `AuditError.unrealScores` for what no log-probability can be.
    static func check(_ likelihoods: [Likelihood], asked: [Continuation]) throws(AuditError) {
        guard likelihoods.count == asked.count else {
            throw .unreal("\(likelihoods.count) scores came for \(asked.count) texts")
        }
        for (likelihood, continuation) in zip(likelihoods, asked) {
            let text = "\"\(continuation.text.prefix(40))\""
            guard !likelihood.tokens.isEmpty else { throw .unreal("no token of \(text) has a log-probability") }
            guard likelihood.tokens.allSatisfy(\.isFinite) else {
                throw .unreal("a token of \(text) has no finite log-probability")
            }
            guard likelihood.tokens.allSatisfy({ $0 <= 1e-3 }) else {
                throw .unreal("a token of \(text) has a log-probability above 0")
            }
        }
    }
}

extension AuditError {
    fileprivate static func unreal(_ problem: String) -> AuditError {
        AuditError(
            .unrealScores, "The scores are not the model's: \(problem)",
            hint:
                "Ask the model in another way: as a GGUF file with --model, or by what it writes (by generation) in place of likelihoods"
        )
    }
}
