public import OtherwiseModels

/// How much each turn of a rollout obtained: how differently the agent would have acted next, had it not seen the reply.
///
///     I_t = 1/|a| Σ_k [ log π(a_k | h, o, a_<k) − log π(a_k | h, placeholder, a_<k) ],  a the action after turn t
///
/// A sample of the divergence between the two, so that single values may be negative (InfoPO 2026, arXiv 2603.00656).
public struct InformationGain: Sendable, Hashable {
    /// Of each turn, in nats per token of the next action; `nil` for the last turn and for turns that are left out, whose
    /// gain cannot be measured.
    public let turns: [Double?]
    /// Turns without an action or a reply in the midst of the dialogue.
    public let leftOut: [Int]

    /// - Parameters:
    ///   - turns: Of each turn, in nats per token of the next action; `nil` where it cannot be measured.
    ///   - leftOut: Turns without an action or a reply in the midst of the dialogue.
    public init(turns: [Double?], leftOut: [Int] = []) {
        self.turns = turns
        self.leftOut = leftOut
    }

    /// - Parameter placeholder: What stands for a reply that is withheld, at least one token; it is cut, or its last token
    ///   repeated, until it is as long as the reply, so that nothing moves.
    /// - Throws: `TraceError` for an empty placeholder and for log-probabilities that are no numbers or too few, naming
    ///   trajectory and turn; what the policy throws.
    public init(
        of trajectory: TokenTrajectory, placeholder: [Token], under policy: some TokenPolicy
    ) async throws {
        guard let filler = placeholder.last else {
            throw TraceError(
                .badTurn, "the placeholder is empty", hint: "Give tokens such as those of 'No information found.'")
        }
        var gains = [Double?](repeating: nil, count: trajectory.turns.count), leftOut: [Int] = []
        for (place, turn) in trajectory.turns.enumerated().dropLast() {
            let next = trajectory.turns[place + 1].action
            guard let feedback = turn.feedback, !feedback.isEmpty, !turn.action.isEmpty, !next.isEmpty else {
                leftOut.append(place)
                continue
            }
            let action = Array(trajectory.tokens[next])
            var context = Array(trajectory.tokens[..<next.lowerBound])
            let seen = try await Self.mean(action, context, trajectory, place, policy)
            let masked = placeholder.prefix(feedback.count)
            context.replaceSubrange(
                feedback, with: masked + Array(repeating: filler, count: feedback.count - masked.count))
            gains[place] = seen - (try await Self.mean(action, context, trajectory, place, policy))
        }
        self.init(turns: gains, leftOut: leftOut)
    }

    private static func mean(
        _ action: [Token], _ context: [Token], _ trajectory: TokenTrajectory, _ turn: Int, _ policy: some TokenPolicy
    ) async throws -> Double {
        let logs = try await policy.logProbabilities(of: action, after: context)
        let mean = logs.reduce(0, +) / Double(action.count)
        guard logs.count == action.count, mean.isFinite else {
            throw TraceError(
                .badTurn,
                "trajectory '\(trajectory.id)', turn \(turn): the policy gave \(logs.count) log-probabilities with the mean \(mean) for \(action.count) tokens of the next action",
                hint: "It must give a finite number for each token")
        }
        return mean
    }
}
