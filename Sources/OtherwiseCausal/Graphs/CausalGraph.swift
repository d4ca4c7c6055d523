package import BitCollections
import HeapModule

/// What causes what: an acyclic directed mixed graph (Richardson 2003).
///
/// A directed edge says that one variable may cause another; a bidirected edge that the two share a cause
/// that nobody observed. The graph has no cycles, and every name stands for one variable.
///
/// ```swift
/// let graph = try CausalGraph("smoking -> tar -> cancer; smoking <-> cancer")
/// let areSeparated = try graph.areSeparated(["smoking"], ["cancer"], given: ["tar"])  // false
/// ```
public struct CausalGraph: Sendable {
    /// The names of the variables, sorted.
    public let nodes: [String]
    /// The positions of each node's parents, children and bidirected neighbours, sorted.
    package private(set) var parents: [[Int]]
    package private(set) var children: [[Int]]
    package private(set) var spouses: [[Int]]
    /// Positions, causes first; of several that may come next, the first by name.
    package let order: [Int]
    private let positions: [String: Int]

    /// - Parameters:
    ///   - nodes: Variables; those that an edge names need not be repeated.
    ///   - edges: Repetitions count once.
    /// - Throws: `GraphError` that names the cycle, or the variable that is to cause itself.
    /// - Complexity: O((n + e) log n).
    public init(nodes: some Sequence<String> = [], edges: some Sequence<CausalEdge>) throws(GraphError) {
        let names = Set(nodes).union(edges.flatMap { [$0.first, $0.second] }).sorted()
        let positions = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        var parents = [Set<Int>](repeating: [], count: names.count)
        var spouses = parents
        for edge in edges {
            guard let first = positions[edge.first], let second = positions[edge.second] else { continue }
            guard first != second else { throw .loop(edge.first) }
            if edge.isDirected {
                parents[second].insert(first)
            } else {
                spouses[first].insert(second)
                spouses[second].insert(first)
            }
        }
        self.nodes = names
        self.positions = positions
        self.parents = parents.map { $0.sorted() }
        self.spouses = spouses.map { $0.sorted() }
        children = Self.reversed(self.parents)
        order = Self.topologicalOrder(parents: self.parents, children: children)
        if order.count < names.count {
            throw .cycle(Self.cycle(among: order, parents: self.parents).map { names[$0] })
        }
    }

    private static func reversed(_ parents: [[Int]]) -> [[Int]] {
        var children = [[Int]](repeating: [], count: parents.count)
        for (child, own) in parents.enumerated() { for parent in own { children[parent].append(child) } }
        return children
    }

    /// Causes before effects (Kahn 1962); shorter than the graph where there is a cycle.
    private static func topologicalOrder(parents: [[Int]], children: [[Int]]) -> [Int] {
        var waiting = parents.map(\.count)
        var ready = Heap(waiting.indices.filter { waiting[$0] == 0 })
        var order: [Int] = []
        while let node = ready.popMin() {
            order.append(node)
            for child in children[node] {
                waiting[child] -= 1
                if waiting[child] == 0 { ready.insert(child) }
            }
        }
        return order
    }

    /// A cycle, found by going from parent to parent among the nodes without a place in the order.
    private static func cycle(among ordered: [Int], parents: [[Int]]) -> [Int] {
        let ordered = BitSet(ordered)
        guard let start = parents.indices.first(where: { !ordered.contains($0) }) else { return [] }
        var path = [start]
        var places = [start: 0]
        while let last = path.last, let parent = parents[last].first(where: { !ordered.contains($0) }) {
            if let place = places[parent] { return path[place...].reversed() }
            places[parent] = path.count
            path.append(parent)
        }
        return path
    }
}

extension CausalGraph: Hashable {
    /// Whether variables and edges are the same.
    public static func == (left: CausalGraph, right: CausalGraph) -> Bool {
        left.nodes == right.nodes && left.parents == right.parents && left.spouses == right.spouses
    }

    /// Of variables and edges.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(nodes)
        hasher.combine(parents)
        hasher.combine(spouses)
    }
}

extension CausalGraph {
    /// The edges, directed ones first, sorted by name.
    public var edges: [CausalEdge] {
        let directed = parents.indices.flatMap { cause in
            children[cause].map { CausalEdge.directed(nodes[cause], nodes[$0]) }
        }
        let bidirected = spouses.indices.flatMap { first in
            spouses[first].filter { first < $0 }.map { CausalEdge.bidirected(nodes[first], nodes[$0]) }
        }
        return directed + bidirected
    }

    /// The names of the variables, causes first.
    public var topologicalOrder: [String] { order.map { nodes[$0] } }

    /// The position of the variable called `name`.
    package func position(of name: String) -> Int? { positions[name] }

    /// The positions of `names`.
    package func positions(of names: some Sequence<String>) throws(GraphError) -> BitSet {
        var set = BitSet()
        for name in names {
            guard let position = positions[name] else { throw .unknown(name, nodes: nodes) }
            set.insert(position)
        }
        return set
    }

    package func names(of positions: BitSet) -> Set<String> { Set(positions.map { nodes[$0] }) }

    /// All positions.
    package var all: BitSet { BitSet(0..<nodes.count) }

    /// The same nodes with only the edges that pass, given as (cause, effect) and as (one, other).
    package func filtered(
        directed keepsDirected: (Int, Int) -> Bool, bidirected keepsBidirected: (Int, Int) -> Bool
    ) -> CausalGraph {
        var graph = self
        for node in nodes.indices {
            graph.parents[node] = parents[node].filter { keepsDirected($0, node) }
            graph.children[node] = children[node].filter { keepsDirected(node, $0) }
            graph.spouses[node] = spouses[node].filter { keepsBidirected(node, $0) }
        }
        return graph
    }
}
