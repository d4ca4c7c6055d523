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

    /// What is done, by variable.
    public var changes: [String: Change]

    /// - Parameter changes: What is done, by variable.
    public init(_ changes: [String: Change] = [:]) { self.changes = changes }

    /// `do(name = value)`.
    public static func `do`(_ name: String, _ value: Value) -> DiscreteIntervention {
        DiscreteIntervention([name: .set(value)])
    }

    /// Sets each variable of an assignment.
    public init(_ assignment: Assignment) { changes = assignment.values.mapValues { .set($0) } }
}

extension DiscreteIntervention: Intervention {
    /// Nothing is changed.
    public static var none: DiscreteIntervention { DiscreteIntervention() }

    /// Both, one after the other: of two changes of the same the later stands.
    public func followed(by next: DiscreteIntervention) -> DiscreteIntervention {
        DiscreteIntervention(changes.merging(next.changes) { _, later in later })
    }
}
