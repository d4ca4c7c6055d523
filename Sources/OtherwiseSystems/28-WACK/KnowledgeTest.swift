public import OtherwiseModels

/// Asks a model questions under neutral prompts, to see what it knows, and under a prompt that leads it astray, to see
/// what it then gets wrong (Simhi et al. 2024).
public struct KnowledgeTest: Sendable {
    /// A question with its answer, to be shown before another.
    public struct Example: Sendable, Hashable {
        /// What is asked.
        public let question: String
        /// A right answer.
        public let right: String
        /// A wrong answer.
        public let wrong: String

        /// A question with both answers.
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

        /// - Parameter text: As it stands before the question.
        public init(text: String) { self.text = text }

        /// Examples that are answered rightly.
        public static func goodExamples(_ examples: [Example]) -> Setting { .examples(examples, \.right) }

        /// The same examples, answered wrongly.
        public static func badExamples(_ examples: [Example]) -> Setting { .examples(examples, \.wrong) }

        private static func examples(_ examples: [Example], _ answer: (Example) -> String) -> Setting {
            Setting(text: examples.map { "question: \($0.question)\nanswer: \(answer($0))\n" }.joined())
        }

        /// - Parameter answer: One that stands there already.
        func prompt(_ question: String, answer: String? = nil) -> Prompt {
            .text("\(text)question: \(question)\nanswer:" + (answer.map { " " + $0 } ?? ""))
        }
    }

    /// What one item brought.
    public struct Outcome: Sendable, Hashable {
        /// How many of the answers under the neutral prompt were right, the greedy one among them.
        public let rightCount: Int
        /// What that says of the item.
        public let label: KnowledgeLabel
        /// What was answered under the other prompt.
        public let answer: String
    }

    /// Samples beside the greedy answer, their temperature, and how long an answer is.
    public var samples = 5
    /// Of the samples, at least 0.
    public var temperature = 0.5
    /// How long an answer is.
    public var tokens = 5
    /// Of the samples.
    public var seed: UInt64 = 0

    /// The published settings.
    public init() {}

    /// Asks about every item `samples` times and once more, and once under the other prompt.
    ///
    /// - Parameters:
    ///   - neutral: Tells what is known.
    ///   - other: What the items are then asked under; a second neutral prompt shows what any change of prompt does.
    ///   - concurrency: Questions under way at once.
    /// - Returns: `[items]`.
    /// - Throws: What the model throws.
    public func outcomes(
        of items: [ClosedBookItem], _ model: some TextGenerator, neutral: Setting, other: Setting, concurrency: Int = 1
    ) async throws -> [Outcome] {
        let draws = samples + 1
        let requests = items.flatMap { item in (0..<draws).map { request(item, neutral, draw: $0) } }
        let texts = try await model.texts(for: requests, concurrency: concurrency).map(\.text)
        let rightCounts = items.indices.map { place in
            texts[place * draws..<(place + 1) * draws].count { items[place].isAnswered(by: $0) }
        }
        let answers = try await answers(to: items, model, under: other, concurrency: concurrency)
        return items.indices.map { place in
            let isRight = items[place].isAnswered(by: answers[place]), count = rightCounts[place]
            return Outcome(rightCount: count, label: label(count, isRight: isRight), answer: answers[place])
        }
    }

    /// - Parameters:
    ///   - rightCount: Under the neutral prompt.
    ///   - isRight: Whether the answer under the other one is.
    private func label(_ rightCount: Int, isRight: Bool) -> KnowledgeLabel {
        switch rightCount {
        case 0: .ignorant
        case samples + 1: isRight ? .factual : .errsDespiteKnowledge
        default: .uncertain
        }
    }

    /// The most likely answers under one prompt, `[items]`.
    public func answers(
        to items: [ClosedBookItem], _ model: some TextGenerator, under setting: Setting, concurrency: Int = 1
    ) async throws -> [String] {
        let requests = items.map { request($0, setting, draw: 0) }
        return try await model.texts(for: requests, concurrency: concurrency).map(\.text)
    }

    /// - Parameter draw: 0 for the most likely answer.
    private func request(_ item: ClosedBookItem, _ setting: Setting, draw: Int) -> TextRequest {
        let sampling = draw == 0 ? .greedy : Sampling(temperature: temperature, seed: seed &+ UInt64(draw))
        return TextRequest(
            after: setting.prompt(item.question), GenerationSettings(maximumTokens: tokens, sampling: sampling))
    }
}
