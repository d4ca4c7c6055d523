import BitCollections

/// A distribution as a product of conditionals, one for each variable, each given variables before it.
///
/// ID works on such chains: the observed distribution is one, and so is every district's part of it.
struct ConditionalChain {
    private let graph: CausalGraph
    /// Positions, in the order of the chain.
    private let order: [Int]
    private let conditionals: [Int: Estimand]
    private let isObserved: Bool

    /// The observed distribution of a set that holds all its ancestors.
    init(observing set: BitSet, in graph: CausalGraph) {
        self.graph = graph
        order = graph.order.filter(set.contains)
        var before = BitSet()
        var conditionals: [Int: Estimand] = [:]
        for node in order {
            conditionals[node] = .probability(Self.term(node, before: before, in: graph))
            before.insert(node)
        }
        self.conditionals = conditionals
        isObserved = true
    }

    private init(_ graph: CausalGraph, order: [Int], conditionals: [Int: Estimand]) {
        (self.graph, self.order, self.conditionals) = (graph, order, conditionals)
        isObserved = false
    }

    /// A node given those before it that it depends on: its district among them, and that district's parents.
    private static func term(_ node: Int, before: BitSet, in graph: CausalGraph) -> Estimand.Term {
        let region = before.union([node])
        let district = graph.district(of: [node], within: region)
        let pillow = district.union(graph.parents(of: district)).intersection(region).subtracting([node])
        return Estimand.Term(of: [graph.variable(node)], given: pillow.map { graph.variable($0) })
    }

    /// The product of the conditionals of `set`.
    func product(over set: BitSet) -> [Estimand] {
        order.reversed().filter(set.contains).compactMap { conditionals[$0] }
    }

    /// The conditionals of `set` as a distribution of their own, the other variables being fixed.
    func part(on set: BitSet) -> ConditionalChain {
        ConditionalChain(graph, order: order.filter(set.contains), conditionals: conditionals)
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
        for node in order.reversed() where needed.contains(node) {
            for variable in conditionals[node]?.freeVariables ?? [] {
                if let position = graph.position(of: variable.name), order.contains(position) {
                    needed.insert(position)
                }
            }
        }
        return needed
    }

    /// The distribution of a part that holds its ancestors in this chain.
    func marginalized(to kept: BitSet) -> ConditionalChain {
        if isObserved { return ConditionalChain(observing: kept, in: graph) }
        let keptOrder = order.filter(kept.contains)
        if mentioned(from: kept) == kept { return part(on: kept) }
        var before = BitSet()
        var below = Estimand.one
        var conditionals: [Int: Estimand] = [:]
        for node in keptOrder {
            before.insert(node)
            let above = marginal(on: before)
            conditionals[node] = .dividing(above, by: below)
            below = above
        }
        return ConditionalChain(graph, order: keptOrder, conditionals: conditionals)
    }
}

extension CausalGraph {
    func variable(_ position: Int) -> Estimand.Variable { Estimand.Variable(nodes[position]) }
}
