import Foundation
import OtherwiseNumerics

/// How well answers about who was to blame agree with what people say, over all traces that have a label.
public struct BlameScore: Sendable, Hashable {
    /// What was answered of one trace, as it was written.
    public struct Answer: Sendable, Hashable {
        /// The agent that was named.
        public let agent: String
        /// The step that was named.
        public let step: String

        /// - Parameters:
        ///   - agent: As it was written.
        ///   - step: As it was written.
        public init(agent: String, step: String) {
            self.agent = agent
            self.step = step
        }
    }

    /// How an answer is compared with a label.
    public enum Matching: Sendable, Hashable {
        /// The agent's name and the step's number, letter case and surrounding spaces aside.
        case exact
        /// The label's text anywhere in the answer's, as the benchmark's own evaluator has it: "1" is found in "12".
        case substring
    }

    /// The share of the labelled traces with the right agent, 0...1; NaN where there is none.
    public let agentAccuracy: Double
    /// The share with the right step, 0...1; NaN where there is none.
    public let stepAccuracy: Double
    /// The number of labelled traces.
    public let count: Int

    /// The 95% interval of the share with the right agent, for labelled traces that are independent; `nil` for none.
    public var agentInterval: ClosedRange<Double>? { interval(agentAccuracy) }
    /// The 95% interval of the share with the right step; `nil` for no labelled trace.
    public var stepInterval: ClosedRange<Double>? { interval(stepAccuracy) }

    private func interval(_ share: Double) -> ClosedRange<Double>? {
        count > 0 ? WilsonInterval.of(share * Double(count), outOf: count) : nil
    }

    /// - Parameters:
    ///   - answers: One per trace, `nil` where there was no answer, which counts as wrong.
    ///   - traces: What was answered about, in the same order; those without a label do not count.
    ///   - matching: How an answer is compared with a label.
    public init(_ answers: [Answer?], of traces: [Trace], _ matching: Matching = .exact) {
        let labelled = zip(answers, traces).compactMap { answer, trace in trace.label.map { (answer, $0) } }
        count = labelled.count
        func share(_ isRight: (Answer, TraceLabel) -> Bool) -> Double {
            Double(labelled.count { answer, label in answer.map { isRight($0, label) } ?? false })
                / Double(labelled.count)
        }
        agentAccuracy = share { matching.matches($0.agent, $1.agent) }
        stepAccuracy = share { matching.matches($0.step, "\($1.step)") }
    }
}

extension BlameScore.Matching {
    func matches(_ answer: String, _ label: String) -> Bool {
        switch self {
        case .exact: answer.plain == label.plain
        case .substring: answer.plain.contains(label.plain)
        }
    }
}

extension String {
    /// Without surrounding spaces, in lower case.
    fileprivate var plain: String { trimmingCharacters(in: .whitespacesAndNewlines).lowercased() }
}
