/// An expression in distributions that can be observed: what identification turns a causal question into.
///
/// A sum binds its variables; all others are free and take the values of the question.
public indirect enum Estimand: Sendable, Hashable {
    case probability(Term)
    case product([Estimand])
    case quotient(Estimand, Estimand)
    case sum(over: [Variable], Estimand)
    case zero

    /// A variable of the expression. Copies tell apart values of one variable that may differ.
    public struct Variable: Sendable, Hashable, Comparable {
        /// The name of the variable.
        public let name: String
        /// 0 for the variable itself, then one for each further value of it.
        public let copy: Int

        /// - Parameter copy: 0 for the variable itself.
        public init(_ name: String, copy: Int = 0) {
            self.name = name
            self.copy = copy
        }

        /// By name, then by copy.
        public static func < (left: Variable, right: Variable) -> Bool {
            (left.name, left.copy) < (right.name, right.copy)
        }
    }

    /// `P(outcomes | conditions, do(interventions))`; each list is sorted.
    public struct Term: Sendable, Hashable {
        /// What the probability is of.
        public let outcomes: [Variable]
        /// What is known.
        public let conditions: [Variable]
        /// Empty for what is observed without an experiment.
        public let interventions: [Variable]

        /// - Parameters:
        ///   - outcomes: What the probability is of.
        ///   - conditions: What is known.
        ///   - interventions: What is set.
        public init(
            of outcomes: some Sequence<Variable>, given conditions: some Sequence<Variable> = [],
            do interventions: some Sequence<Variable> = []
        ) {
            self.outcomes = outcomes.sorted()
            self.conditions = conditions.sorted()
            self.interventions = interventions.sorted()
        }

        var variables: Set<Variable> { Set(outcomes + conditions + interventions) }
    }
}

extension Estimand {
    static let one = Estimand.product([])

    var isSum: Bool {
        if case .sum = self { true } else { false }
    }

    /// The variables that take the values of the question.
    public var freeVariables: Set<Variable> {
        switch self {
        case .probability(let term): term.variables
        case .product(let factors): factors.reduce(into: []) { $0.formUnion($1.freeVariables) }
        case .quotient(let above, let below): above.freeVariables.union(below.freeVariables)
        case .sum(let bound, let body): body.freeVariables.subtracting(bound)
        case .zero: []
        }
    }

    /// The product, in its simplest form.
    static func multiplying(_ factors: [Estimand]) -> Estimand {
        let flat = factors.flatMap { factor in
            if case .product(let inner) = factor { inner } else { [factor] }
        }
        if flat.contains(.zero) { return .zero }
        return flat.count == 1 ? flat[0] : .product(flat.filter { !$0.isSum } + flat.filter(\.isSum))
    }

    static func dividing(_ above: Estimand, by below: Estimand) -> Estimand {
        if below == .one || above == .zero { return above }
        if case .probability(let joint) = above, case .probability(let base) = below,
            let conditional = joint.conditioned(on: base)
        {
            return .probability(conditional)
        }
        return above == below ? .one : .quotient(above, below)
    }

    /// The sum, in its simplest form: what only one term's outcomes mention leaves that term.
    static func summing(_ body: Estimand, over variables: some Sequence<Variable>) -> Estimand {
        let bound = Set(variables)
        guard !bound.isEmpty, body != .zero else { return body }
        if case .probability(let term) = body, bound.isDisjoint(with: term.conditions + term.interventions) {
            let rest = term.outcomes.filter { !bound.contains($0) }
            return rest.isEmpty ? .one : .probability(Term(of: rest, given: term.conditions, do: term.interventions))
        }
        if case .sum(let inner, let body) = body, bound.isDisjoint(with: inner) {
            return .sum(over: (inner + bound).sorted(), body)
        }
        return .sum(over: bound.sorted(), body)
    }
}

extension Estimand.Term {
    /// `P(a, b | c) / P(b | c) = P(a | b, c)`.
    fileprivate func conditioned(on base: Estimand.Term) -> Estimand.Term? {
        guard base.conditions == conditions, base.interventions == interventions,
            Set(base.outcomes).isStrictSubset(of: outcomes)
        else { return nil }
        return Estimand.Term(
            of: outcomes.filter { !base.outcomes.contains($0) }, given: conditions + base.outcomes, do: interventions)
    }
}

extension Estimand {
    /// `Σ_z P(y | x, z) P(z)`: the effect where `set` does for adjustment.
    public static func adjusting(
        for set: Set<String>, effectOf treatments: Set<String>, on outcomes: Set<String>
    ) -> Estimand {
        let z = set.map { Variable($0) }, x = treatments.map { Variable($0) }, y = outcomes.map { Variable($0) }
        let conditional = Estimand.probability(Term(of: y, given: x + z))
        return z.isEmpty ? conditional : .summing(.product([conditional, .probability(Term(of: z))]), over: z)
    }
}
