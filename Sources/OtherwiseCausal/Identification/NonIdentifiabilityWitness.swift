import BitCollections
import OtherwiseCore

/// Two models with the same graph and the same observed distribution in which an effect differs:
/// whoever sees the data only cannot know which of the two made them.
public struct NonIdentifiabilityWitness: Sendable, Hashable {
    /// A model.
    public let one: DiscreteCausalModel
    /// A model that nobody who only observes can tell from it.
    public let other: DiscreteCausalModel
    /// The intervention under which the outcomes' distributions differ.
    public let intervention: DiscreteIntervention
}

extension Hedge {
    /// Two models that prove the hedge's point, all of whose observed combinations have positive probability.
    ///
    /// The construction of Shpitser and Pearl (2006, theorem 4), with a bit of its own for each step from the inner
    /// district to the outcomes, so that the way there may cross the hedge. Inside the hedge every variable is the
    /// parity of the hidden coins that it shares with others. In one model the inner variables also take in the
    /// outer ones; observed, nothing tells the two apart. Setting an outer variable cuts some coins from the rest:
    /// then the inner variables' parity is a fair coin in the one model, and in the other still what it was.
    ///
    /// - Returns: `nil` for an effect given conditions, which these models do not cover.
    public func witness(in graph: CausalGraph) throws(GraphError) -> NonIdentifiabilityWitness? {
        guard conditions.isEmpty else { return nil }
        let parity = try HedgeParity(self, in: graph)
        guard let one = try? parity.model(innerTakesInOuter: true),
            let other = try? parity.model(innerTakesInOuter: false)
        else { return nil }
        let set = treatments.map { ($0, DiscreteIntervention.Change.set(.number(0))) }
        return NonIdentifiabilityWitness(
            one: one, other: other, intervention: DiscreteIntervention(Dictionary(uniqueKeysWithValues: set)))
    }
}

/// The parts of the two models.
private struct HedgeParity {
    private let graph: CausalGraph
    private let outer: BitSet
    private let inner: BitSet
    /// Pairs joined by a hidden coin: a tree on the inner district, continued to the outer one.
    private let innerCoins: [[Int]]
    private let outerCoins: [[Int]]
    /// The next step of each outer variable towards the inner district.
    private let coreStep: [Int: Int]
    /// The next step of each variable towards an outcome, on the ways that start in the inner district.
    private let relayStep: [Int: Int]
    private let relays: BitSet

    /// How often a bit is flipped at random, so that every combination occurs.
    private static let noise = 0.1

    init(_ hedge: Hedge, in graph: CausalGraph) throws(GraphError) {
        self.graph = graph
        outer = try graph.positions(of: hedge.outer)
        inner = try graph.positions(of: hedge.inner)
        let treatments = try graph.positions(of: hedge.treatments)
        let outcomes = try graph.positions(of: hedge.outcomes)
        innerCoins = Self.tree(from: BitSet(inner.prefix(1)), within: inner, along: graph.spouses).map {
            [$0.key, $0.value]
        }
        outerCoins = Self.tree(from: inner, within: outer, along: graph.spouses).map { [$0.key, $0.value] }
        coreStep = Self.tree(from: inner, within: outer, along: graph.parents)
        let steps = Self.tree(from: outcomes, within: graph.all, along: graph.removingEdges(into: treatments).parents)
        var relayStep: [Int: Int] = [:]
        var relays = BitSet()
        for start in inner {
            var node = start
            while let next = steps[node], relayStep.updateValue(next, forKey: node) == nil {
                relays.insert(next)
                node = next
            }
        }
        self.relayStep = relayStep
        self.relays = relays
    }

    /// For each node reached from `roots`, the node that it was reached from, nearest first.
    private static func tree(from roots: BitSet, within region: BitSet, along edges: [[Int]]) -> [Int: Int] {
        var tree: [Int: Int] = [:]
        var reached = roots
        var open = Array(roots)
        var next = 0
        while next < open.count {
            for node in edges[open[next]] where region.contains(node) && reached.insert(node).inserted {
                tree[node] = open[next]
                open.append(node)
            }
            next += 1
        }
        return tree
    }

    /// A variable's bits: one for the parity where it is in the hedge, one to pass on what it hears.
    private func bits(of node: Int) -> (core: Bool, relay: Bool) { (outer.contains(node), relays.contains(node)) }

    private func levels(of node: Int) -> Int {
        let bits = bits(of: node)
        return (bits.core ? 2 : 1) * (bits.relay ? 2 : 1) * (bits.core || bits.relay ? 1 : 2)
    }

    private func core(_ level: Int, of node: Int) -> Int { bits(of: node).relay ? level >> 1 : level }
    private func relay(_ level: Int) -> Int { level & 1 }

    func model(innerTakesInOuter: Bool) throws -> DiscreteCausalModel {
        var sources: [ExogenousVariable] = []
        var mechanisms: [String: DiscreteMechanism] = [:]
        let pairs = innerCoins + outerCoins
        sources += pairs.indices.map { .coin("shared \($0)") }
        for node in graph.nodes.indices {
            let heard = relayStep.filter { $0.value == node }.map(\.key).sorted()
            let taken = coreStep.filter { $0.value == node && (innerTakesInOuter || !inner.contains(node)) }.map(\.key)
                .sorted()
            let isIgnorant = inner.contains(node) && !innerTakesInOuter
            let coins = pairs.indices.filter { pairs[$0].contains(node) && (!isIgnorant || $0 < innerCoins.count) }
            var own: [ExogenousVariable] = []
            if inner.contains(node) { own.append(.coin("core of \(node)", Self.noise)) }
            if relays.contains(node) { own.append(.coin("relay of \(node)", Self.noise)) }
            if levels(of: node) == 2, !outer.contains(node), own.isEmpty { own.append(.coin("core of \(node)")) }
            sources += own
            let parents = Array(Set(heard + taken)).sorted()
            mechanisms[graph.nodes[node]] = mechanism(
                of: node, parents: parents, heard: heard, taken: taken,
                coins: coins.map { "shared \($0)" } + own.map(\.name))
        }
        let variables = graph.nodes.indices.map { node in
            DiscreteVariable(name: graph.nodes[node], levels: (0..<levels(of: node)).map(String.init))
        }
        return try DiscreteCausalModel(variables: variables, exogenous: sources, mechanisms: mechanisms)
    }

    private func mechanism(
        of node: Int, parents: [Int], heard: [Int], taken: [Int], coins: [String]
    ) -> DiscreteMechanism {
        let sizes = parents.map(levels(of:)) + coins.map { _ in 2 }
        var walk = Odometer(cardinalities: sizes)
        let bits = bits(of: node)
        let table = (0..<sizes.reduce(1, *)).map { _ in
            defer { walk.advance() }
            let level = Dictionary(uniqueKeysWithValues: zip(parents, walk.levels))
            let tossed = walk.levels[parents.count...]
            var coreBit = (bits.relay ? tossed.dropLast() : tossed).reduce(0, ^)
            var relayBit = tossed.last ?? 0
            for parent in taken { coreBit ^= core(level[parent] ?? 0, of: parent) }
            for parent in heard {
                if inner.contains(parent) { relayBit ^= core(level[parent] ?? 0, of: parent) }
                if relays.contains(parent) { relayBit ^= relay(level[parent] ?? 0) }
            }
            return bits.core && bits.relay ? coreBit << 1 | relayBit : bits.relay ? relayBit : coreBit
        }
        return DiscreteMechanism(parents: parents.map { graph.nodes[$0] }, exogenous: coins, table: table)
    }
}
