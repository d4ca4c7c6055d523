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
    public func hiding(_ hidden: Set<String>) throws(GraphError) -> CausalGraph {
        var graph = self
        for name in topologicalOrder.reversed() where hidden.contains(name) { graph = try graph.hiding(name) }
        _ = try positions(of: hidden)
        return graph
    }

    /// Joins whatever one hidden variable joined.
    private func hiding(_ name: String) throws(GraphError) -> CausalGraph {
        guard let node = position(of: name) else { throw .unknown(name, nodes: nodes) }
        var kept = edges.filter { $0.first != name && $0.second != name }
        for (number, child) in children[node].enumerated() {
            kept += parents[node].map { .directed(nodes[$0], nodes[child]) }
            kept += spouses[node].filter { $0 != child }.map { .bidirected(nodes[$0], nodes[child]) }
            kept += children[node][..<number].map { .bidirected(nodes[$0], nodes[child]) }
        }
        return try CausalGraph(nodes: nodes.filter { $0 != name }, edges: kept)
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
