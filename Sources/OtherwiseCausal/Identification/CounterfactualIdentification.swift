import BitCollections
public import OtherwiseCore

/// Whether what would have been can be told from what is observed.
public enum CounterfactualIdentification: Sendable, Hashable {
    case identified(IdentifiedCounterfactual)
    /// The events contradict each other or the evidence: their probability is 0 in every model.
    case impossible
    /// The evidence contradicts itself: no model has such cases.
    case impossibleEvidence
    /// No experiment tells it: hidden causes tie together worlds in which `variable` differs.
    case notIdentified(variable: String)
    /// Experiments tell it, what is observed without one does not.
    case needsExperiment(Estimand, Hedge)
}

/// A counterfactual as an expression in the observed distribution.
public struct IdentifiedCounterfactual: Sendable, Hashable {
    /// What to compute from the observed distribution.
    public let estimand: Estimand
    /// What must not be 0: of the evidence's probability all that the observed distribution tells.
    public let evidence: Estimand
    /// The values of the free variables of both. Copies tell apart the values of one variable in different worlds.
    public let values: [Estimand.Variable: Value]

    init(_ estimand: Estimand, given evidence: Estimand, _ values: [Estimand.Variable: Value]) {
        (self.estimand, self.evidence) = (estimand, evidence)
        let used = estimand.freeVariables.union(evidence.freeVariables)
        self.values = values.filter { used.contains($0.key) }
    }

    /// What cannot be where these events are: 0, as long as they occur.
    package var neverWithIt: IdentifiedCounterfactual {
        IdentifiedCounterfactual(.zero, given: .multiplying([estimand, evidence]), values)
    }

    /// Worked out in a distribution.
    ///
    /// - Throws: `EstimandError` where the distribution lacks the cases that the expression needs, or has none like the
    ///   evidence.
    public func value(in joint: JointDistribution) throws -> Double {
        guard try evidence.value(in: joint, values) > 0 else { throw EstimandError.impossibleEvidence }
        return try estimand.value(in: joint, values)
    }
}

extension CausalGraph {
    /// Whether and how `P(events | evidence)` across worlds follows from the observed distribution: ID* and IDC*
    /// (Shpitser and Pearl 2007), each experiment then by ID. What is only seen is a share, whatever the graph.
    ///
    /// Of the two probabilities whose quotient is asked for, what they have in common is left out before the rest is
    /// identified (Correa, Lee and Bareinboim 2021).
    ///
    /// - Throws: `GraphError` for names that the graph lacks.
    public func identify(
        counterfactual events: [CounterfactualEvent], given evidence: [CounterfactualEvent] = []
    ) throws(GraphError) -> CounterfactualIdentification {
        let names = (events + evidence).flatMap(\.variable.names)
        _ = try positions(of: names)
        if (events + evidence).allSatisfy(\.variable.settings.isEmpty) {
            return CounterfactualIdentification(seeing: events, given: evidence)
        }
        guard let known = CounterfactualGraph(evidence, in: self) else { return .impossibleEvidence }
        guard let all = CounterfactualGraph(evidence + events, in: self) else { return .impossible }
        var identifier = PartIdentifier(self, copies: all.nodes.count + known.nodes.count + names.count)
        let (above, below) = (all.parts(in: self), known.parts(in: self))
        let shared = Set(above.map(\.description)).intersection(below.map(\.description))
        do {
            let numerator = try identifier.parts(above.filter { !shared.contains($0.description) }, of: all)
            let denominator = try identifier.parts(below.filter { !shared.contains($0.description) }, of: known)
            let cancelled = below.filter { shared.contains($0.description) }.compactMap {
                try? identifier.part($0, of: known)
            }
            // What is seen of the evidence has to occur as it is, even where the graph has it in independent parts.
            let seen = identifier.share(of: evidence.filter(\.variable.settings.isEmpty))
            return Self.quotient(
                numerator, by: denominator, [seen] + cancelled.compactMap(\.observed), identifier.values)
        } catch {
            return .notIdentified(variable: nodes[error.variable])
        }
    }

