public import OtherwiseCore

/// What is changed in a discrete causal model.
public struct DiscreteIntervention: Sendable, Hashable {
    /// What is done to one variable.
    public enum Change: Sendable, Hashable {
        /// Hard: it is set to a level, whatever its causes.
        case set(Value)
        /// Soft: it follows another function.
        case replaced(DiscreteMechanism)
        /// Stochastic: it is drawn anew, with a probability for each level.
        case drawn([Double])
        /// It ends up so many levels higher than its causes would have it, as far as there are levels.
        case shifted(by: Int)
    }

    public var changes: [String: Change]

    public init(_ changes: [String: Change] = [:]) { self.changes = changes }

    /// `do(name = value)`.
    public static func `do`(_ name: String, _ value: Value) -> DiscreteIntervention {
        DiscreteIntervention([name: .set(value)])
    }

    public init(_ assignment: Assignment) { changes = assignment.values.mapValues { .set($0) } }
}

extension DiscreteIntervention: Intervention {
    public static var none: DiscreteIntervention { DiscreteIntervention() }

    public func followed(by next: DiscreteIntervention) -> DiscreteIntervention {
        DiscreteIntervention(changes.merging(next.changes) { _, later in later })
    }
}
