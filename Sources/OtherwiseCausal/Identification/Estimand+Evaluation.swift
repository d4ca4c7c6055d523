public import OtherwiseCore

extension Estimand {
    /// The value of the expression in a distribution.
    ///
    /// - Parameter values: The values of the free variables. One that holds for any value may be left out.
    /// - Throws: `EstimandError` where the distribution lacks the cases that the expression needs.
    public func value(in joint: JointDistribution, _ values: [String: Value]) throws -> Double {
        try value(
            in: joint,
            Dictionary(
                uniqueKeysWithValues: freeVariables.compactMap { variable in
                    values[variable.name].map { (variable, $0) }
                }))
    }

    func value(in joint: JointDistribution, _ values: [Variable: Value]) throws -> Double {
        let table = try EstimandEvaluation(self, in: joint).table(at: values)
        guard let value = table.values.first(where: { !$0.isNaN }) else { throw EstimandError.noOverlap(description) }
        return value
    }
}

/// Why an expression has no value in a distribution.
public enum EstimandError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A condition that never occurs: no overlap.
    case noOverlap(String)
    /// What is given has probability 0.
    case impossibleEvidence
    /// A distribution under an experiment, which no observed distribution holds.
    case needsExperiment(String)
    /// A free variable without a value.
    case noValue(of: String)

    /// Why there is no value, and the way out.
    public var description: String {
        switch self {
        case .noOverlap(let estimand):
            "\(estimand) has no value: some combination that it conditions on never occurs. Merge levels, or ask about cases that the data hold."
        case .impossibleEvidence:
            "What the question takes as given never occurs: its probability is 0. Check the evidence, or the data."
        case .needsExperiment(let term): "\(term) can be learnt from an experiment only."
        case .noValue(let name): "'\(name)' needs a value."
        }
    }
}

/// Works an expression out as tables over the free variables that have no value.
private struct EstimandEvaluation {
    private let estimand: Estimand
    private let joint: JointDistribution
    /// The number of each variable in tables.
    private let numbers: [Estimand.Variable: Int]

    init(_ estimand: Estimand, in joint: JointDistribution) throws {
        self.estimand = estimand
        self.joint = joint
        let variables = estimand.allVariables.sorted()
        numbers = Dictionary(uniqueKeysWithValues: zip(variables, variables.indices))
    }

    func table(at values: [Estimand.Variable: Value]) throws -> Factor {
        var levels: [Estimand.Variable: Int] = [:]
        for (variable, value) in values where numbers[variable] != nil {
            levels[variable] = try joint.variables[joint.place(of: variable.name)].level(value)
        }
        return try table(of: estimand, at: levels)
    }

    /// - Parameter levels: Of free variables.
    private func table(of estimand: Estimand, at levels: [Estimand.Variable: Int]) throws -> Factor {
        switch estimand {
        case .zero: return Factor(variables: [], cardinalities: [], values: [0])
        case .probability(let term): return try table(of: term, at: levels)
        case .product(let factors):
            let tables = try factors.map { try table(of: $0, at: levels) }
            try Self.requireFew(Factor.sizes(joining: tables))
            return tables.reduce(.one) { $0.combined(with: $1, by: Self.product) }
        case .quotient(let above, let below):
            return try joined(table(of: above, at: levels), table(of: below, at: levels), by: /)
        case .sum(let bound, let body):
            let inner = try table(of: body, at: levels.filter { !bound.contains($0.key) })
            let removed = Set(bound.compactMap { numbers[$0] })
            let summed = inner.marginal(keeping: Set(inner.variables).subtracting(removed))
            return try bound.filter { variable in !inner.variables.contains { numbers[variable] == $0 } }
                .reduce(summed) { sum, variable in
                    var scaled = sum
                    scaled.scale(by: Double(joint.variables[try joint.place(of: variable.name)].levels.count))
                    return scaled
                }
        }
    }

    /// What never occurs weighs nothing, whatever would follow from it.
    @inline(__always)
    private static func product(_ left: Double, _ right: Double) -> Double {
        left == 0 || right == 0 ? 0 : left * right
    }

    private func table(of term: Estimand.Term, at levels: [Estimand.Variable: Int]) throws -> Factor {
        guard term.interventions.isEmpty else {
            throw EstimandError.needsExperiment(Estimand.probability(term).description)
        }
        let all = try frequencies(of: term.outcomes + term.conditions, at: levels)
        guard !term.conditions.isEmpty else { return all }
        return try joined(all, frequencies(of: term.conditions, at: levels), by: /)
    }

    /// More cells than a table may have.
    private static let cellLimit = 1 << 24

    private func joined(
        _ one: Factor, _ other: Factor, by combine: (Double, Double) -> Double
    ) throws(CausalModelError) -> Factor {
        try Self.requireFew(Factor.sizes(joining: [one, other]))
        return one.combined(with: other, by: combine)
    }

    private static func requireFew(_ sizes: [Int]) throws(CausalModelError) {
        let cells = sizes.reduce(1.0) { $0 * Double($1) }
        guard cells <= Double(cellLimit) else {
            throw .tooLarge("A table of the expression", count: cells, limit: cellLimit)
        }
    }

    private func frequencies(
        of variables: [Estimand.Variable], at levels: [Estimand.Variable: Int]
    ) throws -> Factor {
        let places = try variables.map { try joint.place(of: $0.name) }
        let known = zip(places, variables).compactMap { place, variable in levels[variable].map { (place, $0) } }
        let open = variables.indices.filter { levels[variables[$0]] == nil }
        try Self.requireFew(open.map { joint.variables[places[$0]].levels.count })
        return joint.factor(of: open.map { places[$0] }, axes: open.compactMap { numbers[variables[$0]] }, where: known)
    }
}

extension Estimand {
    /// Free and bound.
    package var allVariables: Set<Variable> {
        switch self {
        case .probability(let term): term.variables
        case .product(let factors): factors.reduce(into: []) { $0.formUnion($1.allVariables) }
        case .quotient(let above, let below): above.allVariables.union(below.allVariables)
        case .sum(let bound, let body): body.allVariables.union(bound)
        case .zero: []
        }
    }
}
