public import OtherwiseCore

/// What is changed in a structural model of numbers.
public struct NumericIntervention: Sendable, Hashable {
    /// What is done to one variable.
    public enum Change: Sendable, Hashable {
        /// Hard: it is set, whatever its causes.
        case set(Double)
        /// It ends up so much higher than its causes would have it.
        case shifted(by: Double)
        /// It ends up so many times what its causes would have it.
        case scaled(by: Double)
        /// Soft: it follows a formula of other variables, without noise.
        case follows(Expression)
        /// Stochastic: it is drawn anew, the same way for the same seed.
        case drawn(NoiseDistribution, seed: UInt64)
    }

    /// What is done, by variable.
    public var changes: [String: Change]

    /// - Parameter changes: What is done, by variable.
    public init(_ changes: [String: Change] = [:]) { self.changes = changes }

    /// `do(name = value)`.
    public static func `do`(_ name: String, _ value: Double) -> NumericIntervention {
        NumericIntervention([name: .set(value)])
    }
}

extension NumericIntervention: Intervention {
    /// Nothing is changed.
    public static var none: NumericIntervention { NumericIntervention() }

    /// Both, one after the other: of two changes of the same the later stands.
    public func followed(by next: NumericIntervention) -> NumericIntervention {
        NumericIntervention(changes.merging(next.changes) { _, later in later })
    }
}
