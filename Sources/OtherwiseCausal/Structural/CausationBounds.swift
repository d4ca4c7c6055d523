/// What observation and experiment together say of the probabilities of causation, for a binary cause and effect
/// (Tian and Pearl 2000). The bounds are sharp: some model reaches each of them.
public struct CausationBounds: Sendable, Hashable {
    /// That the effect would have been absent without the cause, where both are present.
    public let necessity: ClosedRange<Double>
    /// That the effect would have been present with the cause, where both are absent.
    public let sufficiency: ClosedRange<Double>
    /// That the effect is present just where the cause is.
    public let both: ClosedRange<Double>

    /// - Parameters:
    ///   - present: `P(y_x)`, the probability of the effect where the cause is set.
    ///   - absent: `P(y_x')`, its probability where the cause is prevented.
    ///   - joint: The observed probabilities; they sum to 1.
    public init(present: Double, absent: Double, joint: Joint) {
        self.init(present: present...present, absent: absent...absent, joint: joint)
    }

    /// - Parameters:
    ///   - present: Where `P(y_x)` lies; `joint.present` where no experiment and no graph tells it.
    ///   - absent: Where `P(y_x')` lies; `joint.absent` where nothing tells it.
    ///   - joint: The observed probabilities; they sum to 1.
    public init(present: ClosedRange<Double>, absent: ClosedRange<Double>, joint: Joint) {
        let effect = joint.both + joint.effectOnly
        // All grow with P(y_x) and shrink with P(y_x'), so each end is reached at an end of both.
        let (least, most) = ((present.lowerBound, absent.upperBound), (present.upperBound, absent.lowerBound))
        both = Self.range(
            from: [0, least.0 - least.1, effect - least.1, least.0 - effect],
            to: [
                most.0, 1 - most.1, joint.both + joint.neither,
                most.0 - most.1 + joint.causeOnly + joint.effectOnly,
            ])
        necessity = Self.range(
            from: [0, (effect - least.1) / joint.both], to: [1, (1 - most.1 - joint.neither) / joint.both])
        sufficiency = Self.range(
            from: [0, (least.0 - effect) / joint.neither], to: [1, (most.0 - joint.both) / joint.neither])
    }

    /// The observed probabilities of cause and effect.
    public struct Joint: Sendable, Hashable {
        public let both, causeOnly, effectOnly, neither: Double

        /// Probabilities, which sum to 1.
        public init(both: Double, causeOnly: Double, effectOnly: Double, neither: Double) {
            (self.both, self.causeOnly, self.effectOnly, self.neither) = (both, causeOnly, effectOnly, neither)
        }

        /// Where `P(y_x)` lies by these alone: those without the cause may have answered to it in any way.
        public var present: ClosedRange<Double> { both...max(both, 1 - causeOnly) }
        /// Where `P(y_x')` lies by these alone.
        public var absent: ClosedRange<Double> { effectOnly...max(effectOnly, 1 - neither) }
    }

    /// What never occurs bounds nothing, and rounding may not turn a range around.
    private static func range(from lower: [Double], to upper: [Double]) -> ClosedRange<Double> {
        let low = lower.filter { !$0.isNaN }.max().map { min(max($0, 0), 1) } ?? 0
        let high = upper.filter { !$0.isNaN }.min().map { min(max($0, 0), 1) } ?? 1
        return low...max(low, high)
    }
}
