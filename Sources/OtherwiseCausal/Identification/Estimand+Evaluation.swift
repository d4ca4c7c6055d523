public import OtherwiseCore

extension Estimand {
    /// The value of the expression in a distribution.
    ///
    /// - Parameter values: The values of the free variables. One that holds for any value may be left out.
    /// - Throws: `EstimandError` where the distribution lacks the cases that the expression needs.
    public func value(in joint: JointDistribution, _ values: [String: Value]) throws -> Double {
        let evaluation = try EstimandEvaluation(self, in: joint)
        return try evaluation.value(at: values)
    }
}

/// Why an expression has no value in a distribution.
public enum EstimandError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A condition that never occurs: no overlap.
    case noOverlap(String)
    /// A distribution under an experiment, which no observed distribution holds.
    case needsExperiment(String)
    /// A free variable without a value.
    case noValue(of: String)

    /// Why there is no value, and the way out.
    public var description: String {
        switch self {
        case .noOverlap(let estimand):
            "\(estimand) has no value: some combination that it conditions on never occurs. Merge levels, or ask about cases that the data hold."
        case .needsExperiment(let term): "\(term) can be learnt from an experiment only."
        case .noValue(let name): "'\(name)' needs a value."
        }
    }
}

/// Works an expression out as tables over its free variables.
struct EstimandEvaluation {
    private let estimand: Estimand
    private let joint: JointDistribution
    /// The number of each variable in tables.
    private let numbers: [Estimand.Variable: Int]
    private let result: Factor

    init(_ estimand: Estimand, in joint: JointDistribution) throws {
        self.estimand = estimand
        self.joint = joint
        let variables = estimand.allVariables.sorted()
        numbers = Dictionary(uniqueKeysWithValues: zip(variables, variables.indices))
        result = try Self.table(of: estimand, joint, numbers)
    }

    func value(at values: [String: Value]) throws -> Double {
        try value(
            at: Dictionary(
                uniqueKeysWithValues: estimand.freeVariables.compactMap { variable in
                    values[variable.name].map { (variable, $0) }
                }))
    }

    func value(at values: [Estimand.Variable: Value]) throws -> Double {
        var levels: [Int: Int] = [:]
        for variable in estimand.freeVariables {
            guard let value = values[variable], let number = numbers[variable] else { continue }
            levels[number] = try joint.variables[joint.place(of: variable.name)].level(value)
        }
        guard let value = result.reduced(by: levels).values.first(where: { !$0.isNaN }) else {
            throw EstimandError.noOverlap(estimand.description)
        }
        return value
    }

    private static func table(
        of estimand: Estimand, _ joint: JointDistribution, _ numbers: [Estimand.Variable: Int]
    ) throws -> Factor {
        switch estimand {
        case .zero: return Factor(variables: [], cardinalities: [], values: [0])
        case .probability(let term): return try table(of: term, joint, numbers)
        case .product(let factors):
            return try factors.reduce(.one) { product, factor in
                product.combined(with: try table(of: factor, joint, numbers), by: Self.product)
            }
        case .quotient(let above, let below):
            return try table(of: above, joint, numbers).combined(with: table(of: below, joint, numbers), by: /)
        case .sum(let bound, let body):
            let inner = try table(of: body, joint, numbers)
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

    private static func table(
        of term: Estimand.Term, _ joint: JointDistribution, _ numbers: [Estimand.Variable: Int]
    ) throws -> Factor {
        guard term.interventions.isEmpty else {
            throw EstimandError.needsExperiment(Estimand.probability(term).description)
        }
        let variables = term.outcomes + term.conditions
        let places = try variables.map { try joint.place(of: $0.name) }
        let table = joint.factor(of: places, axes: variables.compactMap { numbers[$0] })
        guard !term.conditions.isEmpty else { return table }
        return table.combined(
            with: table.marginal(keeping: Set(term.conditions.compactMap { numbers[$0] })), by: /)
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
