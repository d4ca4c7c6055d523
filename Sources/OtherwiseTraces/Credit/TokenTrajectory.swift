public import OtherwiseModels

/// One rollout of a dialogue agent as the tokens that were read and written, with the bounds of its turns as they were
/// when it was rolled out.
public struct TokenTrajectory: Sendable, Hashable {
    /// What the agent wrote, and what came back.
    public struct Turn: Sendable, Hashable {
        /// Of the agent's own tokens.
        public let action: Range<Int>
        /// Of the reply; `nil` where the dialogue ends with the action.
        public let feedback: Range<Int>?

        /// - Parameters:
        ///   - action: Of the agent's own tokens.
        ///   - feedback: Of the reply; `nil` where the dialogue ends with the action.
        public init(action: Range<Int>, feedback: Range<Int>?) {
            self.action = action
            self.feedback = feedback
        }
    }

    /// The name that messages use.
    public let id: String
    /// Rollouts of one prompt share it.
    public let group: String
    /// All that was read and written, in order.
    public let tokens: [Token]
    /// In order; they do not overlap.
    public let turns: [Turn]
    /// The reward of the whole.
    public let outcome: Double

    /// - Throws: `TraceError.badTurn` naming the trajectory and the turn whose tokens overlap those before, or lie beyond
    ///   the end; or the outcome that is not finite.
    public init(
        id: String, group: String, tokens: [Token], turns: [Turn], outcome: Double
    ) throws(TraceError) {
        guard outcome.isFinite else {
            throw TraceError(
                .badTurn, "trajectory '\(id)' has the outcome \(outcome)", hint: "Give a finite number")
        }
        var end = 0
        for (place, range) in turns.enumerated().flatMap({ place, turn in
            [(place, turn.action)] + (turn.feedback.map { [(place, $0)] } ?? [])
        }) {
            guard range.lowerBound >= end, range.upperBound <= tokens.count else {
                throw TraceError(
                    .badTurn,
                    "trajectory '\(id)', turn \(place): tokens \(range.lowerBound)..<\(range.upperBound) overlap those before, or lie beyond the \(tokens.count) that there are",
                    hint: "Give the action and the reply of each turn in order, within the tokens")
            }
            end = range.upperBound
        }
        (self.id, self.group, self.tokens, self.turns, self.outcome) = (id, group, tokens, turns, outcome)
    }
}