    private static func quotient(
        _ numerator: [IdentifiedPart], by denominator: [IdentifiedPart], _ known: [Estimand],
        _ values: [Estimand.Variable: Value]
    ) -> CounterfactualIdentification {
        if let hedge = (numerator + denominator).lazy.compactMap(\.hedge).first {
            let experiments = Estimand.dividing(
                .multiplying(numerator.map(\.experimental)), by: .multiplying(denominator.map(\.experimental)))
            return .needsExperiment(experiments, hedge)
        }
        let below = denominator.compactMap(\.observed)
        return .identified(
            IdentifiedCounterfactual(
                .dividing(.multiplying(numerator.compactMap(\.observed)), by: .multiplying(below)),
                given: .multiplying(below + known), values))
    }
}

extension CounterfactualIdentification {
    /// Of one world as it is: `P(events | evidence)`.
    fileprivate init(seeing events: [CounterfactualEvent], given evidence: [CounterfactualEvent]) {
        func values(_ events: [CounterfactualEvent]) -> [Estimand.Variable: Value]? {
            var values: [Estimand.Variable: Value] = [:]
            for event in events {
                let other = values.updateValue(event.value, forKey: Estimand.Variable(event.variable.name))
                guard other == nil || other == event.value else { return nil }
            }
            return values
        }
        guard let known = values(evidence) else { self = .impossibleEvidence; return }
        guard let all = values(evidence + events) else { self = .impossible; return }
        let asked = all.keys.filter { known[$0] == nil }
        self = .identified(
            IdentifiedCounterfactual(
                asked.isEmpty ? .one : .probability(Estimand.Term(of: asked, given: known.keys)),
                given: known.isEmpty ? .one : .probability(Estimand.Term(of: known.keys)), all))
    }
}

extension CounterfactualVariable {
    /// Its own name, and those of all that is set.
    fileprivate var names: [String] { [name] + Self.names(in: settings) }

    private static func names(in settings: [String: Setting]) -> [String] {
        settings.flatMap { name, setting in
            if case .asUnder(let other) = setting { [name] + names(in: other) } else { [name] }
        }
    }
}

/// A factor of the probability of events.
private struct IdentifiedPart {
    /// From experiments on its districts.
    let experimental: Estimand
    /// From what is observed; `nil` where nothing will do.
    let observed: Estimand?
    /// Why nothing will do.
    let hedge: Hedge?
}

/// ID*, all of its lines at once: districts of the counterfactual graph are independent experiments.
private struct PartIdentifier {
    private let graph: CausalGraph
    private let identifier: EffectIdentifier
    private let chain: ConditionalChain
    private var symbols = Symbols()
    /// Of the next variable that the identification of an experiment binds.
    private var counter: Int

    /// - Parameter copies: More than the variables that stand for nodes and constants.
    init(_ graph: CausalGraph, copies: Int) {
        (self.graph, counter) = (graph, copies + 1)
        identifier = EffectIdentifier(graph: graph)
        chain = ConditionalChain(observing: graph, ranks: identifier.ranks)
    }

    var values: [Estimand.Variable: Value] { symbols.values }

    /// Of events in the world as it is.
    mutating func share(of events: [CounterfactualEvent]) -> Estimand {
        let names = Set(events.map { symbols.symbol($0.variable.name, $0.value) })
        return names.isEmpty ? .one : .probability(Estimand.Term(of: names))
    }

    mutating func parts(
        _ parts: [CounterfactualGraph.Part], of worlds: CounterfactualGraph
    ) throws(Symbols.Conflict) -> [IdentifiedPart] {
        var identified: [IdentifiedPart] = []
        for part in parts { identified.append(try self.part(part, of: worlds)) }
        return identified
    }

    mutating func part(
        _ part: CounterfactualGraph.Part, of worlds: CounterfactualGraph
    ) throws(Symbols.Conflict) -> IdentifiedPart {
        let names = symbols.ofNodes(part.districts.flatMap(\.self).sorted(), worlds, graph)
        var terms: [Estimand.Term] = []
        for district in part.districts { terms.append(try symbols.term(of: district, names, worlds, graph)) }
        let bound = names.filter { worlds.nodes[$0.key].level == nil }.values
        let experimental = Estimand.summing(.multiplying(terms.map(Estimand.probability)), over: bound)
        var factors: [Estimand] = []
        for (term, district) in zip(terms, part.districts) {
            do {
                factors.append(try observed(term, district.map { worlds.nodes[$0].variable }))
            } catch {
                return IdentifiedPart(experimental: experimental, observed: nil, hedge: error)
            }
        }
        return IdentifiedPart(
            experimental: experimental, observed: .summing(.multiplying(factors), over: bound), hedge: nil)
    }

