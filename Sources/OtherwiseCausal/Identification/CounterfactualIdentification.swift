import BitCollections
public import OtherwiseCore

/// Whether what would have been can be told from what is observed.
public enum CounterfactualIdentification: Sendable, Hashable {
    case identified(IdentifiedCounterfactual)
    /// The events contradict each other: their probability is 0 in every model.
    case impossible
    /// No experiment tells it: hidden causes tie together worlds in which `variable` differs.
    case notIdentified(variable: String)
    /// Experiments tell it, what is observed without one does not.
    case needsExperiment(Estimand, Hedge)
}

/// A counterfactual as an expression in the observed distribution.
public struct IdentifiedCounterfactual: Sendable, Hashable {
    /// What to compute from the observed distribution.
    public let estimand: Estimand
    /// The values of its free variables. Copies tell apart the values of one variable in different worlds.
    public let values: [Estimand.Variable: Value]

    /// Worked out in a distribution.
    ///
    /// - Throws: `EstimandError` where the distribution lacks the cases that the expression needs.
    public func value(in joint: JointDistribution) throws -> Double {
        try EstimandEvaluation(estimand, in: joint).value(at: values)
    }
}

extension CausalGraph {
    /// Whether and how `P(events | evidence)` across worlds follows from the observed distribution: ID* and IDC*
    /// (Shpitser and Pearl 2007), each experiment then by ID.
    ///
    /// - Parameters:
    ///   - events: Settings are values; nested ones are not covered.
    /// - Throws: `GraphError` for names that the graph lacks.
    public func identify(
        counterfactual events: [CounterfactualEvent], given evidence: [CounterfactualEvent] = []
    ) throws(GraphError) -> CounterfactualIdentification {
        _ = try positions(of: (events + evidence).flatMap { [$0.variable.name] + $0.variable.settings.keys })
        let joint = CounterfactualIdentifier(graph: self)
        if evidence.isEmpty { return try joint.identify(events) }
        let (events, evidence) = try joint.exchanged(events, evidence)
        let (above, below) = (try joint.identify(events + evidence), try joint.identify(evidence))
        guard case .identified(let numerator) = above else { return above }
        guard case .identified(let denominator) = below else { return below }
        return .identified(numerator.divided(by: denominator))
    }
}

extension IdentifiedCounterfactual {
    /// Both have their own copies of variables, so those of the divisor are numbered on.
    fileprivate func divided(by other: IdentifiedCounterfactual) -> IdentifiedCounterfactual {
        guard other.estimand != .one else { return self }
        var counter = (estimand.allVariables.map(\.copy).max() ?? 0) + 1
        var names: [Estimand.Variable: Estimand.Variable] = [:]
        for (variable, value) in other.values {
            // The same value of the same variable is the same in both.
            names[variable] =
                values.first { $0.key.name == variable.name && $0.value == value }?.key
                ?? Estimand.Variable(variable.name, copy: counter + variable.copy)
        }
        counter += (names.values.map(\.copy).max() ?? 0) + 1
        let below = other.estimand.renamed(names, &counter)
        let renamed = Dictionary(
            other.values.map { (names[$0.key] ?? $0.key, $0.value) }
        ) { first, _ in first }
        return IdentifiedCounterfactual(
            estimand: .dividing(estimand, by: below), values: values.merging(renamed) { first, _ in first })
    }
}

private struct CounterfactualIdentifier {
    let graph: CausalGraph

    /// ID*, all of its lines at once: districts of the counterfactual graph are independent experiments.
    func identify(_ events: [CounterfactualEvent]) throws(GraphError) -> CounterfactualIdentification {
        guard let worlds = CounterfactualGraph(events, in: graph) else { return .impossible }
        var symbols = Symbols(worlds, graph)
        var terms: [Estimand.Term] = []
        for district in worlds.districts(in: graph) {
            switch symbols.term(of: district, worlds, graph) {
            case .success(let term): terms.append(term)
            case .failure(let conflict): return .notIdentified(variable: graph.nodes[conflict.variable])
            }
        }
        let bound = worlds.relevant.filter { worlds.nodes[$0].level == nil }.compactMap { symbols.ofNodes[$0] }
        let experimental = Estimand.summing(.multiplying(terms.map(Estimand.probability)), over: bound)
        var counter = (symbols.ofNodes.values.map(\.copy).max() ?? 0) + worlds.nodes.count + 1
        var factors: [Estimand] = []
        for term in terms {
            let (x, y) = (Set(term.interventions.map(\.name)), Set(term.outcomes.map(\.name)))
            switch try graph.identify(effectOf: x, on: y) {
            case .notIdentified(let hedge): return .needsExperiment(experimental, hedge)
            case .identified(let effect):
                let own = Dictionary(uniqueKeysWithValues: term.variables.map { (Estimand.Variable($0.name), $0) })
                factors.append(effect.estimand.renamed(own, &counter))
            }
        }
        let estimand = Estimand.summing(.multiplying(factors), over: bound)
        let used = estimand.freeVariables
        return .identified(
            IdentifiedCounterfactual(estimand: estimand, values: symbols.values.filter { used.contains($0.key) }))
    }

