package import BitCollections

extension CausalGraph {
    /// The graph after an intervention on `names`: nothing causes them any more (Pearl 2009, 3.2).
    public func intervening(on names: Set<String>) throws(GraphError) -> CausalGraph {
        removingEdges(into: try positions(of: names))
    }

    /// The part of the graph on `names`.
    public func subgraph(on names: Set<String>) throws(GraphError) -> CausalGraph {
        _ = try positions(of: names)
        return try CausalGraph(
            nodes: names, edges: edges.filter { names.contains($0.first) && names.contains($0.second) })
    }

    /// The graph without `hidden` that says the same about the rest: their latent projection (Verma 1993).
    ///
    /// - Complexity: O(e k) for k variables that are not hidden.
    public func hiding(_ hidden: Set<String>) throws(GraphError) -> CausalGraph {
        let hiddenNodes = try positions(of: hidden)
        guard !hidden.isEmpty else { return self }
        // What is seen of each variable: itself, or what it reaches through hidden ones alone.
        var seen = nodes.indices.map { hiddenNodes.contains($0) ? [] : Set([$0]) }
        for node in order.reversed() where hiddenNodes.contains(node) {
            for child in children[node] { seen[node].formUnion(seen[child]) }
        }
        var kept: Set<CausalEdge> = []
        func join(_ some: Set<Int>, _ others: Set<Int>) {
            for one in some {
                for other in others where one != other { kept.insert(.bidirected(nodes[one], nodes[other])) }
            }
        }
        for node in nodes.indices {
            if !hiddenNodes.contains(node) {
                for child in children[node] { kept.formUnion(seen[child].map { .directed(nodes[node], nodes[$0]) }) }
            } else if !parents[node].contains(where: hiddenNodes.contains) {
                join(seen[node], seen[node])
            }
            for spouse in spouses[node] where node < spouse { join(seen[node], seen[spouse]) }
        }
        return try CausalGraph(nodes: nodes.filter { !hidden.contains($0) }, edges: kept)
    }
}

extension CausalGraph {
    /// Without the edges whose head is in `set`, bidirected ones included.
    package func removingEdges(into set: BitSet) -> CausalGraph {
        filtered(
            directed: { _, effect in !set.contains(effect) },
            bidirected: { one, other in !set.contains(one) && !set.contains(other) })
    }

    /// Without the directed edges that leave `set`.
    package func removingEdges(outOf set: BitSet) -> CausalGraph {
        filtered(directed: { cause, _ in !set.contains(cause) }, bidirected: { _, _ in true })
    }

    /// With the edges inside `set` only; the other nodes stay, alone.
    package func keepingEdges(within set: BitSet) -> CausalGraph {
        filtered(
            directed: { set.contains($0) && set.contains($1) }, bidirected: { set.contains($0) && set.contains($1) })
    }
}
