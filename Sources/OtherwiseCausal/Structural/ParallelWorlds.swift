import BitCollections
import OtherwiseCore

/// The network of the worlds that a question speaks of: they share the exogenous variables, and every variable that
/// the worlds' interventions do not make different (Avin, Shpitser and Pearl 2005).
struct ParallelWorlds {
    private let model: DiscreteCausalModel
    private(set) var factors: [Factor] = []
    /// Nodes by what they are; equal parents make equal nodes.
    private var nodes: [Key: Int] = [:]
    private var count: Int

    private enum Key: Hashable {
        case constant(variable: Int, level: Int)
        case function(variable: Int, parents: [Int])
    }

    init(_ model: DiscreteCausalModel) {
        self.model = model
        count = model.exogenous.count
    }

    /// The number of a variable in a world; its table and all that it needs are added.
    mutating func node(for variable: CounterfactualVariable) throws(CausalModelError) -> Int {
        try node(try model.position(of: variable.name), variable.settings)
    }

    private mutating func node(
        _ position: Int, _ settings: [String: CounterfactualVariable.Setting]
    ) throws(CausalModelError) -> Int {
        for name in settings.keys { _ = try model.position(of: name) }
        let needed = model.graph.ancestors(of: [position])
        var made: [Int: Int] = [:]
        for node in model.graph.order where needed.contains(node) {
            made[node] =
                switch settings[model.graph.nodes[node]] {
                case .value(let value): constant(node, try model.variables[node].level(value))
                case .asUnder(let other): try self.node(node, other)
                case nil: function(node, parents: model.functions[node].parents.map { made[$0] ?? 0 })
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
            model.table(of: variable, parents: parents, number: number)
        }
    }

    private mutating func node(_ key: Key, table: (Int) -> Factor) -> Int {
        if let node = nodes[key] { return node }
        defer { count += 1 }
        nodes[key] = count
        factors.append(table(count))
        return count
    }

    /// The tables of the exogenous variables that some table mentions.
    var priors: [Factor] {
        let used = Set(factors.flatMap(\.variables))
        return model.exogenous.indices.filter(used.contains).map { source in
            let own = model.exogenous[source].probabilities
            return Factor(variables: [source], cardinalities: [own.count], values: own)
        }
    }
}

extension DiscreteCausalModel {
    /// 1 where a variable has the level that its function gives it, else 0.
    fileprivate func table(of variable: Int, parents: [Int], number: Int) -> Factor {
        let function = functions[variable], levels = variables[variable].levels.count
        let axes = parents + function.exogenous + [number]
        let sizes =
            function.parents.map { variables[$0].levels.count }
            + function.exogenous.map { exogenous[$0].probabilities.count } + [levels]
        var values = [Double](repeating: 0, count: function.table.count * levels)
        for (row, level) in function.table.enumerated() { values[row * levels + level] = 1 }
        return Factor(listed: axes, cardinalities: sizes, values: values).mergingRepeatedVariables()
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

extension DiscreteCausalModel {
    /// `P(events | evidence)`, where each may speak of another world: the three steps of a counterfactual in one
    /// sum over the network of all worlds, exactly.
    ///
    /// ```swift
    /// // Of those who smoked and fell ill, how many would be well had they not smoked?
    /// try model.probability(
    ///     of: [CounterfactualEvent("ill", is: .category("no"), do: ["smokes": .category("no")])],
    ///     given: [CounterfactualEvent("smokes", is: .category("yes")), CounterfactualEvent("ill", is: .category("yes"))])
    /// ```
    ///
    /// - Throws: `CausalModelError`; `.impossibleEvidence` where the evidence has probability 0.
    public func probability(
        of events: [CounterfactualEvent], given evidence: [CounterfactualEvent] = []
    ) throws(CausalModelError) -> Double {
        var worlds = ParallelWorlds(self)
        let (wanted, agrees) = try levels(of: events, in: &worlds)
        let (seen, isPossible) = try levels(of: evidence, in: &worlds)
        let factors = worlds.factors + worlds.priors
        let total = isPossible ? try VariableElimination.sum(factors, keeping: [], evidence: seen).total : 0
        guard total > 0 else {
            throw .impossibleEvidence(
                Dictionary(evidence.map { ("\($0.variable)", "\($0.value)") }) { first, _ in first })
        }
        let clashes = wanted.contains { number, level in seen[number].map { $0 != level } ?? false }
        if clashes || !agrees { return 0 }
        let both = wanted.merging(seen) { first, _ in first }
        return min(try VariableElimination.sum(factors, keeping: [], evidence: both).total / total, 1)
    }

    /// The nodes of events with their levels, and whether no node has two.
    private func levels(
        of events: [CounterfactualEvent], in worlds: inout ParallelWorlds
    ) throws(CausalModelError) -> ([Int: Int], Bool) {
        var levels: [Int: Int] = [:]
        var agrees = true
        for event in events {
            let node = try worlds.node(for: event.variable)
            let level = try variables[try position(of: event.variable.name)].level(event.value)
            if let other = levels.updateValue(level, forKey: node), other != level { agrees = false }
        }
        return (levels, agrees)
    }
}
