/// Two variables, by number, that a method joins.
struct DiscoveredEdge: Sendable, Hashable {
    let first: Int
    let second: Int
    let mark: EdgeMark

    /// The two, whichever comes first.
    var ends: Set<Int> { [first, second] }
}

extension DiscoveryMethod {
    /// What a table joins.
    ///
    /// - Parameter level: The p-value above which two variables count as independent.
    func edges(_ table: DiscoveryTable, count: Int, _ level: Double) -> [DiscoveredEdge] {
        switch self {
        case .pc: return PeterClark(table: table, level: level).graph(count: count).edges
        case .ges:
            var search = GreedyEquivalence(table)
            return search.graph(count: count).edges
        case .fci:
            return FastCausalInference { table.pValue($0, $1, given: $2) > level }.graph(count: count).edges
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
