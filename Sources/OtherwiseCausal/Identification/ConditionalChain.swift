import BitCollections

/// A distribution as a product of conditionals, one for each variable, each given variables before it.
///
/// ID works on such chains: the observed distribution is one, and so is every district's part of it.
struct ConditionalChain {
    private let graph: CausalGraph
    private let set: BitSet
    /// The place of each node of the graph in its order, which is that of the chain.
    private let ranks: [Int]
    /// `nil` for the observed distribution, whose conditionals the graph gives.
    private let conditionals: [Int: Estimand]?

    private init(_ graph: CausalGraph, on set: BitSet, ranks: [Int], conditionals: [Int: Estimand]?) {
        (self.graph, self.set, self.ranks, self.conditionals) = (graph, set, ranks, conditionals)
    }

    /// The observed distribution.
    ///
    /// - Parameter ranks: The place of each node in the graph's order.
    init(observing graph: CausalGraph, ranks: [Int]) {
        self.init(graph, on: graph.all, ranks: ranks, conditionals: nil)
    }

    var isObserved: Bool { conditionals == nil }

    private func conditional(of node: Int) -> Estimand {
        guard let conditionals else { return .probability(term(node)) }
        return conditionals[node] ?? .one
    }

    /// A node given those before it that it depends on: its district among them, and that district's parents.
    private func term(_ node: Int) -> Estimand.Term {
        let isEarlier = { [ranks, set] other in ranks[other] <= ranks[node] && set.contains(other) }
        var district: Set = [node]
        var open = [node]
        while let next = open.popLast() {
            open += graph.spouses[next].filter { isEarlier($0) && district.insert($0).inserted }
        }
        let pillow = district.union(district.flatMap { graph.parents[$0] }.filter(isEarlier)).subtracting([node])
        return Estimand.Term(of: [graph.variable(node)], given: pillow.map { graph.variable($0) })
    }

    /// The product of the conditionals of `part`, the last in the order first.
    func product(over part: some Sequence<Int>) -> [Estimand] {
        part.sorted { ranks[$0] > ranks[$1] }.map(conditional)
    }

    /// The conditionals of `part` as a distribution of their own, the other variables being fixed.
    func part(on part: BitSet) -> ConditionalChain {
        let own = Dictionary(uniqueKeysWithValues: part.map { ($0, conditional(of: $0)) })
        return ConditionalChain(graph, on: part, ranks: ranks, conditionals: own)
    }

    /// The probability of `kept`, the rest summed out.
    func marginal(on kept: BitSet) -> Estimand {
        if isObserved, !kept.isEmpty {
            return .probability(Estimand.Term(of: kept.map { graph.variable($0) }))
        }
        let needed = mentioned(from: kept)
        return .summing(
            .multiplying(product(over: needed)), over: needed.subtracting(kept).map { graph.variable($0) })
    }

    /// `kept` and what its conditionals need; whatever else there is sums to one.
    private func mentioned(from kept: BitSet) -> BitSet {
        var needed = kept
        for node in set.sorted(by: { ranks[$0] > ranks[$1] }) where needed.contains(node) {
            for variable in conditional(of: node).freeVariables {
                if let position = graph.position(of: variable.name), set.contains(position) {
                    needed.insert(position)
                }
            }
        }
        return needed
    }

    /// The distribution of a part that holds its ancestors in this chain.
    func marginalized(to kept: BitSet) -> ConditionalChain {
        if isObserved { return ConditionalChain(graph, on: kept, ranks: ranks, conditionals: nil) }
        if mentioned(from: kept) == kept { return part(on: kept) }
        var before = BitSet()
        var below = Estimand.one
        var conditionals: [Int: Estimand] = [:]
        for node in kept.sorted(by: { ranks[$0] < ranks[$1] }) {
            before.insert(node)
            let above = marginal(on: before)
            conditionals[node] = .dividing(above, by: below)
            below = above
        }
        return ConditionalChain(graph, on: kept, ranks: ranks, conditionals: conditionals)
    }
}

extension CausalGraph {
    func variable(_ position: Int) -> Estimand.Variable { Estimand.Variable(nodes[position]) }
}
