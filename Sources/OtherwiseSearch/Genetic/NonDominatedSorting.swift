/// Sorts candidates into fronts: no member of a front dominates another, and each is dominated by one of the front before.
///
/// In the order of their objectives every candidate is put into the first front that does not dominate it (Zhang,
/// Tian, Cheng and Jin 2015), which finds the fronts of Deb et al. (2002) with fewer comparisons. What breaks limits
/// follows, by its violation.
package enum NonDominatedSorting {
    /// The places of the candidates in each front, best front first.
    ///
    /// - Complexity: O(M n²) in the worst case for n candidates and M objectives, O(M n √n) in the best.
    package static func fronts(_ fitness: [Fitness]) -> [[Int]] {
        let feasible = fitness.indices.filter { fitness[$0].isFeasible }
        return fronts(of: feasible, fitness) + violators(among: fitness)
    }

    /// The places of the candidates that no other dominates, ascending; limits are not looked at.
    ///
    /// - Complexity: O(M n f) in the worst case for a front of f; one that dominated last is asked first.
    package static func front(_ objectives: [[Double]]) -> [Int] {
        let fitness = objectives.map { Fitness(objectives: $0) }
        let order = objectives.indices.sorted { one, other in
            objectives[one] == objectives[other]
                ? one < other : objectives[one].lexicographicallyPrecedes(objectives[other])
        }
        var front: [Int] = []
        for place in order {
            guard let rival = front.firstIndex(where: { fitness[$0].dominates(fitness[place]) }) else {
                front.append(place)
                continue
            }
            front.swapAt(0, rival)
        }
        return front.sorted()
    }

    private static func fronts(of places: [Int], _ fitness: [Fitness]) -> [[Int]] {
        // In this order nobody is dominated by one who comes later.
        let order = places.sorted { one, other in
            let (own, its) = (fitness[one].objectives, fitness[other].objectives)
            return own == its ? one < other : own.lexicographicallyPrecedes(its)
        }
        var fronts: [[Int]] = []
        for place in order {
            let open = fronts.firstIndex { !$0.reversed().contains { fitness[$0].dominates(fitness[place]) } }
            if let open { fronts[open].append(place) } else { fronts.append([place]) }
        }
        return fronts
    }

    /// Those that break limits, those that break them alike together.
    private static func violators(among fitness: [Fitness]) -> [[Int]] {
        let places = fitness.indices.filter { !fitness[$0].isFeasible }
        let order = places.sorted { (fitness[$0].violation, $0) < (fitness[$1].violation, $1) }
        return order.chunked { fitness[$0].violation == fitness[$1].violation }
    }

    /// How lonely each member of a front is: the sum over the objectives of the gap between its two neighbours, as a
    /// share of the front's extent; infinite at the ends (Deb et al. 2002, section III-B).
    package static func crowdingDistances(in front: [Int], _ fitness: [Fitness]) -> [Double] {
        var distances = [Double](repeating: 0, count: front.count)
        guard let first = front.first, fitness[first].isFeasible else { return distances }
        guard front.count > 2 else { return [Double](repeating: .infinity, count: front.count) }
        for objective in fitness[first].objectives.indices {
            let values = front.map { fitness[$0].objectives[objective] }
            let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            let extent = values[order[order.count - 1]] - values[order[0]]
            // Where all are alike nobody is at an end.
            guard extent > 0 else { continue }
            distances[order[0]] = .infinity
            distances[order[order.count - 1]] = .infinity
            guard extent.isFinite else { continue }
            for rank in 1..<order.count - 1 {
                distances[order[rank]] += (values[order[rank + 1]] - values[order[rank - 1]]) / extent
            }
        }
        return distances
    }
}

extension Array {
    /// The runs of elements of which each belongs with the next.
    fileprivate func chunked(_ belong: (Element, Element) -> Bool) -> [[Element]] {
        var chunks: [[Element]] = []
        for element in self {
            if let last = chunks.last?.last, belong(last, element) {
                chunks[chunks.count - 1].append(element)
            } else {
                chunks.append([element])
            }
        }
        return chunks
    }
}
