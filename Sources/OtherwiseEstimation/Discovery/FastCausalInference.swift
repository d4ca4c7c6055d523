/// FCI: what data tell where hidden causes may join any two variables (Spirtes, Glymour and Scheines 2000), with the
/// orientation rules that are complete where rows were not chosen by what they hold (Zhang 2008).
struct FastCausalInference {
    /// Whether two variables are independent given others.
    let areIndependent: (Int, Int, [Int]) -> Bool

    /// The largest set that is tried among variables that are no neighbours; more needs more rows than there ever are.
    private static let setLimit = 8

    func graph(count: Int) -> AncestralGraph {
        var skeleton = Skeleton(count: count, areIndependent: areIndependent)
        separate(&skeleton, within: Self.withColliders(skeleton))
        var graph = Self.withColliders(skeleton)
        graph.orient(skeleton.separator)
        return graph
    }

    /// Two that are not neighbours and both point at one between them, which is not among what separates them.
    private static func withColliders(_ skeleton: Skeleton) -> AncestralGraph {
        var graph = AncestralGraph(skeleton.graph)
        for middle in 0..<graph.count {
            let near = graph.neighbours(of: middle)
            for (place, one) in near.enumerated() {
                for other in near[..<place] where !graph.areAdjacent(one, other) {
                    guard skeleton.separator(one, other)?.contains(middle) == false else { continue }
                    graph.mark(one, middle, .arrow)
                    graph.mark(other, middle, .arrow)
                }
            }
        }
        return graph
    }

    /// Neighbours alone do not separate all that can be separated where causes are hidden; these sets do.
    private func separate(_ skeleton: inout Skeleton, within graph: AncestralGraph) {
        for one in 0..<graph.count {
            let candidates = graph.possibleSeparators(of: one)
            for other in graph.neighbours(of: one) where skeleton.graph.areAdjacent(one, other) {
                guard let found = separator(of: one, other, among: candidates, skeleton.graph) else { continue }
                skeleton.separate(one, other, by: found)
            }
        }
    }

    /// Sets of neighbours were tried before.
    private func separator(
        of one: Int, _ other: Int, among candidates: [Int], _ skeleton: PartialGraph
    ) -> [Int]? {
        let others = candidates.filter { $0 != other }
        for size in 1...max(1, min(others.count, Self.setLimit)) {
            let found = others.first(subset: size) { set in
                !set.allSatisfy { skeleton.areAdjacent(one, $0) } && areIndependent(one, other, set)
            }
            if let found { return found }
        }
        return nil
    }
}

extension AncestralGraph {
    /// What a path leads to on which every variable between two others is a collider or makes a triangle with them
    /// (Possible-D-SEP).
    func possibleSeparators(of node: Int) -> [Int] {
        struct Step: Hashable { let from, to: Int }
        var open = neighbours(of: node).map { Step(from: node, to: $0) }
        var seen = Set(open)
        while let step = open.popLast() {
            for next in neighbours(of: step.to) where next != node && next != step.from {
                let isCollider = isInto(step.from, step.to) && isInto(next, step.to)
                guard isCollider || areAdjacent(step.from, next) else { continue }
                let further = Step(from: step.to, to: next)
                if seen.insert(further).inserted { open.append(further) }
            }
        }
        return Set(seen.map(\.to)).sorted()
    }
}
