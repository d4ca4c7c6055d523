/// The PC algorithm, in the form that does not depend on the order of the variables (Spirtes, Glymour and Scheines 2000;
/// Colombo and Maathuis 2014).
struct PeterClark {
    let table: DiscoveryTable
    /// The p-value above which two variables count as independent.
    let level: Double

    func graph(count: Int) -> PartialGraph {
        var graph = PartialGraph(count: count, isComplete: true)
        let separators = removeEdges(of: &graph)
        directColliders(of: &graph, separators)
        graph.closeUnderMeek()
        return graph
    }

    private struct Pair: Hashable {
        let low: Int
        let high: Int
        init(_ one: Int, _ other: Int) { (low, high) = (min(one, other), max(one, other)) }
    }

    /// Removes the edge of every pair that some of the neighbours make independent.
    private func removeEdges(of graph: inout PartialGraph) -> [Pair: [Int]] {
        var separators: [Pair: [Int]] = [:]
        var size = 0
        while (0..<graph.count).contains(where: { graph.neighbours(of: $0).count > size }) {
            let before = graph
            for one in 0..<graph.count {
                for other in before.neighbours(of: one) where graph.areAdjacent(one, other) {
                    let near = before.neighbours(of: one).filter { $0 != other }
                    guard let found = near.first(subset: size, where: { table.pValue(one, other, given: $0) > level })
                    else { continue }
                    graph.remove(one, other)
                    separators[Pair(one, other)] = found
                }
            }
            size += 1
        }
        return separators
    }

    /// Two causes of one effect that are not neighbours are told by it not being among what separates them.
    private func directColliders(of graph: inout PartialGraph, _ separators: [Pair: [Int]]) {
        let skeleton = graph
        for middle in 0..<graph.count {
            let near = skeleton.neighbours(of: middle)
            for (place, one) in near.enumerated() {
                for other in near[..<place] where !skeleton.areAdjacent(one, other) {
                    let isCollider = separators[Pair(one, other)].map { !$0.contains(middle) } ?? false
                    guard isCollider, graph.leads(one, middle), graph.leads(other, middle) else { continue }
                    graph.direct(one, middle)
                    graph.direct(other, middle)
                }
            }
        }
    }
}

extension [Int] {
    /// The first subset of a size that a condition holds for, in lexical order of places.
    fileprivate func first(subset size: Int, where holds: ([Int]) -> Bool) -> [Int]? {
        var places = Swift.Array(0..<size)
        guard size <= count else { return nil }
        while true {
            let subset = places.map { self[$0] }
            if holds(subset) { return subset }
            guard let last = places.indices.last(where: { places[$0] < count - size + $0 }) else { return nil }
            places[last] += 1
            for place in places.indices.dropFirst(last + 1) { places[place] = places[place - 1] + 1 }
        }
    }
}
