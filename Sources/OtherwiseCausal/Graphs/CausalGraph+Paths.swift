extension CausalGraph {
    /// The edges that the new value of a treatment travels along: those of its paths, and all in an effect without any.
    ///
    /// - Throws: `GraphError` for a variable that the graph lacks, for an edge of the question that it lacks, and for paths
    ///   whose edges make another one too.
    func edges(of effect: CausalQuestion.Effect) throws(GraphError) -> Set<CausalEdge> {
        _ = try positions(of: [effect.treatment, effect.outcome])
        let all = Set(edges.filter(\.isDirected))
        guard effect.kind == .pathSpecific else { return all }
        let steps = effect.paths.flatMap { zip($0, $0.dropFirst()).map { CausalEdge.directed($0, $1) } }
        if let strange = steps.first(where: { !all.contains($0) }) {
            throw .unknownEdge(strange, edges: edges.filter(\.isDirected))
        }
        try Self.requireClosed(effect.paths, steps)
        return Set(steps)
    }

    /// A value travels along edges, not along paths: where these cross it takes every way on from there.
    private static func requireClosed(_ paths: [[String]], _ steps: [CausalEdge]) throws(GraphError) {
        let next = Dictionary(grouping: Set(steps), by: \.first).mapValues { $0.map(\.second).sorted() }
        var open = Set(paths.compactMap(\.first)).sorted().map { [$0] }
        let ends = Set(paths.compactMap(\.last))
        while let path = open.popLast() {
            guard let last = path.last, !ends.contains(last) else {
                if !paths.contains(path) { throw .pathMissing(path) }
                continue
            }
            open += (next[last] ?? []).map { path + [$0] }
        }
    }
}
