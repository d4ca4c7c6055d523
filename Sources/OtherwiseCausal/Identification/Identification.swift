/// Whether a causal question can be answered from what is observed, and how.
public enum Identification: Sendable, Hashable {
    case identified(IdentifiedEffect)
    /// No method can answer it from the graph and the observed distribution alone; the hedge proves it.
    case notIdentified(Hedge)

    /// The effect; `nil` where it is not identified.
    public var effect: IdentifiedEffect? {
        if case .identified(let effect) = self { effect } else { nil }
    }
}

/// An effect as an expression in the observed distribution.
public struct IdentifiedEffect: Sendable, Hashable {
    /// What is set.
    public let treatments: Set<String>
    /// What is looked at.
    public let outcomes: Set<String>
    /// What is observed after the intervention.
    public let conditions: Set<String>
    /// What to compute from the observed distribution.
    public let estimand: Estimand

    /// Variables whose value does not matter to the estimand, as long as it occurs.
    public var arbitrary: Set<String> {
        Set(estimand.freeVariables.map(\.name)).subtracting(treatments).subtracting(outcomes)
            .subtracting(conditions)
    }
}

/// The proof that an effect cannot be identified (Shpitser and Pearl 2006, theorem 4).
///
/// Hidden causes tie together all of `outer`, treatments among them, and all of `inner`, which the treatments do not
/// touch; both lead to the same outcomes. Two models can then agree on everything observed and differ in the effect.
public struct Hedge: Error, Sendable, Hashable {
    /// The variables that hidden causes tie together, treatments among them.
    public let outer: Set<String>
    /// Those of them that the treatments do not touch.
    public let inner: Set<String>
    /// What is set.
    public let treatments: Set<String>
    /// What is looked at.
    public let outcomes: Set<String>
    /// What is observed after the intervention.
    public let conditions: Set<String>
}

extension Hedge: CustomStringConvertible {
    /// What stands in the way, in words.
    public var description: String {
        """
        The effect of \(treatments.listed) on \(outcomes.listed) is not identified: hidden common causes tie \
        together \(outer.listed), and \(inner.listed) even once \(outer.subtracting(inner).listed) is set. Two models \
        can agree on all that is observed and differ in the effect. Observe a hidden cause, or a mediator or an \
        instrument that it does not reach.
        """
    }
}

extension Set<String> {
    /// `a, b and c`.
    package var listed: String {
        let names = sorted()
        guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
