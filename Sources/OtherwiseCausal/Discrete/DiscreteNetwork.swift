import OtherwiseCore

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

    /// The probabilities, so that rows sum to 1 exactly.
    ///
    /// - Parameter sizes: How many levels the parents have, and then the variable.
    /// - Throws: `CausalModelError` for a table of another shape, and for what are no probabilities.
    func rows(of sizes: [Int]) throws(CausalModelError) -> [Double] {
        guard Set(parents).count == parents.count else { throw .inconsistent("'\(variable)' has a parent twice.") }
        let levels = sizes.last ?? 1, expected = sizes.combinations
        guard probabilities.count == expected, expected > 0 else {
            throw .shape(variable: variable, found: probabilities.count, expected: expected)
        }
        var rows = probabilities
        for start in stride(from: 0, to: rows.count, by: levels) {
            let own = start..<start + levels, place = levels < expected ? "in row \(start / levels) " : ""
            rows.replaceSubrange(own, with: try Array(rows[own]).normalisedProbabilities(of: variable, place))
        }
        return rows
    }
}

extension [Double] {
    /// These, so that they sum to 1, up to rounding. As people write them, 0.33 three times, they may be off by 1%.
    ///
    /// - Parameters:
    ///   - name: The variable whose levels they are of.
    ///   - place: Where in its table they stand, with a space behind.
    /// - Throws: `CausalModelError` for what are no probabilities.
    func normalisedProbabilities(of name: String, _ place: String = "") throws(CausalModelError) -> [Double] {
        let total = reduce(0, +), areShares = allSatisfy { $0 >= 0 && $0.isFinite }
        guard !isEmpty, areShares, abs(total - 1) <= 0.01 + 1e-9 else {
            let found = isEmpty ? "none" : map(\.plain).joined(separator: ", ")
            let sum = areShares ? ", not to \(total.rounded6)" : ""
            throw .probabilities(of: name, "\(place)are \(found); they must be at least 0 and sum to 1\(sum)")
        }
        return abs(total - 1) < 1e-9 ? self : map { $0 / total }
    }
}

extension [Int] {
    /// How many combinations there are of so many levels each; `Int.max` for more than can be counted.
    var combinations: Int {
        reduce(1) { product, size in
            let (next, isTooLarge) = product.multipliedReportingOverflow(by: size)
            return isTooLarge ? .max : next
        }
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
    /// Whether a variable's table holds no 0, so that nothing it says can be impossible.
    let isPositive: [Bool]

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
        isPositive = self.factors.map { table in table.values.allSatisfy { $0 > 0 } }
    }

    private static func factor(
        of table: ConditionalTable, _ graph: CausalGraph, _ variables: [DiscreteVariable]
    ) throws(CausalModelError) -> Factor {
        let axes = (table.parents + [table.variable]).compactMap(graph.position(of:))
        let sizes = axes.map { variables[$0].levels.count }
        return Factor(listed: axes, cardinalities: sizes, values: try table.rows(of: sizes))
    }
}
