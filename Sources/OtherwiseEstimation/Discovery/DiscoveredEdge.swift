/// Two variables, by number, that a method joins.
struct DiscoveredEdge: Sendable, Hashable {
    let first: Int
    let second: Int
    let mark: EdgeMark

    /// The two, whichever comes first.
    var ends: Set<Int> { [first, second] }
}

/// What a method reads off one table.
struct DiscoverySearch: Sendable {
    let edges: [DiscoveredEdge]
    /// The size of the largest sets that were all tried, where larger ones were left out; `nil` where none were.
    var limit: Int?
    /// The ends of the edges that a set which was not tried may part.
    var unsettled: Set<Set<Int>> = []
    /// How many searches for paths ended at the most steps that one takes.
    var cutSearches = 0

    /// - Parameters:
    ///   - level: The p-value above which two variables count as independent.
    ///   - mostTests: Of independence.
    init(_ method: DiscoveryMethod, _ table: DiscoveryTable, count: Int, level: Double, mostTests: Int) {
        switch method {
        case .pc:
            let found = PeterClark(table: table, level: level, mostTests: mostTests).search(count: count)
            (edges, limit) = (found.graph.edges, found.skeleton.unsettled.isEmpty ? nil : found.skeleton.limit)
            unsettled = Set(found.skeleton.unsettled.map { [$0.low, $0.high] })
        case .ges:
            var search = GreedyEquivalence(table)
            edges = search.graph(count: count).edges
        case .fci:
            let search = FastCausalInference(mostTests: mostTests) { table.pValue($0, $1, given: $2) > level }
            let found = search.search(count: count)
            (edges, limit, cutSearches) = (found.graph.edges, found.limit, found.cutSearches)
            unsettled = Set(found.unsettled.map { [$0.low, $0.high] })
        }
    }
}

extension PartialGraph {
    var edges: [DiscoveredEdge] {
        (0..<count).flatMap { one in
            (0..<count).filter { leads(one, $0) && (isArrow(one, $0) || one < $0) }.map {
                DiscoveredEdge(first: one, second: $0, mark: isArrow(one, $0) ? .directed : .undirected)
            }
        }
    }
}

extension AncestralGraph {
    var edges: [DiscoveredEdge] {
        (0..<count).flatMap { one in
            (0..<count).compactMap { other in
                joined(one, other).map { DiscoveredEdge(first: one, second: other, mark: $0) }
            }
        }
    }
}
