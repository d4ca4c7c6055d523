public import OtherwiseModels

/// Asks a model questions under neutral prompts, to see what it knows, and under a prompt that leads it astray, to see
/// what it then gets wrong (Simhi et al. 2024).
public struct KnowledgeTest: Sendable {
    /// A question with its answer, to be shown before another.
    public struct Example: Sendable, Hashable {
        public let question: String
        public let right: String
        public let wrong: String

        public init(question: String, right: String, wrong: String) {
            self.question = question
            self.right = right
            self.wrong = wrong
        }
    }

    /// What an item is asked after.
    public struct Setting: Sendable, Hashable {
        /// As it stands before the question.
        public let text: String

        public init(text: String) { self.text = text }

        /// Examples that are answered rightly.
        public static func goodExamples(_ examples: [Example]) -> Setting { .examples(examples, \.right) }

        /// The same examples, answered wrongly.
        public static func badExamples(_ examples: [Example]) -> Setting { .examples(examples, \.wrong) }

        private static func examples(_ examples: [Example], _ answer: (Example) -> String) -> Setting {
            Setting(text: examples.map { "question: \($0.question)\nanswer: \(answer($0))\n" }.joined())
        }

        func prompt(_ question: String) -> Prompt { .text("\(text)question: \(question)\nanswer:") }
    }

    /// What one item brought.
    public struct Outcome: Sendable, Hashable {
        /// How many of the answers under the neutral prompt were right, the greedy one among them.
        public let rightCount: Int
        public let label: KnowledgeLabel
        /// What was answered under the other prompt.
        public let answer: String
    }

    /// Samples beside the greedy answer, their temperature, and how long an answer is.
    public var samples = 5
    public var temperature = 0.5
    public var tokens = 5
    public var seed: UInt64 = 0

    public init() {}

    /// - Parameters:
    ///   - neutral: Tells what is known.
    ///   - other: What an item is then asked under; a second neutral prompt shows what any change of prompt does.
    /// - Throws: What the model throws.
    public func outcome(
        of item: ClosedBookItem, _ model: some TextGenerator, neutral: Setting, other: Setting
    ) async throws -> Outcome {
        let prompt = neutral.prompt(item.question)
        var rightCount = 0
        for draw in 0...samples {
            let sampling = draw == 0 ? .greedy : Sampling(temperature: temperature, seed: seed &+ UInt64(draw))
            let text = try await model.text(after: prompt, settings(sampling)).text
            if item.isAnswered(by: text) { rightCount += 1 }
        }
        let answer = try await model.text(after: other.prompt(item.question), settings(.greedy)).text
        let label: KnowledgeLabel =
            switch rightCount {
            case 0: .ignorant
            case samples + 1: item.isAnswered(by: answer) ? .factual : .errsDespiteKnowledge
            default: .uncertain
            }
        return Outcome(rightCount: rightCount, label: label, answer: answer)
    }

    private func settings(_ sampling: Sampling) -> GenerationSettings {
        GenerationSettings(maximumTokens: tokens, sampling: sampling)
    }
}
