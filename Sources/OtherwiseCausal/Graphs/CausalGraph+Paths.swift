extension CausalGraph {
    /// The edges that the new value of a treatment travels along in an effect of a kind; all of them in an average effect.
    ///
    /// - Throws: `GraphError` for a variable that the graph lacks, and for an edge of the question that it lacks.
    package func edges(of effect: CausalQuestion.Effect) throws(GraphError) -> Set<CausalEdge> {
        _ = try positions(of: [effect.treatment, effect.outcome] + effect.mediators.sorted())
        let all = Set(edges.filter(\.isDirected))
        switch effect.kind {
        case .naturalDirect: return all.filter { !effect.mediators.contains($0.second) }
        case .naturalIndirect:
            let (above, below) = (try ancestors(of: effect.mediators), try descendants(of: effect.mediators))
            return all.filter { above.contains($0.second) || below.contains($0.first) }
        case .pathSpecific:
            if let strange = effect.edges.first(where: { !all.contains($0) }) {
                throw .unknownEdge(strange, edges: edges.filter(\.isDirected))
            }
            return Set(effect.edges)
        default: return all
        }
    }
}
