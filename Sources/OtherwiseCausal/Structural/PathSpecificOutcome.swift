import OtherwiseCore

extension DiscreteCausalModel {
    /// `P(y)` where the treatment's new value travels along some edges only, less `P(y)` without it; exact.
    ///
    /// - Throws: `CausalModelError` where it mixes with the old value on more paths than are followed.
    public func pathSpecificEffect(
        of contrast: TreatmentContrast, along edges: Set<CausalEdge>
    ) throws(CausalModelError) -> Double {
        func event(_ edges: Set<CausalEdge>) throws(CausalModelError) -> CounterfactualEvent {
            CounterfactualEvent(try graph.outcome(of: contrast, along: edges), is: contrast.value)
        }
        return try probability(of: [event(edges)]) - probability(of: [event([])])
    }
}

extension CausalGraph {
    /// The outcome where the treatment's new value travels along some edges only.
    ///
    /// - Throws: `CausalModelError` for names that the graph lacks, and where that is written out along more paths than are
    ///   followed.
    func outcome(
        of contrast: TreatmentContrast, along edges: Set<CausalEdge>
    ) throws(CausalModelError) -> CounterfactualVariable {
        let outcome = try place(of: contrast.outcome)
        let travel = EdgeTravel(of: try place(of: contrast.treatment), along: edges, in: self)
        guard travel.counts[outcome] <= Double(EdgeTravel.limit) else {
            throw .tooManyPaths(
                from: contrast.treatment, to: contrast.outcome, count: travel.counts[outcome], limit: EdgeTravel.limit)
        }
        return CounterfactualVariable(contrast.outcome, under: travel.settings(outcome, contrast))
    }
}

/// How a treatment's new value travels along some edges of a graph.
private struct EdgeTravel {
    /// How much of the new value comes to a variable.
    private enum Reach {
        /// It has the old value's effect, or none.
        case nothing
        /// It comes along every way that there is.
        case everything
        case part
    }

    /// The most paths on which worlds within worlds are written out.
    static let limit = 10_000

    private let graph: CausalGraph
    private let edges: Set<CausalEdge>
    private let treatment: Int
    /// By place in the graph.
    private var reaches: [Reach]
    /// On how many paths a variable is reached in part, at least 1, by place; counted, not walked.
    private(set) var counts: [Double]

    init(of treatment: Int, along edges: Set<CausalEdge>, in graph: CausalGraph) {
        (self.treatment, self.edges, self.graph) = (treatment, edges, graph)
        reaches = graph.nodes.map { _ in .nothing }
        counts = graph.nodes.map { _ in 1 }
        reaches[treatment] = .everything
        var isReached = graph.nodes.indices.map { $0 == treatment }
        for node in graph.order where node != treatment {
            let ways = graph.parents[node].filter { isReached[$0] }
            guard !ways.isEmpty else { continue }
            isReached[node] = true
            reaches[node] = reach(ways.map { isOpen($0, node) ? reaches[$0] : .nothing })
            guard reaches[node] == .part else { continue }
            let partly = ways.filter { isOpen($0, node) && reaches[$0] == .part }
            counts[node] = max(1, partly.reduce(0) { $0 + counts[$1] })
        }
    }

    /// What comes of what the ways to a variable bring.
    private func reach(_ ways: [Reach]) -> Reach {
        if ways.allSatisfy({ $0 == .everything }) { return .everything }
        return ways.allSatisfy { $0 == .nothing } ? .nothing : .part
    }

    private func isOpen(_ parent: Int, _ node: Int) -> Bool {
        edges.contains(.directed(graph.nodes[parent], graph.nodes[node]))
    }

    /// What is set where a variable is as the edges have it: the treatment alone, or the parents one by one.
    func settings(_ node: Int, _ contrast: TreatmentContrast) -> [String: CounterfactualVariable.Setting] {
        func set(_ value: Value) -> [String: CounterfactualVariable.Setting] { [contrast.treatment: .value(value)] }
        switch reaches[node] {
        case .nothing: return set(contrast.baseline)
        case .everything: return set(contrast.active)
        case .part:
            let parents = graph.parents[node].map { parent -> (String, CounterfactualVariable.Setting) in
                let isOpen = isOpen(parent, node)
                if parent == treatment {
                    return (contrast.treatment, .value(isOpen ? contrast.active : contrast.baseline))
                }
                return (graph.nodes[parent], .asUnder(isOpen ? settings(parent, contrast) : set(contrast.baseline)))
            }
            return Dictionary(uniqueKeysWithValues: parents)
        }
    }
}
