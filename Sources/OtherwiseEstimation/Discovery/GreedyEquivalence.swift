/// Greedy equivalence search (Chickering 2002): edges are added while the score grows, then removed while it does.
struct GreedyEquivalence {
    private let table: DiscoveryTable
    private var scores: [[Int]: Double] = [:]

    /// The most neighbours whose subsets are all tried.
    private static let neighbourLimit = 10

    init(_ table: DiscoveryTable) { self.table = table }

    mutating func graph(count: Int) -> PartialGraph {
        var graph = PartialGraph(count: count)
        while let next = bestInsertion(graph) { graph = next }
        while let next = bestDeletion(graph) { graph = next }
        return graph
    }

    private mutating func score(_ node: Int, _ parents: [Int]) -> Double {
        let parents = Set(parents).sorted()
        if let known = scores[[node] + parents] { return known }
        let score = table.score(node, parents: parents)
        scores[[node] + parents] = score
        return score
    }

    private mutating func bestInsertion(_ graph: PartialGraph) -> PartialGraph? {
        var best: (gain: Double, graph: PartialGraph)?
        for x in 0..<graph.count {
            for y in 0..<graph.count where x != y && !graph.areAdjacent(x, y) {
                let near = graph.undirected(at: y)
                let common = near.filter { graph.areAdjacent($0, x) }
                let free = near.filter { !graph.areAdjacent($0, x) }.prefix(Self.neighbourLimit)
                for chosen in Array(free).subsets {
                    let set = common + chosen
                    let gain = score(y, set + graph.parents(of: y) + [x]) - score(y, set + graph.parents(of: y))
                    guard gain > max(best?.gain ?? 0, 1e-9), graph.areClique(set),
                        blocks(set, from: y, to: x, in: graph)
                    else { continue }
                    var changed = graph
                    changed.direct(x, y)
                    for other in chosen { changed.direct(other, y) }
                    if let next = changed.extended?.completed { best = (gain, next) }
                }
            }
        }
        return best?.graph
    }

    private mutating func bestDeletion(_ graph: PartialGraph) -> PartialGraph? {
        var best: (gain: Double, graph: PartialGraph)?
        for x in 0..<graph.count {
            for y in 0..<graph.count where graph.leads(x, y) {
                let common = graph.undirected(at: y).filter { graph.areAdjacent($0, x) && $0 != x }
                for chosen in Array(common.prefix(Self.neighbourLimit)).subsets {
                    let set = common.filter { !chosen.contains($0) }
                    let parents = graph.parents(of: y).filter { $0 != x }
                    let gain = score(y, set + parents) - score(y, set + parents + [x])
                    guard gain > max(best?.gain ?? 0, 1e-9), graph.areClique(set) else { continue }
                    var changed = graph
                    changed.remove(x, y)
                    for other in chosen {
                        changed.direct(y, other)
                        if changed.isUndirected(x, other) { changed.direct(x, other) }
                    }
                    if let next = changed.extended?.completed { best = (gain, next) }
                }
            }
        }
        return best?.graph
    }

    /// Whether every way from `y` to `x` that no arrow bars passes through the set.
    private func blocks(_ set: [Int], from y: Int, to x: Int, in graph: PartialGraph) -> Bool {
        var seen = Set(set + [y])
        var open = [y]
        while let node = open.popLast() {
            if node == x { return false }
            open += (0..<graph.count).filter { graph.leads(node, $0) && seen.insert($0).inserted }
        }
        return true
    }
}

extension [Int] {
    /// All subsets, the smallest numbers of members not first.
    fileprivate var subsets: [[Int]] {
        reduce([[]]) { sets, element in sets + sets.map { $0 + [element] } }
    }
}
