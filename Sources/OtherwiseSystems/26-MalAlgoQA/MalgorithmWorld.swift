public import OtherwiseCore

/// A pupil who follows one of several lines of reasoning, as a world: which one is inferred from an answer, other
/// numbers are given, and the answer to those is predicted.
public struct MalgorithmWorld: World {
    /// What is known of the pupil: an answer to a question with these numbers.
    public struct Answered: Sendable, Hashable {
        /// By the names that procedures call them.
        public let numbers: [String: Double]
        /// What the pupil answered.
        public let answer: Double

        /// A question's numbers, and what was answered.
        public init(numbers: [String: Double], answer: Double) {
            self.numbers = numbers
            self.answer = answer
        }
    }

    /// A line of reasoning that explains an answer, and how likely it is among those that do.
    public struct Explanation: Sendable, Hashable {
        /// The line of reasoning.
        public let procedure: Procedure
        /// Among those that explain the answer, 0...1.
        public let probability: Double
    }

    /// The numbers of a question, and what explains the answer to it, likeliest first; nothing where no known line of
    /// reasoning does.
    public struct Cause: Sendable, Hashable {
        /// Of the question, by the names that procedures call them.
        public let numbers: [String: Double]
        /// The likeliest first.
        public let explanations: [Explanation]
    }

    /// do() on a question: it has these numbers instead.
    public struct Numbers: Intervention {
        /// By the names that procedures call them.
        public let numbers: [String: Double]

        /// - Parameter numbers: By the names that procedures call them.
        public init(_ numbers: [String: Double]) { self.numbers = numbers }

        /// The question as it is.
        public static let none = Numbers([:])

        /// What comes later counts.
        public func followed(by next: Numbers) -> Numbers { Numbers(numbers.merging(next.numbers) { $1 }) }
    }

    /// The lines of reasoning that are known.
    public let library: [Procedure]
    /// How often each procedure is met, by its name; one that is not named is met least often.
    public let frequencies: [String: Int]

    /// - Parameters:
    ///   - library: The lines of reasoning that are known.
    ///   - frequencies: How often each is met, by its name.
    public init(_ library: [Procedure], frequencies: [String: Int] = [:]) {
        self.library = library
        self.frequencies = frequencies
    }

    /// Runs every procedure, and keeps those that give the answer.
    public func abduct(_ factual: Answered) -> Cause {
        let consistent = library.filter { $0.answer(factual.numbers)?.isSameAnswer(as: factual.answer) ?? false }
        let weights = consistent.map { Double(frequencies[$0.name, default: 0] + 1) }
        let total = weights.reduce(0, +)
        let explanations = zip(consistent, weights).map { Explanation(procedure: $0, probability: $1 / total) }
        return Cause(
            numbers: factual.numbers,
            explanations: explanations.enumerated()
                .sorted { (-$0.element.probability, $0.offset) < (-$1.element.probability, $1.offset) }.map(\.element))
    }

    /// How likely each answer is, by the answer; answers of procedures without a result are left out.
    public func predict(_ cause: Cause, under intervention: Numbers) -> [Double: Double] {
        let numbers = cause.numbers.merging(intervention.numbers) { $1 }
        return cause.explanations.reduce(into: [:]) { chances, explanation in
            guard let answer = explanation.procedure.answer(numbers) else { return }
            let known = chances.keys.first { $0.isSameAnswer(as: answer) } ?? answer
            chances[known, default: 0] += explanation.probability
        }
    }
}
