/// A graph some of whose edges have no direction: what data can tell of a causal graph without hidden causes.
///
/// It stands for all graphs that imply the same independences (Verma and Pearl 1990).
struct PartialGraph: Sendable, Hashable {
    let count: Int
    /// Whether there is an edge from the one to the other; both ways where it has no direction.
    private var reaches: [Bool]

    init(count: Int, isComplete: Bool = false) {
        self.count = count
        reaches = [Bool](repeating: isComplete, count: count * count)
        for node in 0..<count { reaches[node * count + node] = false }
    }

    func leads(_ one: Int, _ other: Int) -> Bool { reaches[one * count + other] }
    func isArrow(_ one: Int, _ other: Int) -> Bool { leads(one, other) && !leads(other, one) }
    func isUndirected(_ one: Int, _ other: Int) -> Bool { leads(one, other) && leads(other, one) }
    func areAdjacent(_ one: Int, _ other: Int) -> Bool { leads(one, other) || leads(other, one) }

    func neighbours(of node: Int) -> [Int] { (0..<count).filter { areAdjacent(node, $0) } }
    func parents(of node: Int) -> [Int] { (0..<count).filter { isArrow($0, node) } }
    func undirected(at node: Int) -> [Int] { (0..<count).filter { isUndirected(node, $0) } }

    mutating func remove(_ one: Int, _ other: Int) {
        reaches[one * count + other] = false
        reaches[other * count + one] = false
    }

    /// Makes it an arrow.
    mutating func direct(_ one: Int, _ other: Int) {
        reaches[one * count + other] = true
        reaches[other * count + one] = false
    }

    mutating func join(_ one: Int, _ other: Int) {
        reaches[one * count + other] = true
        reaches[other * count + one] = true
    }

    func areClique(_ nodes: [Int]) -> Bool {
        nodes.indices.allSatisfy { place in nodes[..<place].allSatisfy { areAdjacent($0, nodes[place]) } }
    }

    /// Directs all edges that would otherwise close a cycle or make a new collider (Meek 1995, rules 1 to 3).
    mutating func closeUnderMeek() {
        var isChanging = true
        while isChanging {
            isChanging = false
            for one in 0..<count {
                for other in 0..<count where isUndirected(one, other) && mustLead(one, other) {
                    direct(one, other)
                    isChanging = true
                }
            }
        }
    }

    private func mustLead(_ one: Int, _ other: Int) -> Bool {
        let chain = (0..<count).contains { isArrow($0, one) && !areAdjacent($0, other) && $0 != other }
        let cycle = (0..<count).contains { isArrow(one, $0) && isArrow($0, other) }
        let sides = (0..<count).filter { isUndirected(one, $0) && isArrow($0, other) }
        return chain || cycle
            || sides.indices.contains { place in sides[..<place].contains { !areAdjacent($0, sides[place]) } }
    }

    /// One of the graphs that this one stands for, `nil` where there is none (Dor and Tarsi 1992).
    var extended: PartialGraph? {
        var (result, rest) = (self, self)
        var left = Array(0..<count)
        while !left.isEmpty {
            let sink = left.firstIndex { node in
                let own = rest.undirected(at: node)
                let all = rest.neighbours(of: node)
                return !(0..<count).contains { rest.isArrow(node, $0) }
                    && own.allSatisfy { side in all.allSatisfy { $0 == side || rest.areAdjacent($0, side) } }
            }
            guard let sink else { return nil }
            let node = left.remove(at: sink)
            for other in rest.neighbours(of: node) {
                result.direct(other, node)
                rest.remove(other, node)
            }
        }
        return result
    }

    /// Of a graph whose edges all have a direction, all graphs with the same independences.
    var completed: PartialGraph {
        var result = self
        for one in 0..<count { for other in 0..<one where areAdjacent(one, other) { result.join(one, other) } }
        for middle in 0..<count {
            let own = parents(of: middle)
            for one in own where own.contains(where: { $0 != one && !areAdjacent($0, one) }) {
                result.direct(one, middle)
            }
        }
        result.closeUnderMeek()
        return result
    }
}
