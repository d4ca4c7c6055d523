import OtherwiseCore
import OtherwiseNumerics

/// What a language model said of one failed run.
public struct Verdict: Sendable, Hashable {
    /// A step that the model suspects, with what it abducted, did and predicted.
    public struct Candidate: Sendable, Hashable {
        /// Counted from 0.
        public let step: Int
        /// What the model takes to have been hidden.
        public let causes: String
        /// What the step should have been.
        public let correction: String
        /// What would then have followed.
        public let prediction: String
        /// Whether the model predicts success.
        public let succeeds: Bool
        /// How likely the model takes success to be, in [0, 1]; `nil` where it did not say.
        public let probability: Double?
    }

    /// How an answer that can be used was come by.
    public enum Reading: String, Sendable, Hashable, Codable {
        case first
        /// After the model was told what was wrong with its answer.
        case askedAgain
        /// By all-at-once, after answers of the method itself could not be used.
        case fellBack
        /// Not at all; counts as wrong.
        case unusable
    }

    /// Counted from 0; `nil` for no answer, or none of the steps.
    public let step: Int?
    /// Why, in the words of the model.
    public let reason: String
    /// By step; empty for methods that name none.
    public let candidates: [Candidate]
    /// How an answer that can be used was come by.
    public let reading: Reading
    /// Whether the model named another agent than the one whose step it named. The step counts.
    public let namesOtherAgent: Bool
    /// Questions that the model was asked.
    public let questions: Int

    /// Whether the model predicts that some single step, done right, would have saved the run; `nil` for methods that do
    /// not predict.
    public var isDecisive: Bool? { candidates.isEmpty ? nil : candidates.contains(where: \.succeeds) }
}

/// What a language model says of one failed run, asked once or several times.
public struct JudgedBlame: Sendable, Hashable {
    /// The run.
    public let trace: Trace
    /// What the model was asked.
    public let method: JudgingMethod
    /// One per asking.
    public let verdicts: [Verdict]

    /// - Parameter verdicts: One per asking.
    public init(trace: Trace, method: JudgingMethod, verdicts: [Verdict]) {
        self.trace = trace
        self.method = method
        self.verdicts = verdicts
    }

    /// The steps that were named, the most often named first, the earlier first among equals, with the share of all
    /// askings and its 95% interval.
    public var ranking: [(step: Int, share: Double, interval: ClosedRange<Double>?)] {
        let counts = Dictionary(verdicts.compactMap { $0.step.map { ($0, 1) } }, uniquingKeysWith: +)
        return counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.map { step, count in
            let interval = verdicts.count > 1 ? WilsonInterval.of(Double(count), outOf: verdicts.count) : nil
            return (step, Double(count) / Double(verdicts.count), interval)
        }
    }

    /// The step that was named most often; `nil` where none was.
    public var answer: Int? { ranking.first?.step }

    /// The answer to be scored against labels.
    public var scored: BlameScore.Answer? {
        answer.map { BlameScore.Answer(agent: trace.steps[$0].agent, step: "\($0)") }
    }
}
