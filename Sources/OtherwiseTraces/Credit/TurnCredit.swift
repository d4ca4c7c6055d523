import Foundation

/// Credit for every token that an agent wrote: for how its rollout ended beside others of the same prompt, and for the
/// information that its turns obtained, the more the less the endings differ (InfoPO 2026, arXiv 2603.00656).
public struct TurnCredit: Sendable, Hashable {
    /// The published settings.
    public struct Settings: Sendable, Hashable {
        /// The weight of information, β₀; 0 leaves plain GRPO.
        public var informationWeight = 0.5
        /// The weight falls as exp(−decay · epoch).
        public var decay = 0.0
        /// How often all prompts were gone through, from 0.
        public var epoch = 0
        /// Of the variance gate, T_g.
        public var gateTemperature = 0.05
        /// Whether information is measured against the group's mean and deviation.
        public var normalisesInformation = true
        /// Whether a turn that was measured to obtain exactly nothing is compared with the others.
        ///
        /// The published code writes 0 where a gain could not be measured, and leaves every 0 out. Here what could not be
        /// measured is `nil` and always left out; the gain of a language model is a difference of sums of logarithms and
        /// seldom exactly 0, so that turns without use are compared there, as they are here. Off, a gain of exactly 0 is
        /// left out too. The credits of the turns that are compared add up to 0 in each group, so that then information
        /// favours no turn that obtained some over one that obtained none.
        public var comparesNothing = true
        /// Off, information alone counts.
        public var usesOutcome = true

        /// The published ones.
        public init() {}
    }

    /// What was found of the rollouts of one prompt.
    public struct Group: Sendable, Hashable {
        /// Of the outcomes.
        public let standardDeviation: Double
        /// 0...0.5.
        public let gate: Double
        /// A group of one has nothing to be compared with.
        public let isSingle: Bool
    }

    /// By trajectory and token, `[trajectories][tokens]`; 0 for tokens that the agent did not write.
    public let advantages: [[Double]]
    /// By the name of the group.
    public let groups: [String: Group]
    /// Of all credit, counted by its size, what came of information, 0...1; 0 where there is no credit.
    public let informationShare: Double

    /// - Parameters:
    ///   - trajectories: Rollouts, in groups of those of one prompt.
    ///   - gains: Of each trajectory, `[trajectories]`, each with a gain for every turn.
    ///   - settings: The published ones by default.
    public init(_ trajectories: [TokenTrajectory], gains: [InformationGain], _ settings: Settings = Settings()) {
        let members = Dictionary(grouping: trajectories.indices) { trajectories[$0].group }
        var outcome = trajectories.map { [Double](repeating: 0, count: $0.tokens.count) }
        var information = outcome, groups: [String: Group] = [:]
        for (name, places) in members {
            let advantage = GroupAdvantage(places.map { trajectories[$0].outcome })
            groups[name] = Group(
                standardDeviation: advantage.standardDeviation,
                gate: advantage.varianceGate(temperature: settings.gateTemperature), isSingle: places.count == 1)
            let credits = Self.information(places.map { (trajectories[$0], gains[$0].turns) }, settings)
            for (rank, place) in places.enumerated() {
                information[place] = credits[rank]
                for token in trajectories[place].turns.flatMap(\.action) {
                    outcome[place][token] = advantage.values[rank]
                }
            }
        }
        let gates = trajectories.map { groups[$0.group]?.gate ?? 0 }
        let scale = Self.scale(trajectories, outcome, information)
        let weight = settings.informationWeight * exp(-settings.decay * Double(settings.epoch)) * scale
        self.groups = groups
        (advantages, informationShare) = Self.fused(
            outcome.map { settings.usesOutcome ? $0 : $0.map { _ in 0 } },
            zip(information, gates).map { credits, gate in credits.map { weight * gate * $0 } })
    }

    /// A turn's gain is spread over the tokens of the action that caused the reply, and measured against the group's.
    private static func information(
        _ members: [(trajectory: TokenTrajectory, gains: [Double?])], _ settings: Settings
    ) -> [[Double]] {
        func isCompared(_ gain: Double) -> Bool { settings.comparesNothing || gain != 0 }
        let compared = members.flatMap { trajectory, gains in
            zip(trajectory.turns, gains).flatMap { turn, gain in
                gain.filter(isCompared).map {
                    [Double](repeating: $0 / Double(turn.action.count), count: turn.action.count)
                } ?? []
            }
        }
        let mean = settings.normalisesInformation ? compared.reduce(0, +) / Double(max(compared.count, 1)) : 0
        let deviation = compared.count > 1 ? compared.sampleDeviation : 1
        let scale = settings.normalisesInformation ? deviation + GroupAdvantage.least : 1
        return members.map { trajectory, gains in
            var credits = [Double](repeating: 0, count: trajectory.tokens.count)
            for (turn, gain) in zip(trajectory.turns, gains) {
                guard let gain = gain.filter(isCompared) else { continue }
                for token in turn.action { credits[token] = (gain / Double(turn.action.count) - mean) / scale }
            }
            return credits
        }
    }

    /// Keeps information from varying more than outcomes do: min(1, max(std A_out, 1) / std A_int) over all tokens that
    /// agents wrote.
    private static func scale(
        _ trajectories: [TokenTrajectory], _ outcome: [[Double]], _ information: [[Double]]
    ) -> Double {
        func deviation(_ credits: [[Double]]) -> Double {
            zip(trajectories, credits).flatMap { trajectory, credits in
                trajectory.turns.flatMap { credits[$0.action] }
            }.sampleDeviation
        }
        let its = deviation(information)
        return its > 0 ? min(1, max(deviation(outcome), 1) / its) : 1
    }

    private static func fused(_ outcome: [[Double]], _ information: [[Double]]) -> ([[Double]], Double) {
        func size(_ credits: [[Double]]) -> Double { credits.reduce(0) { $0 + $1.reduce(0) { $0 + abs($1) } } }
        let total = size(outcome) + size(information)
        let sums = zip(outcome, information).map { zip($0, $1).map(+) }
        return (sums, total > 0 ? size(information) / total : 0)
    }
}

extension Double? {
    /// The number, where there is one that fulfils the condition.
    fileprivate func filter(_ holds: (Double) -> Bool) -> Double? { flatMap { holds($0) ? $0 : nil } }
}
