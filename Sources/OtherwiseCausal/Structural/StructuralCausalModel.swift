public import OtherwiseCore
import OtherwiseNumerics

/// A structural causal model of numeric variables: a mechanism for each, along an acyclic graph.
///
/// Any model can be sampled, with and without an intervention. Only one whose mechanisms are all invertible is a
/// `World`: it recovers the noise of what was observed, exactly, and says what would have been.
public struct StructuralCausalModel<Mechanism: StochasticMechanism>: Sendable {
    /// What causes what.
    public let graph: CausalGraph
    /// In the order of the graph's nodes.
    let mechanisms: [Mechanism]
    /// The positions of each mechanism's parents, in its own order.
    let parents: [[Int]]

    /// - Throws: `CausalModelError` for a parent without a mechanism, or a cycle.
    public init(_ mechanisms: [String: Mechanism]) throws(CausalModelError) {
        let edges = mechanisms.flatMap { name, mechanism in mechanism.parents.map { CausalEdge.directed($0, name) } }
        do {
            graph = try CausalGraph(nodes: mechanisms.keys, edges: edges)
        } catch {
            throw .graph(error)
        }
        if let bare = graph.nodes.first(where: { mechanisms[$0] == nil }) {
            throw .unknownVariable(bare, names: mechanisms.keys.sorted())
        }
        self.mechanisms = graph.nodes.compactMap { mechanisms[$0] }
        parents = self.mechanisms.map { [graph] mechanism in mechanism.parents.compactMap(graph.position(of:)) }
    }

    /// The same graph with what is made of each mechanism, whose parents stay.
    package init(_ other: Self, _ change: (Mechanism) -> Mechanism) {
        (graph, parents, mechanisms) = (other.graph, other.parents, other.mechanisms.map(change))
    }

    /// The mechanism of the variable called `name`.
    public subscript(name: String) -> Mechanism? { graph.position(of: name).map { mechanisms[$0] } }

    /// Draws rows, one column per variable.
    public func sample(
        count: Int, under intervention: NumericIntervention = .none, seed: UInt64
    ) throws(CausalModelError) -> Table {
        let surgery = try NumericSurgery(intervention, on: graph)
        let generator = SeededGenerator(seed: seed)
        var columns = [[Double]](repeating: [], count: mechanisms.count)
        for node in surgery.order {
            var own = generator.split(node)
            columns[node] = surgery.values(node, columns, count: count) {
                mechanisms[node].sample(parents[node].map { columns[$0] }, count: count, using: &own)
            }
        }
        return try table(columns, count: count)
    }

    func table(_ columns: [[Double]], count: Int) throws(CausalModelError) -> Table {
        do {
            return try Table(
                columns: zip(graph.nodes, columns).map { Column(name: $0, storage: .numbers($1)) }, count: count)
        } catch {
            throw .inconsistent(error.description)
        }
    }
}

/// A numeric intervention with its names looked up.
struct NumericSurgery {
    private let changes: [Int: NumericIntervention.Change]
    private let formulaParents: [Int: [Int]]
    /// Causes first, new mechanisms counted in.
    let order: [Int]
    /// Whether the intervention may move a variable.
    let affected: [Bool]

    init(_ intervention: NumericIntervention, on graph: CausalGraph) throws(CausalModelError) {
        var changes: [Int: NumericIntervention.Change] = [:]
        var formulaParents: [Int: [Int]] = [:]
        var edges: [CausalEdge] = []
        for (name, change) in intervention.changes {
            guard let node = graph.position(of: name) else { throw .unknownVariable(name, names: graph.nodes) }
            changes[node] = change
            guard case .follows(let formula) = change else { continue }
            for parent in formula.parents where graph.position(of: parent) == nil {
                throw .unknownVariable(parent, names: graph.nodes)
            }
            formulaParents[node] = formula.parents.compactMap(graph.position(of:))
            edges += formula.parents.map { .directed($0, name) }
        }
        (self.changes, self.formulaParents) = (changes, formulaParents)
        do {
            let changed = try edges.isEmpty ? graph : Self.replacing(formulaParents, by: edges, in: graph)
            order = changed.order
            var affected = [Bool](repeating: false, count: graph.nodes.count)
            for node in order {
                affected[node] = changes[node] != nil || changed.parents[node].contains { affected[$0] }
            }
            self.affected = affected
        } catch {
            throw .graph(error)
        }
    }

    /// The graph in which some variables have other causes.
    private static func replacing(
        _ formulaParents: [Int: [Int]], by edges: [CausalEdge], in graph: CausalGraph
    ) throws(GraphError) -> CausalGraph {
        let kept = graph.edges.filter { edge in
            guard edge.isDirected, let node = graph.position(of: edge.second) else { return false }
            return formulaParents[node] == nil
        }
        return try CausalGraph(nodes: graph.nodes, edges: kept + edges)
    }

    /// The values of a variable, given those of its parents and what its own mechanism would give it.
    func values(_ node: Int, _ columns: [[Double]], count: Int, mechanism: () -> [Double]) -> [Double] {
        switch changes[node] {
        case nil: return mechanism()
        case .set(let value): return [Double](repeating: value, count: count)
        case .shifted(let distance): return mechanism().map { $0 + distance }
        case .scaled(let factor): return mechanism().map { $0 * factor }
        case .follows(let formula):
            return formula.values((formulaParents[node] ?? []).map { columns[$0] }, count: count)
        case .drawn(let distribution, let seed):
            var generator = SeededGenerator(seed: seed)
            return distribution.sample(count: count, using: &generator)
        }
    }

    func changes(_ node: Int) -> Bool { changes[node] != nil }

    /// A variable of one unit: what its own mechanism gives it, changed; `nil` for what is not worked out alone.
    func value(_ node: Int, mechanism: () -> Double) -> Double? {
        switch changes[node] {
        case nil: mechanism()
        case .set(let value): value
        case .shifted(let distance): mechanism() + distance
        case .scaled(let factor): mechanism() * factor
        case .follows, .drawn: nil
        }
    }
}
