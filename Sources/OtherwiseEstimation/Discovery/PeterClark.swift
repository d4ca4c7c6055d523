/// The PC algorithm, in the form that does not depend on the order of the variables (Spirtes, Glymour and Scheines 2000;
/// Colombo and Maathuis 2014).
struct PeterClark {
    let table: DiscoveryTable
    /// The p-value above which two variables count as independent.
    let level: Double
    /// The most tests; where sets of a size could take more, they and larger ones are left out.
    let mostTests: Int

    /// The graph, and the stage that it is from.
    func search(count: Int) -> (graph: PartialGraph, skeleton: Skeleton) {
        let skeleton = Skeleton(count: count, mostTests: mostTests) { table.pValue($0, $1, given: $2) > level }
        var graph = skeleton.graph
        directColliders(of: &graph, skeleton)
        graph.closeUnderMeek()
        return (graph, skeleton)
    }

    /// Two causes of one effect that are not neighbours are told by it not being among what separates them.
    private func directColliders(of graph: inout PartialGraph, _ skeleton: Skeleton) {
        for middle in 0..<graph.count {
            let near = skeleton.graph.neighbours(of: middle)
            for (place, one) in near.enumerated() {
                for other in near[..<place] where !skeleton.graph.areAdjacent(one, other) {
                    let isCollider = skeleton.separator(one, other).map { !$0.contains(middle) } ?? false
                    guard isCollider, graph.leads(one, middle), graph.leads(other, middle) else { continue }
                    graph.direct(one, middle)
                    graph.direct(other, middle)
                }
            }
        }
    }
}
