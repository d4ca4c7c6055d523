public import OtherwiseCausal

/// The way by which a graph lets an effect be told from what is observed.
public enum EffectRoute: Sendable, Hashable {
    /// Adjusting for these blocks every path that is no effect.
    case backDoor(Set<String>)
    /// These carry the whole effect and are themselves unconfounded.
    case frontDoor(Set<String>)
    /// These move the treatment and reach the outcome in no other way, given the conditions. Gives bounds, or a number
    /// with an assumption about the effect's form.
    case instruments(Set<String>, given: Set<String>)
}

extension CausalGraph {
    /// The first way that is open, of back door, front door and instruments; `nil` where none is.
    ///
    /// - Parameter hidden: Variables that nobody observed.
    public func route(
        effectOf treatment: String, on outcome: String, hidden: Set<String> = []
    ) throws(GraphError) -> EffectRoute? {
        if let set = try bestAdjustmentSet(effectOf: [treatment], on: [outcome], hidden: hidden) {
            return .backDoor(set)
        }
        if let set = try frontDoorSets(effectOf: treatment, on: outcome, hidden: hidden).first {
            return .frontDoor(set)
        }
        let instruments = try instruments(effectOf: treatment, on: outcome, hidden: hidden)
        let groups = Dictionary(grouping: instruments, by: \.conditions).mapValues { Set($0.map(\.name)) }
        let best = groups.min { one, other in
            (one.key.count, -one.value.count, one.value.sorted().joined())
                < (other.key.count, -other.value.count, other.value.sorted().joined())
        }
        return best.map { .instruments($0.value, given: $0.key) }
    }
}

extension EffectRoute {
    var name: String {
        switch self {
        case .backDoor: "back door"
        case .frontDoor: "front door"
        case .instruments: "instrument"
        }
    }

    /// The observed variables that it uses beside treatment and outcome.
    var variables: Set<String> {
        switch self {
        case .backDoor(let set), .frontDoor(let set): set
        case .instruments(let set, let conditions): set.union(conditions)
        }
    }

    /// Of these, what has to be known for instruments to be ones.
    var conditions: Set<String> {
        if case .instruments(_, let conditions) = self { conditions } else { [] }
    }

    var covariates: Set<String> {
        switch self {
        case .backDoor(let set): set
        case .frontDoor: []
        case .instruments(_, let conditions): conditions
        }
    }

    /// What is computed, as an expression: the difference between two values of the treatment.
    ///
    /// - Parameters:
    ///   - active: A condition, such as `treat=1`.
    ///   - outcome: What is averaged.
    func estimand(
        of active: String, against baseline: String, treatment: String, on outcome: String, for population: Population
    ) -> String {
        func list(_ names: Set<String>) -> String { names.sorted().joined(separator: ", ") }
        let ofTreated = population == .treated ? " | \(active)" : ""
        switch self {
        case .backDoor(let set) where set.isEmpty: return "E[\(outcome) | \(active)] − E[\(outcome) | \(baseline)]"
        case .backDoor(let set):
            let z = list(set)
            return
                "Σ_{\(z)} (E[\(outcome) | \(active), \(z)] − E[\(outcome) | \(baseline), \(z)]) P(\(z)\(ofTreated))"
        case .frontDoor(let set):
            let m = list(set)
            let inner =
                population == .treated
                ? "E[\(outcome) | \(m), \(active)]"
                : "Σ_{\(treatment)'} E[\(outcome) | \(m), \(treatment)'] P(\(treatment)')"
            return "Σ_{\(m)} (P(\(m) | \(active)) − P(\(m) | \(baseline))) \(inner)"
        case .instruments(let set, let conditions):
            let given = conditions.isEmpty ? "" : " | \(list(conditions))"
            return "Cov(\(outcome), \(list(set))\(given)) / Cov(\(treatment), \(list(set))\(given))"
        }
    }
}
