public import OtherwiseCore
public import OtherwiseModels

/// A language model whose answers are written down, for tests that need known ones.
public struct ScriptedModel: LikelihoodModel, TextGenerator {
    /// Its name; nothing of it is a file.
    public let identity: ModelIdentity
    /// The log-probability of a text after a prompt, in nats.
    private let score: @Sendable (_ prompt: String, _ text: String) -> Double
    /// What is written after a prompt.
    private let reply: @Sendable (_ prompt: String, _ settings: GenerationSettings) throws -> String

    /// - Parameters:
    ///   - score: The log-probability of a text after a prompt, in nats; by default what was told is expected.
    ///   - reply: What is written after a prompt; nothing by default.
    public init(
        name: String = "scripted", score: @escaping @Sendable (String, String) -> Double = ScriptedModel.recall,
        reply: @escaping @Sendable (String, GenerationSettings) throws -> String = { _, _ in "" }
    ) {
        identity = ModelIdentity(name: name, digest: nil)
        self.score = score
        self.reply = reply
    }

    /// What any model of language does: a text that its prompt holds is likelier, by 4 nats.
    public static func recall(_ prompt: String, _ text: String) -> Double {
        let words = text.drop(while: \.isWhitespace)
        return -6 + (!words.isEmpty && prompt.contains(words) ? 4 : 0)
    }

    /// One log-probability for each text as a whole, as the script tells it.
    public func likelihoods(of continuations: [Continuation]) async throws -> [Likelihood] {
        continuations.map { Likelihood(tokens: [score($0.prompt.words, $0.text)], isGreedy: false) }
    }

    /// What the script replies; it throws what the script throws.
    public func text(after prompt: Prompt, _ settings: GenerationSettings) async throws -> GeneratedText {
        GeneratedText(text: try reply(prompt.words, settings), tokenCount: 0, ending: .end)
    }
}

extension Prompt {
    /// All that is said in it, a message per line.
    fileprivate var words: String {
        switch self {
        case .text(let text): text
        case .chat(let messages): messages.map(\.content).joined(separator: "\n")
        }
    }
}
