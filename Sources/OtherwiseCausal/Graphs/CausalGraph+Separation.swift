package import BitCollections

extension CausalGraph {
    /// Whether the graph says that two sets are independent once a third is known: m-separation (Richardson 2003),
    /// which is d-separation where no edge is bidirected.
    ///
    /// - Throws: `GraphError` for a name that is unknown, or in two of the sets.
    /// - Complexity: Linear in nodes and edges.
    public func areSeparated(
        _ first: Set<String>, _ second: Set<String>, given known: Set<String> = []
    ) throws(GraphError) -> Bool {
        try Self.requireDisjoint(first, "in the first set", second, "in the second")
        try Self.requireDisjoint(first, "in the first set", known, "given")
        try Self.requireDisjoint(second, "in the second set", known, "given")
        return areSeparated(try positions(of: first), try positions(of: second), given: try positions(of: known))
    }

    package static func requireDisjoint(
        _ first: Set<String>, _ firstRole: String, _ second: Set<String>, _ secondRole: String
    ) throws(GraphError) {
        if let shared = first.intersection(second).min() { throw .overlap(shared, firstRole, secondRole) }
    }

    package func areSeparated(_ first: BitSet, _ second: BitSet, given known: BitSet) -> Bool {
        connected(to: first, given: known).isDisjoint(with: second)
    }

    /// All nodes that a path open under `known` joins to `start`.
    ///
    /// Walks over pairs of a node and whether the walk came to it by an arrowhead ("Bayes ball", Shachter 1998).
    package func connected(to start: BitSet, given known: BitSet) -> BitSet {
        touched(from: start, given: known).subtracting(known)
    }

    /// The same with the known nodes that such a path ends at.
    func touched(from start: BitSet, given known: BitSet) -> BitSet {
        let colliders = ancestors(of: known)
        var byHead = BitSet(), byTail = start
        var open = start.map { (node: $0, head: false) }
        func visit(_ nodes: [Int], head: Bool) {
            for node in nodes where head ? byHead.insert(node).inserted : byTail.insert(node).inserted {
                open.append((node, head))
            }
        }
        while let (node, head) = open.popLast() {
            let isStart = !head && start.contains(node)
            if !known.contains(node) || isStart { visit(children[node], head: true) }
            if head ? colliders.contains(node) : (!known.contains(node) || isStart) {
                visit(parents[node], head: false)
                visit(spouses[node], head: true)
            }
        }
        return byHead.union(byTail)
    }
}
