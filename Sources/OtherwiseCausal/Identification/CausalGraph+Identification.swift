import BitCollections

extension CausalGraph {
    /// Whether and how `P(outcomes | conditions, do(treatments))` follows from the observed distribution.
    ///
    /// Complete: what is not identified here cannot be identified from the graph
    /// (ID and IDC, Shpitser and Pearl 2006a, 2006b).
    ///
    /// - Throws: `GraphError` for names that the graph lacks, or that play two parts.
    /// - Complexity: Polynomial in the number of variables; the estimand may be long where the graph is.
    public func identify(
        effectOf treatments: Set<String>, on outcomes: Set<String>, given conditions: Set<String> = []
    ) throws(GraphError) -> Identification {
        try Self.requireDisjoint(treatments, "set by the intervention", outcomes, "asked about")
        try Self.requireDisjoint(treatments, "set by the intervention", conditions, "given")
        try Self.requireDisjoint(outcomes, "asked about", conditions, "given")
        let (x, y) = (try positions(of: treatments), try positions(of: outcomes))
        let z = try positions(of: conditions)
        do {
            let estimand = try EffectIdentifier(graph: self).estimand(of: y, do: x, given: z)
            return .identified(
                IdentifiedEffect(
                    treatments: treatments, outcomes: outcomes, conditions: conditions, estimand: estimand))
        } catch {
            return .notIdentified(
                Hedge(
                    outer: names(of: error.outer), inner: names(of: error.inner), treatments: treatments,
                    outcomes: outcomes,
                    conditions: conditions))
        }
    }
}

/// The two districts that ID stops at.
struct FailingDistricts: Error {
    let outer: BitSet
    let inner: BitSet
}

/// The ID algorithm (Shpitser and Pearl 2006a, figure 3), its steps numbered as there.
struct EffectIdentifier {
    let graph: CausalGraph
    /// The place of each node in the graph's order.
    let ranks: [Int]

    init(graph: CausalGraph) {
        self.graph = graph
        var ranks = [Int](repeating: 0, count: graph.nodes.count)
        for (rank, node) in graph.order.enumerated() { ranks[node] = rank }
        self.ranks = ranks
    }

    /// IDC (Shpitser and Pearl 2006b): conditions that an intervention could replace are replaced; then Bayes' rule.
    func estimand(of y: BitSet, do x: BitSet, given z: BitSet) throws(FailingDistricts) -> Estimand {
        for condition in z {
            let surgery = graph.removingEdges(into: x).removingEdges(outOf: [condition])
            if surgery.areSeparated(y, [condition], given: x.union(z).subtracting([condition])) {
                return try estimand(of: y, do: x.union([condition]), given: z.subtracting([condition]))
            }
        }
        let joint = try estimand(of: y.union(z), do: x)
        guard !z.isEmpty else { return joint }
        return .dividing(joint, by: .summing(joint, over: y.map { graph.variable($0) }))
    }

    func estimand(of y: BitSet, do x: BitSet) throws(FailingDistricts) -> Estimand {
        try identify(y, x, graph.all, ConditionalChain(observing: graph, ranks: ranks))
    }

    private func identify(
        _ y: BitSet, _ x: BitSet, _ v: BitSet, _ p: ConditionalChain
    ) throws(FailingDistricts) -> Estimand {
        if x.isEmpty { return p.marginal(on: y) }  // 1
        let part = graph.keepingEdges(within: v)
        let ancestors = part.ancestors(of: y)
        if ancestors != v {  // 2
            return try identify(y, x.intersection(ancestors), ancestors, p.marginalized(to: ancestors))
        }
        let idle = v.subtracting(x).subtracting(part.removingEdges(into: x).ancestors(of: y))
        if !idle.isEmpty { return try identify(y, x.union(idle), v, p) }  // 3
        let rest = v.subtracting(x)
        let districts = part.districtMembers(within: rest)
        guard districts.count == 1, let inner = districts.first.map({ BitSet($0) }) else {  // 4
            var factors: [Estimand] = []
            for district in causesLast(districts) {
                // Where the intervention cuts no hidden cause off, steps 2 to 6 change nothing but their form.
                if p.isObserved, !district.contains(where: { part.spouses[$0].contains(where: x.contains) }) {
                    factors += p.product(over: district)
                    continue
                }
                let own = BitSet(district)
                factors.append(try identify(own, v.subtracting(own), v, p))
            }
            return .summing(.multiplying(factors), over: rest.subtracting(y).map { graph.variable($0) })
        }
        let outer = part.district(of: inner, within: v)
        if outer == v { throw FailingDistricts(outer: outer, inner: inner) }  // 5
        if outer == inner {  // 6
            return .summing(.multiplying(p.product(over: inner)), over: inner.subtracting(y).map { graph.variable($0) })
        }
        return try identify(y, x.intersection(outer), outer, p.part(on: outer))  // 7
    }

    /// Effects are written before causes.
    private func causesLast(_ districts: [[Int]]) -> [[Int]] {
        let last = districts.map { district in district.map { ranks[$0] }.max() ?? 0 }
        return districts.indices.sorted { last[$0] > last[$1] }.map { districts[$0] }
    }
}
