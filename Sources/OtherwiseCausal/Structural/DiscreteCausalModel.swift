import OtherwiseCore

/// A structural causal model of discrete variables (Pearl 2009, 7.1): every variable is a function of its parents
/// and of exogenous variables, whose probabilities are known.
///
/// It answers all three kinds of question exactly. Variables that share an exogenous variable are confounded:
/// the graph joins them by a bidirected edge.
public struct DiscreteCausalModel: Sendable, Hashable {
    /// What causes what.
    public let graph: CausalGraph
    /// In the order of the graph's nodes.
    public let variables: [DiscreteVariable]
    /// The causes outside the model; the probabilities of each sum to 1, up to rounding.
    public let exogenous: [ExogenousVariable]
    /// In the order of the graph's nodes.
    let functions: [LevelFunction]

    /// - Throws: `CausalModelError` for a name, a table or probabilities that do not fit, or a cycle.
    public init(
        variables: [DiscreteVariable], exogenous: [ExogenousVariable], mechanisms: [String: DiscreteMechanism]
    ) throws(CausalModelError) {
        let sorted = variables.sorted { $0.name < $1.name }
        graph = try Self.graph(sorted.map(\.name), mechanisms)
        self.variables = sorted
        self.exogenous = try exogenous.map { source throws(CausalModelError) in
            let shares = try source.probabilities.normalisedProbabilities(of: source.name)
            return ExogenousVariable(name: source.name, probabilities: shares)
        }
        guard Set(exogenous.map(\.name)).count == exogenous.count else {
            throw .inconsistent("Two exogenous variables have the same name.")
        }
        var functions: [LevelFunction] = []
        for variable in sorted {
            guard let mechanism = mechanisms[variable.name] else {
                throw .inconsistent("'\(variable.name)' has no mechanism.")
            }
            functions.append(try LevelFunction(mechanism, of: variable, graph: graph, sorted, exogenous))
        }
        self.functions = functions
    }

    private static func graph(
        _ names: [String], _ mechanisms: [String: DiscreteMechanism]
    ) throws(CausalModelError) -> CausalGraph {
        var edges: [CausalEdge] = []
        var users: [String: [String]] = [:]
        for (name, mechanism) in mechanisms {
            for parent in mechanism.parents + [name] where !names.contains(parent) {
                throw .unknownVariable(parent, names: names)
            }
            edges += mechanism.parents.map { .directed($0, name) }
            for source in Set(mechanism.exogenous) { users[source, default: []].append(name) }
        }
        for group in users.values {
            for (place, one) in group.enumerated() { edges += group[..<place].map { .bidirected($0, one) } }
        }
        do { return try CausalGraph(nodes: names, edges: edges) } catch { throw .graph(error) }
    }
}

/// A mechanism with its names looked up.
struct LevelFunction: Sendable, Hashable {
    let parents: [Int]
    let exogenous: [Int]
    /// Of the parents, then of the exogenous variables.
    let strides: [Int]
    let table: [Int]

    init(
        _ mechanism: DiscreteMechanism, of variable: DiscreteVariable, graph: CausalGraph,
        _ variables: [DiscreteVariable], _ sources: [ExogenousVariable]
    ) throws(CausalModelError) {
        parents = mechanism.parents.compactMap(graph.position(of:))
        exogenous = try mechanism.exogenous.map { name throws(CausalModelError) in
            guard let place = sources.firstIndex(where: { $0.name == name }) else {
                throw .unknownVariable(name, names: sources.map(\.name))
            }
            return place
        }
        let sizes = parents.map { variables[$0].levels.count } + exogenous.map { sources[$0].probabilities.count }
        table = mechanism.table
        guard table.count == sizes.combinations else {
            throw .shape(variable: variable.name, found: table.count, expected: sizes.combinations)
        }
        strides = Factor.strides(of: sizes)
        if let bad = table.first(where: { !variable.levels.indices.contains($0) }) {
            throw .unknownLevel("\(bad)", of: variable.name, levels: variable.levels.indices.map(String.init))
        }
    }

    /// The variable's level for the levels of all variables and exogenous variables.
    @inline(__always)
    func level(_ levels: [Int], _ unit: [Int]) -> Int {
        var index = 0
        for (place, parent) in parents.enumerated() { index += levels[parent] * strides[place] }
        for (place, source) in exogenous.enumerated() { index += unit[source] * strides[parents.count + place] }
        return table[index]
    }
}
