import BitCollections
import OtherwiseCore

/// A model whose variables have a table for each set of parents: what a network of several worlds is made from.
protocol TabulatedModel {
    var graph: CausalGraph { get }
    var variables: [DiscreteVariable] { get }
    /// How many numbers stand for something that all worlds share.
    var sharedCount: Int { get }
    /// The table of a variable as node `number`, its parents being these nodes.
    func table(of variable: Int, parents: [Int], number: Int) -> Factor
}

extension TabulatedModel {
    func position(of name: String) throws(CausalModelError) -> Int { try graph.place(of: name) }
}

/// The network of the worlds that a question speaks of: they share what no intervention reaches, and every variable
/// that the worlds' interventions do not make different (Avin, Shpitser and Pearl 2005).
struct ParallelWorlds<Model: TabulatedModel> {
    private let model: Model
    private(set) var factors: [Factor] = []
    /// Nodes by what they are; equal parents make equal nodes.
    private var nodes: [Key: Int] = [:]
    private var count: Int

    private enum Key: Hashable {
        case constant(variable: Int, level: Int)
        case function(variable: Int, parents: [Int])
    }

    init(_ model: Model) {
        self.model = model
        count = model.sharedCount
    }

    /// Whether some variable has different parents in different worlds.
    var repeatsVariables: Bool {
        var seen: Set<Int> = []
        return nodes.keys.contains { key in
            guard case .function(let variable, _) = key else { return false }
            return !seen.insert(variable).inserted
        }
    }

    /// The nodes that depend on others, with these, by variable and number.
    var functions: [(node: Int, variable: Int, parents: [Int])] {
        nodes.compactMap { key, node in
            guard case .function(let variable, let parents) = key else { return nil }
            return (node, variable, parents)
        }.sorted { ($0.variable, $0.node) < ($1.variable, $1.node) }
    }

    /// The nodes that are set, with their levels.
    var constants: [Int: Int] {
        var levels: [Int: Int] = [:]
        for (key, node) in nodes { if case .constant(_, let level) = key { levels[node] = level } }
        return levels
    }

    /// The nodes of events with their levels; `nil` where a node would have two levels.
    mutating func levels(of events: [CounterfactualEvent]) throws(CausalModelError) -> [Int: Int]? {
        var levels: [Int: Int] = [:]
        var agrees = true
        for event in events {
            let position = try model.position(of: event.variable.name)
            let node = try node(position, event.variable.settings)
            let level = try model.variables[position].level(event.value)
            if let other = levels.updateValue(level, forKey: node), other != level { agrees = false }
        }
        return agrees ? levels : nil
    }

    private mutating func node(
        _ position: Int, _ settings: [String: CounterfactualVariable.Setting]
    ) throws(CausalModelError) -> Int {
        var set: [Int: CounterfactualVariable.Setting] = [:]
        for (name, setting) in settings { set[try model.position(of: name)] = setting }
        let needed = model.graph.removingEdges(into: BitSet(set.keys)).ancestors(of: [position])
        var made: [Int: Int] = [:]
        for node in model.graph.order where needed.contains(node) {
            made[node] =
                switch set[node] {
                case .value(let value): constant(node, try model.variables[node].level(value))
                case .asUnder(let other): try self.node(node, other)
                case nil: function(node, parents: model.graph.parents[node].map { made[$0] ?? 0 })
                }
        }
        return made[position] ?? 0
    }

    private mutating func constant(_ variable: Int, _ level: Int) -> Int {
        let size = model.variables[variable].levels.count
        return node(.constant(variable: variable, level: level)) { number in
            Factor(variables: [number], cardinalities: [size], values: (0..<size).map { $0 == level ? 1 : 0 })
        }
    }

    private mutating func function(_ variable: Int, parents: [Int]) -> Int {
        let model = model
        return node(.function(variable: variable, parents: parents)) { number in
            model.table(of: variable, parents: parents, number: number).mergingRepeatedVariables()
        }
    }

    private mutating func node(_ key: Key, table: (Int) -> Factor) -> Int {
        if let node = nodes[key] { return node }
        defer { count += 1 }
        nodes[key] = count
        factors.append(table(count))
        return count
    }
}

extension Factor {
    /// The diagonal over axes with the same variable: two parents may be one and the same node.
    fileprivate func mergingRepeatedVariables() -> Factor {
        guard let place = variables.indices.dropFirst().first(where: { variables[$0] == variables[$0 - 1] }) else {
            return self
        }
        let strides = Self.strides(of: cardinalities)
        var (axes, sizes, steps) = (variables, cardinalities, strides)
        steps[place - 1] += steps[place]
        axes.remove(at: place)
        sizes.remove(at: place)
        steps.remove(at: place)
        var walk = Odometer(cardinalities: sizes, strides: [steps])
        let merged = (0..<sizes.reduce(1, *)).map { _ in
            defer { walk.advance() }
            return values[walk.offsets[0]]
        }
        return Factor(variables: axes, cardinalities: sizes, values: merged).mergingRepeatedVariables()
    }
}