    /// An experiment on a district from what is observed.
    private mutating func observed(_ term: Estimand.Term, _ district: [Int]) throws(Hedge) -> Estimand {
        let own = Dictionary(uniqueKeysWithValues: term.variables.map { (Estimand.Variable($0.name), $0) })
        let members = Set(district)
        let isWhole = district.allSatisfy { graph.spouses[$0].allSatisfy(members.contains) }
        let estimand =
            isWhole
            ? Estimand.multiplying(chain.product(over: district))
            : try identifier.estimand(
                of: BitSet(district), after: BitSet(term.interventions.compactMap { graph.position(of: $0.name) }))
        return estimand.renamed(own, &counter)
    }
}

extension EffectIdentifier {
    /// `P(y | do(x))`.
    fileprivate func estimand(of y: BitSet, after x: BitSet) throws(Hedge) -> Estimand {
        do {
            return try estimand(of: y, do: x)
        } catch {
            throw Hedge(
                outer: graph.names(of: error.outer), inner: graph.names(of: error.inner),
                treatments: graph.names(of: x), outcomes: graph.names(of: y), conditions: [])
        }
    }
}

/// The variables of an expression that stand for the values of nodes: one for each level that is known, one for each
/// node that is summed over.
private struct Symbols {
    private(set) var values: [Estimand.Variable: Value] = [:]
    private var known: [String: [Value: Estimand.Variable]] = [:]
    private var copies: [String: Int] = [:]

    mutating func ofNodes(
        _ nodes: [Int], _ worlds: CounterfactualGraph, _ graph: CausalGraph
    ) -> [Int: Estimand.Variable] {
        var names: [Int: Estimand.Variable] = [:]
        for node in nodes {
            let own = worlds.nodes[node]
            let name = graph.nodes[own.variable]
            names[node] = own.level.map { symbol(name, $0) } ?? fresh(name)
        }
        return names
    }

    private mutating func fresh(_ name: String) -> Estimand.Variable {
        defer { copies[name, default: 0] += 1 }
        return Estimand.Variable(name, copy: copies[name, default: 0])
    }

    mutating func symbol(_ name: String, _ value: Value) -> Estimand.Variable {
        if let known = known[name]?[value] { return known }
        let symbol = fresh(name)
        known[name, default: [:]][value] = symbol
        values[symbol] = value
        return symbol
    }

    struct Conflict: Error {
        let variable: Int
    }

    /// `P(district | do(its parents))`, unless a variable would have two values in it.
    ///
    /// - Parameter names: Of the nodes of the part that the district is in.
    mutating func term(
        of district: [Int], _ names: [Int: Estimand.Variable], _ worlds: CounterfactualGraph, _ graph: CausalGraph
    ) throws(Conflict) -> Estimand.Term {
        let members = Set(district)
        var inside: [Int: Estimand.Variable] = [:]
        var outside: [Int: Estimand.Variable] = [:]
        for parent in district.flatMap({ worlds.nodes[$0].parents }) {
            let (variable, own): (Int, Estimand.Variable)
            switch parent {
            case .node(let node):
                if members.contains(node) { continue }
                (variable, own) = (worlds.nodes[node].variable, symbol(of: node, names, worlds, graph))
            case .constant(let position, let value): (variable, own) = (position, symbol(graph.nodes[position], value))
            }
            if let other = outside.updateValue(own, forKey: variable), other != own {
                throw Conflict(variable: variable)
            }
        }
        for node in district {
            let variable = worlds.nodes[node].variable
            guard inside.updateValue(symbol(of: node, names, worlds, graph), forKey: variable) == nil else {
                throw Conflict(variable: variable)
            }
        }
        // A variable that is set to the value that it also has is no conflict, but it is not set either.
        for (variable, own) in outside where inside[variable] != nil && inside[variable] != own {
            throw Conflict(variable: variable)
        }
        return Estimand.Term(of: inside.values, do: outside.filter { inside[$0.key] == nil }.values)
    }

    /// A parent of known level may be in another part.
    private mutating func symbol(
        of node: Int, _ names: [Int: Estimand.Variable], _ worlds: CounterfactualGraph, _ graph: CausalGraph
    ) -> Estimand.Variable {
        names[node] ?? worlds.nodes[node].level.map { symbol(graph.nodes[worlds.nodes[node].variable], $0) }
            ?? fresh("")
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
