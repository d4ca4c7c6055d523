/// Which variables no set of their neighbours makes independent, and what separates the others: the first stage of PC, in
/// the form that does not depend on the order of the variables (Colombo and Maathuis 2014).
struct Skeleton {
    /// All edges without a direction.
    private(set) var graph: PartialGraph
    /// What makes a pair without an edge independent.
    private(set) var separators: [Pair: [Int]] = [:]
    /// The size of the largest sets that were all tried, where larger ones were left out; `nil` where none were.
    private(set) var limit: Int?
    /// How many tests it took.
    private(set) var tests = 0

    /// Two variables, whichever comes first.
    struct Pair: Hashable {
        let low: Int
        let high: Int
        init(_ one: Int, _ other: Int) { (low, high) = (min(one, other), max(one, other)) }
    }

    /// - Parameters:
    ///   - mostTests: Sets of a size are left out, and all larger ones, where they could take more tests than are left.
    ///     Pairs are always tried without a set.
    ///   - areIndependent: Whether two variables are, given others.
    init(count: Int, mostTests: Int = .max, areIndependent: (Int, Int, [Int]) -> Bool) {
        graph = PartialGraph(count: count, isComplete: true)
        var size = 0
        while (0..<count).contains(where: { graph.neighbours(of: $0).count > size }) {
            guard size == 0 || graph.tests(size: size) <= Double(mostTests - tests) else {
                limit = size - 1
                return
            }
            tryAll(size: size, areIndependent)
            size += 1
        }
    }

    private mutating func tryAll(size: Int, _ areIndependent: (Int, Int, [Int]) -> Bool) {
        let before = graph
        for one in 0..<before.count {
            for other in before.neighbours(of: one) where graph.areAdjacent(one, other) {
                let near = before.neighbours(of: one).filter { $0 != other }
                let found = near.first(subset: size) {
                    tests += 1
                    return areIndependent(one, other, $0)
                }
                if let found { separate(one, other, by: found) }
            }
        }
    }

    /// The neighbours between which there are sets of other neighbours that were not tried.
    var unsettled: Set<Pair> {
        guard let limit else { return [] }
        var pairs: Set<Pair> = []
        for one in 0..<graph.count where graph.neighbours(of: one).count - 1 > limit {
            pairs.formUnion(graph.neighbours(of: one).map { Pair(one, $0) })
        }
        return pairs
    }

    /// Removes an edge.
    mutating func separate(_ one: Int, _ other: Int, by separator: [Int]) {
        graph.remove(one, other)
        separators[Pair(one, other)] = separator
    }

    /// What separates two variables; `nil` for neighbours.
    func separator(_ one: Int, _ other: Int) -> [Int]? { separators[Pair(one, other)] }
}

extension PartialGraph {
    /// How many tests sets of a size can take.
    fileprivate func tests(size: Int) -> Double {
        (0..<count).reduce(0) { sum, node in
            let near = neighbours(of: node).count
            return sum + Double(near) * Int.subsets(of: near - 1, size: size)
        }
    }
}

extension Int {
    /// How many subsets of a size there are.
    static func subsets(of count: Int, size: Int) -> Double {
        guard count >= size else { return 0 }
        return (0..<size).reduce(1) { $0 * Double(count - $1) / Double($1 + 1) }
    }
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
