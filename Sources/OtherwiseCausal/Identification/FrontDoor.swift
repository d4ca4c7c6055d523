import BitCollections

extension CausalGraph {
    /// The smallest sets that meet the front-door criterion (Pearl 2009, definition 3.3.3): they intercept every
    /// causal path, and neither the treatment's effect on them nor theirs on the outcome is confounded.
    ///
    /// - Parameter size: The most members that are tried.
    public func frontDoorSets(
        effectOf treatment: String, on outcome: String, hidden: Set<String> = [], size: Int = 3
    ) throws(GraphError) -> [Set<String>] {
        try Self.requireDisjoint([treatment], "set by the intervention", [outcome], "asked about")
        let x = try positions(of: [treatment]), y = try positions(of: [outcome])
        let cut = removingEdges(outOf: x)
        let candidates = descendants(of: x).intersection(ancestors(of: y)).subtracting(x).subtracting(y)
            .subtracting(try positions(of: hidden)).filter { cut.areSeparated(x, [$0], given: []) }
        for count in 1...max(size, 1) where count <= candidates.count {
            let sets = Self.subsets(of: Array(candidates), count: count).filter { intercepts($0, from: x, to: y) }
                .filter { removingEdges(outOf: $0).areSeparated($0, y, given: x) }
            if !sets.isEmpty { return sets.map(names(of:)) }
        }
        return []
    }

    private func intercepts(_ set: BitSet, from x: BitSet, to y: BitSet) -> Bool {
        removingEdges(into: set).descendants(of: x).isDisjoint(with: y)
    }

    private static func subsets(of elements: [Int], count: Int) -> [BitSet] {
        guard count > 0 else { return [[]] }
        return elements.indices.flatMap { first in
            subsets(of: Array(elements[(first + 1)...]), count: count - 1).map { $0.union([elements[first]]) }
        }
    }
}

/// A variable that moves the treatment and reaches the outcome in no other way, once some others are known.
public struct Instrument: Sendable, Hashable {
    /// The variable.
    public let name: String
    /// What has to be known for it to be one.
    public let conditions: Set<String>
}

extension CausalGraph {
    /// The instruments for the effect of one variable on another (Brito and Pearl 2002), each with a smallest set of
    /// conditions.
    ///
    /// - Note: An instrument identifies the effect only with an assumption about its form, such as linearity;
    ///   without one it gives bounds.
    public func instruments(
        effectOf treatment: String, on outcome: String, hidden: Set<String> = []
    ) throws(GraphError) -> [Instrument] {
        try Self.requireDisjoint([treatment], "set by the intervention", [outcome], "asked about")
        let x = try positions(of: [treatment]), y = try positions(of: [outcome])
        let cut = removingEdges(outOf: x)
        let after = descendants(of: x).union(y)
        let observed = all.subtracting(after).subtracting(try positions(of: hidden))
        return observed.compactMap { instrument in
            let allowed = ancestors(of: y.union([instrument])).intersection(observed)
                .subtracting([instrument]).subtracting(descendants(of: y))
            let separators = Separators(graph: cut, first: [instrument], second: y, allowed: allowed, limit: 1)
            guard let conditions = separators.minimal(within: allowed),
                !areSeparated([instrument], x, given: conditions)
            else { return nil }
            return Instrument(name: nodes[instrument], conditions: names(of: conditions))
        }
    }
}
