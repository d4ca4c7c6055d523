import BitCollections
public import OtherwiseCore

/// The distribution of one variable given its parents.
public struct ConditionalTable: Sendable, Hashable {
    /// The variable.
    public let variable: String
    /// Its parents, in the order of the rows of `probabilities`.
    public let parents: [String]
    /// Row-major `[levels of the first parent × … × levels of the variable]`; each row sums to 1.
    public let probabilities: [Double]

    /// - Parameter probabilities: Row-major, as `probabilities` says.
    public init(variable: String, parents: [String] = [], probabilities: [Double]) {
        (self.variable, self.parents, self.probabilities) = (variable, parents, probabilities)
    }
}

/// A causal Bayesian network: a graph without hidden causes, and a table for each variable.
///
/// It answers what is seen and what is done. What would have been is not settled by tables alone:
/// that takes a `DiscreteCausalModel`.
public struct DiscreteNetwork: Sendable, Hashable {
    /// What causes what.
    public let graph: CausalGraph
    /// In the order of the graph's nodes.
    public let variables: [DiscreteVariable]
    /// In the order of the graph's nodes; axes are numbered by position.
    let factors: [Factor]

    /// - Throws: `CausalModelError` for a name, a shape or probabilities that do not fit, or a cycle.
    public init(variables: [DiscreteVariable], tables: [ConditionalTable]) throws(CausalModelError) {
        let sorted = variables.sorted { $0.name < $1.name }
        do {
            graph = try CausalGraph(
                nodes: variables.map(\.name),
                edges: tables.flatMap { table in table.parents.map { .directed($0, table.variable) } })
        } catch {
            throw .graph(error)
        }
        guard graph.nodes == sorted.map(\.name) else {
            let extra = Set(graph.nodes).subtracting(sorted.map(\.name)).min()
            throw extra.map { .unknownVariable($0, names: sorted.map(\.name)) }
                ?? .inconsistent("A variable is given twice.")
        }
        self.variables = sorted
        var factors = [Factor?](repeating: nil, count: sorted.count)
        for table in tables {
            guard let position = graph.position(of: table.variable), factors[position] == nil else {
                throw .inconsistent("'\(table.variable)' has two tables.")
            }
            factors[position] = try Self.factor(of: table, graph, sorted)
        }
        if let bare = factors.firstIndex(of: nil) { throw .inconsistent("'\(sorted[bare].name)' has no table.") }
        self.factors = factors.compactMap { $0 }
    }

    private static func factor(
        of table: ConditionalTable, _ graph: CausalGraph, _ variables: [DiscreteVariable]
    ) throws(CausalModelError) -> Factor {
        let axes = (table.parents + [table.variable]).compactMap(graph.position(of:))
        let sizes = axes.map { variables[$0].levels.count }
        let levels = sizes.last ?? 1, expected = sizes.reduce(1, *)
        guard Set(axes).count == axes.count else { throw .inconsistent("'\(table.variable)' has a parent twice.") }
        guard table.probabilities.count == expected, expected > 0 else {
            throw .shape(variable: table.variable, found: table.probabilities.count, expected: expected)
        }
        var probabilities = table.probabilities
        for row in stride(from: 0, to: probabilities.count, by: levels) {
            let own = probabilities[row..<row + levels]
            let total = own.reduce(0, +)
            guard own.allSatisfy({ $0 >= 0 && $0.isFinite }), abs(total - 1) < 0.01 else {
                throw .probabilities(
                    of: table.variable,
                    "in row \(row / levels) are \(own.map(\.plain).joined(separator: ", ")); they must be at least 0 and sum to 1"
                )
            }
            for index in own.indices { probabilities[index] /= total }
        }
        return Factor(listed: axes, cardinalities: sizes, values: probabilities)
    }
}

extension DiscreteNetwork {
    /// `P(outcomes | conditions, do(interventions))`, exactly.
    ///
    /// - Throws: `CausalModelError`; among others `.impossibleEvidence`, and `.inconsistent` for a variable that is both
    ///   set and observed, which is a question about what would have been.
    public func distribution(
        of outcomes: [String], given conditions: [String: Value] = [:], do interventions: [String: Value] = [:]
    ) throws(CausalModelError) -> JointDistribution {
        if let both = conditions.keys.filter({ interventions[$0] != nil }).min() {
            throw .inconsistent(
                "'\(both)' is both set and observed. What would have been otherwise is asked as P(y_{\(both)=…} | \(both)=…) of a structural model."
            )
        }
        let set = try levels(of: interventions), seen = try levels(of: conditions)
        let wanted = try outcomes.map { name throws(CausalModelError) in try position(of: name) }
        let needed = graph.removingEdges(into: BitSet(set.keys)).ancestors(of: BitSet(wanted + seen.keys))
        let evidence = seen.merging(set) { first, _ in first }
        let factors = needed.filter { set[$0] == nil }.map { self.factors[$0] }
        let table = try VariableElimination.sum(factors, keeping: Set(wanted), evidence: evidence)
        let total = table.total
        guard total > 0 else { throw .impossibleEvidence(conditions.mapValues(\.description)) }
        return distribution(table, of: wanted, fixed: evidence)
    }

    private func distribution(_ table: Factor, of wanted: [Int], fixed: [Int: Int]) -> JointDistribution {
        var walk = Odometer(cardinalities: table.cardinalities)
        let masses = table.values.map { value in
            defer { walk.advance() }
            let own = Dictionary(uniqueKeysWithValues: zip(table.variables, walk.levels))
            return (levels: wanted.map { own[$0] ?? fixed[$0] ?? 0 }, weight: value)
        }
        return JointDistribution(variables: wanted.map { variables[$0] }, masses: masses)
    }

    func levels(of values: [String: Value]) throws(CausalModelError) -> [Int: Int] {
        var levels: [Int: Int] = [:]
        for (name, value) in values {
            let position = try position(of: name)
            levels[position] = try variables[position].level(value)
        }
        return levels
    }
}
