import BitCollections

extension CausalGraph {
    /// Why a set does not do for adjustment, or `nil` where `Σ_z P(y | x, z) P(z)` is the effect.
    ///
    /// The criterion is complete (Shpitser, VanderWeele and Robins 2010; Perković et al. 2018).
    ///
    /// - Throws: `GraphError` for names that the graph lacks, or that play two parts.
    public func objection(
        toAdjustingFor set: Set<String>, effectOf treatments: Set<String>, on outcomes: Set<String>
    ) throws(GraphError) -> AdjustmentObjection? {
        let problem = try AdjustmentProblem(self, treatments, outcomes)
        try Self.requireDisjoint(set, "adjusted for", treatments, "set by the intervention")
        try Self.requireDisjoint(set, "adjusted for", outcomes, "asked about")
        let adjusted = try positions(of: set)
        if let bad = adjusted.intersection(problem.forbidden).first {
            return .descendant(nodes[bad], of: treatments)
        }
        return problem.blocks(adjusted) ? nil : .openPath(given: set)
    }

    /// The sets of which no member can be left out that make adjustment valid, the smallest first.
    ///
    /// - Parameters:
    ///   - hidden: Variables that cannot be adjusted for.
    ///   - limit: At most this many sets; a graph may have exponentially many.
    /// - Returns: Empty where adjustment cannot identify the effect; `[[]]` where nothing need be adjusted for.
    /// - Complexity: O(n (n + e)) for each set found or ruled out.
    public func minimalAdjustmentSets(
        effectOf treatments: Set<String>, on outcomes: Set<String>, hidden: Set<String> = [], limit: Int = 100
    ) throws(GraphError) -> [Set<String>] {
        let problem = try AdjustmentProblem(self, treatments, outcomes)
        let allowed = problem.candidates.subtracting(try positions(of: hidden))
        let sets = problem.separators(allowed: allowed, limit: limit).minimal()
        return sets.map(names(of:)).sorted { ($0.count, $0.sorted().joined()) < ($1.count, $1.sorted().joined()) }
    }

    /// A set to adjust for of which no member can be left out; `nil` where there is none.
    public func minimalAdjustmentSet(
        effectOf treatments: Set<String>, on outcomes: Set<String>, hidden: Set<String> = []
    ) throws(GraphError) -> Set<String>? {
        try minimalAdjustmentSets(effectOf: treatments, on: outcomes, hidden: hidden, limit: 1).first
    }

    /// The set to adjust for that leaves the least variance as data grow: the direct causes of whatever lies on a causal
    /// path (Henckel, Perković and Maathuis 2022). Where a hidden cause makes it invalid or part of it is hidden, a
    /// smallest set that is neither; `nil` where adjustment cannot identify the effect.
    public func bestAdjustmentSet(
        effectOf treatments: Set<String>, on outcomes: Set<String>, hidden: Set<String> = []
    ) throws(GraphError) -> Set<String>? {
        let problem = try AdjustmentProblem(self, treatments, outcomes)
        let set = problem.causesOfPaths
        if set.isDisjoint(with: try positions(of: hidden)), problem.blocks(set) { return names(of: set) }
        return try minimalAdjustmentSets(effectOf: treatments, on: outcomes, hidden: hidden, limit: 20).first
    }
}

/// Why adjusting for a set does not give the effect.
public enum AdjustmentObjection: Sendable, Hashable, CustomStringConvertible {
    /// A variable that carries or follows part of the effect.
    case descendant(String, of: Set<String>)
    /// A path by which treatment and outcome hang together without the one causing the other.
    case openPath(given: Set<String>)

    /// Why the set will not do, and the way out.
    public var description: String {
        switch self {
        case .descendant(let name, let treatments):
            "'\(name)' lies behind the effect of \(treatments.listed); adjusting for it takes part of the effect away or makes a spurious one. Leave it out."
        case .openPath(let set):
            "Given \(set.isEmpty ? "nothing" : set.listed), treatment and outcome still hang together by a path that is no effect. Adjust for a common cause as well."
        }
    }
}

/// The graph parts that decide whether a set does for adjustment.
private struct AdjustmentProblem {
    /// The graph without the first edges of the causal paths.
    private let backdoor: CausalGraph
    private let treatments: BitSet
    private let outcomes: BitSet
    /// What lies on a causal path, after the treatment, or behind it.
    let forbidden: BitSet
    /// Whatever may help to block paths.
    let candidates: BitSet
    /// The direct causes of what lies on a causal path.
    let causesOfPaths: BitSet

    init(_ graph: CausalGraph, _ treatments: Set<String>, _ outcomes: Set<String>) throws(GraphError) {
        try CausalGraph.requireDisjoint(treatments, "set by the intervention", outcomes, "asked about")
        let x = try graph.positions(of: treatments), y = try graph.positions(of: outcomes)
        let causal = graph.removingEdges(into: x).descendants(of: x).subtracting(x)
            .intersection(graph.removingEdges(outOf: x).ancestors(of: y))
        forbidden = graph.descendants(of: causal)
        backdoor = graph.filtered(
            directed: { cause, effect in !(x.contains(cause) && causal.contains(effect)) },
            bidirected: { _, _ in true })
        candidates = graph.ancestors(of: x.union(y)).subtracting(x).subtracting(y).subtracting(forbidden)
        causesOfPaths = graph.parents(of: causal).subtracting(x).subtracting(y).subtracting(forbidden)
        (self.treatments, self.outcomes) = (x, y)
    }

    func separators(allowed: BitSet, limit: Int) -> Separators {
        Separators(graph: backdoor, first: treatments, second: outcomes, allowed: allowed, limit: limit)
    }

    func blocks(_ set: BitSet) -> Bool { backdoor.areSeparated(treatments, outcomes, given: set) }
}

/// The sets within `allowed` that separate, and of which no member can be left out.
struct Separators {
    let graph: CausalGraph
    let first: BitSet
    let second: BitSet
    let allowed: BitSet
    let limit: Int

    private func separates(_ set: BitSet) -> Bool { graph.areSeparated(first, second, given: set) }

    /// Any other minimal set lacks a member of the one found, so each member is left out in turn.
    func minimal() -> [BitSet] {
        var found: [BitSet] = []
        var seen: Set<BitSet> = [[]]
        var open: [BitSet] = [[]]
        while let excluded = open.popLast(), found.count < limit {
            guard let set = minimal(within: allowed.subtracting(excluded)) else { continue }
            if !found.contains(set) { found.append(set) }
            guard found.count < limit else { break }
            for member in set {
                let more = excluded.union([member])
                if seen.insert(more).inserted { open.append(more) }
            }
        }
        return found
    }

    /// Of the members before either side, those next to the one side and of these those next to the other: none of them
    /// can be left out, for each joins the two sides (van der Zander and Liśkiewicz 2020).
    ///
    /// - Complexity: Linear in nodes and edges.
    func minimal(within candidates: BitSet) -> BitSet? {
        var set = candidates.intersection(graph.ancestors(of: first.union(second)))
        guard separates(set) else { return nil }
        for side in [first, second] { set.formIntersection(graph.touched(from: side, given: set)) }
        return set
    }
}
