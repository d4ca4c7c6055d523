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
        let effect = joint.both + joint.effectOnly
        both = Self.range(
            from: [0, present - absent, effect - absent, present - effect],
            to: [
                present, 1 - absent, joint.both + joint.neither,
                present - absent + joint.causeOnly + joint.effectOnly,
            ])
        necessity = Self.range(
            from: [0, (effect - absent) / joint.both], to: [1, (1 - absent - joint.neither) / joint.both])
        sufficiency = Self.range(
            from: [0, (present - effect) / joint.neither], to: [1, (present - joint.both) / joint.neither])
    }

    /// The observed probabilities of cause and effect.
    public struct Joint: Sendable, Hashable {
        public let both, causeOnly, effectOnly, neither: Double

        /// Probabilities, which sum to 1.
        public init(both: Double, causeOnly: Double, effectOnly: Double, neither: Double) {
            (self.both, self.causeOnly, self.effectOnly, self.neither) = (both, causeOnly, effectOnly, neither)
        }
    }

    /// What never occurs bounds nothing, and rounding may not turn a range around.
    private static func range(from lower: [Double], to upper: [Double]) -> ClosedRange<Double> {
        let low = lower.filter { !$0.isNaN }.max().map { min(max($0, 0), 1) } ?? 0
        let high = upper.filter { !$0.isNaN }.min().map { min(max($0, 0), 1) } ?? 1
        return low...max(low, high)
    }
}
