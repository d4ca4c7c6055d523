/// Which variables no set of their neighbours makes independent, and what separates the others: the first stage of PC, in
/// the form that does not depend on the order of the variables (Colombo and Maathuis 2014).
struct Skeleton {
    /// All edges without a direction.
    private(set) var graph: PartialGraph
    /// What makes a pair without an edge independent.
    private(set) var separators: [Pair: [Int]] = [:]

    /// Two variables, whichever comes first.
    struct Pair: Hashable {
        let low: Int
        let high: Int
        init(_ one: Int, _ other: Int) { (low, high) = (min(one, other), max(one, other)) }
    }

    /// - Parameter areIndependent: Whether two variables are, given others.
    init(count: Int, areIndependent: (Int, Int, [Int]) -> Bool) {
        graph = PartialGraph(count: count, isComplete: true)
        var size = 0
        while (0..<count).contains(where: { graph.neighbours(of: $0).count > size }) {
            let before = graph
            for one in 0..<count {
                for other in before.neighbours(of: one) where graph.areAdjacent(one, other) {
                    let near = before.neighbours(of: one).filter { $0 != other }
                    guard let found = near.first(subset: size, where: { areIndependent(one, other, $0) }) else {
                        continue
                    }
                    separate(one, other, by: found)
                }
            }
            size += 1
        }
    }

    /// Removes an edge.
    mutating func separate(_ one: Int, _ other: Int, by separator: [Int]) {
        graph.remove(one, other)
        separators[Pair(one, other)] = separator
    }

    /// What separates two variables; `nil` for neighbours.
    func separator(_ one: Int, _ other: Int) -> [Int]? { separators[Pair(one, other)] }
}

extension [Int] {
    /// The first subset of a size that a condition holds for, in lexical order of places.
    func first(subset size: Int, where holds: ([Int]) -> Bool) -> [Int]? {
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