    /// Evidence that could as well be set is set (IDC*, line 4): what it says of the events it says by causing them.
    func exchanged(
        _ events: [CounterfactualEvent], _ evidence: [CounterfactualEvent]
    ) throws(GraphError) -> ([CounterfactualEvent], [CounterfactualEvent]) {
        guard let worlds = CounterfactualGraph(events + evidence, in: graph) else { return (events, evidence) }
        for (number, known) in evidence.enumerated() {
            guard let node = worlds.places[events.count + number] else { continue }
            let targets = worlds.places.prefix(events.count).compactMap(\.self)
            let others = Set(worlds.places.dropFirst(events.count).compactMap(\.self)).subtracting([node])
            guard !targets.contains(node) else { continue }
            let cut = try worlds.graph(in: graph, withoutEdgesOutOf: node)
            func names(_ nodes: Set<Int>) -> Set<String> { Set(nodes.map { "\($0)" }) }
            guard
                try cut.areSeparated(["\(node)"], names(Set(targets).subtracting(others)), given: names(others))
            else { continue }
            let moved = zip(events, worlds.places).map { event, place in
                guard let place, worlds.ancestors(of: [place]).contains(node) else { return event }
                return event.setting(known.variable.name, to: known.value)
            }
            let rest = evidence.indices.filter { $0 != number }.map { evidence[$0] }
            return try exchanged(moved, rest)
        }
        return (events, evidence)
    }
}

extension CounterfactualEvent {
    fileprivate func setting(_ name: String, to value: Value) -> CounterfactualEvent {
        guard variable.settings[name] == nil, variable.name != name else { return self }
        let settings = variable.settings.merging([name: .value(value)]) { own, _ in own }
        return CounterfactualEvent(CounterfactualVariable(variable.name, under: settings), is: self.value)
    }
}

/// The variables of an expression that stand for the values of nodes: one for each level that is known, one for each
/// node that is summed over.
private struct Symbols {
    private(set) var ofNodes: [Int: Estimand.Variable] = [:]
    private(set) var values: [Estimand.Variable: Value] = [:]
    private var copies: [String: Int] = [:]

    init(_ worlds: CounterfactualGraph, _ graph: CausalGraph) {
        for node in worlds.relevant {
            let own = worlds.nodes[node]
            let name = graph.nodes[own.variable]
            ofNodes[node] = own.level.map { symbol(name, $0) } ?? fresh(name)
        }
    }

    private mutating func fresh(_ name: String) -> Estimand.Variable {
        defer { copies[name, default: 0] += 1 }
        return Estimand.Variable(name, copy: copies[name, default: 0])
    }

    private mutating func symbol(_ name: String, _ value: Value) -> Estimand.Variable {
        if let known = values.first(where: { $0.key.name == name && $0.value == value }) { return known.key }
        let symbol = fresh(name)
        values[symbol] = value
        return symbol
    }

    struct Conflict: Error {
        let variable: Int
    }

    /// `P(district | do(its parents))`, unless a variable would have two values in it.
    mutating func term(
        of district: BitSet, _ worlds: CounterfactualGraph, _ graph: CausalGraph
    ) -> Result<Estimand.Term, Conflict> {
        var inside: [Int: Estimand.Variable] = [:]
        var outside: [Int: Estimand.Variable] = [:]
        for parent in district.flatMap({ worlds.nodes[$0].parents }) {
            let (variable, own): (Int, Estimand.Variable)
            switch parent {
            case .node(let node):
                if district.contains(node) { continue }
                (variable, own) = (worlds.nodes[node].variable, ofNodes[node] ?? fresh(""))
            case .constant(let position, let value): (variable, own) = (position, symbol(graph.nodes[position], value))
            }
            if let other = outside.updateValue(own, forKey: variable), other != own {
                return .failure(Conflict(variable: variable))
            }
        }
        for node in district {
            let variable = worlds.nodes[node].variable
            guard inside.updateValue(ofNodes[node] ?? fresh(graph.nodes[variable]), forKey: variable) == nil else {
                return .failure(Conflict(variable: variable))
            }
        }
        // A variable that is set to the value that it also has is no conflict, but it is not set either.
        for (variable, own) in outside where inside[variable] != nil && inside[variable] != own {
            return .failure(Conflict(variable: variable))
        }
        return .success(
            Estimand.Term(
                of: inside.values, do: outside.filter { inside[$0.key] == nil }.values))
    }
}

extension Estimand {
    /// With free variables renamed, and bound ones numbered on so that none meets another.
    fileprivate func renamed(_ names: [Variable: Variable], _ counter: inout Int) -> Estimand {
        switch self {
        case .zero: return .zero
        case .probability(let term):
            func list(_ own: [Variable]) -> [Variable] { own.map { names[$0] ?? $0 } }
            return .probability(
                Term(of: list(term.outcomes), given: list(term.conditions), do: list(term.interventions)))
        case .product(let factors):
            var renamed: [Estimand] = []
            for factor in factors { renamed.append(factor.renamed(names, &counter)) }
            return .product(renamed)
        case .quotient(let above, let below):
            return .quotient(above.renamed(names, &counter), below.renamed(names, &counter))
        case .sum(let bound, let body):
            var inner = names
            for variable in bound {
                inner[variable] = Variable(variable.name, copy: counter)
                counter += 1
            }
            return .sum(over: bound.map { inner[$0] ?? $0 }, body.renamed(inner, &counter))
        }
    }
}
