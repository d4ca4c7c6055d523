public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseNumerics

/// A structural causal model learnt from a table and a graph: what a unit would have been, with the uncertainty of
/// what was learnt.
///
/// A mechanism is fitted for every variable that has parents, in the form that predicts best. Numbers have additive
/// noise, or pass through a link after it is added where the data ask for one, so that a unit's noise is recovered
/// exactly; levels have Gumbel noise. Beside the best fit there are others that the data allow; what they say of a unit
/// gives the interval.
///
/// - Note: Causal only if the graph is right and noise is added, to the number or before the link: `diagnose` tests both
///   as far as data can.
public struct FittedCausalModel: Sendable {
    /// What causes what.
    public let graph: CausalGraph
    /// By variable.
    public let fits: [String: MechanismFit]
    /// The best fits, as a model of numbers; levels are numbered from 0.
    public let model: StructuralCausalModel<FittedMechanism>
    let draws: [StructuralCausalModel<FittedMechanism>]
    private(set) var variables: FittedVariables
    private(set) var supports = SupportCache()

    /// - Throws: `EstimationError` for a column that the table lacks or that cannot be used, for a hidden common cause of
    ///   a variable and one of its causes, and for too few rows; `CausalModelError`.
    public init(_ graph: CausalGraph, fittedTo table: Table, options: FittingOptions = FittingOptions()) throws {
        for name in graph.nodes { try Self.requireUnconfounded(name, in: graph) }
        try self.init(directed: graph, fittedTo: table, options)
    }

    /// The part of the model that an intervention needs; other mechanisms may be confounded or unobserved.
    ///
    /// - Parameter settings: The variables whose value is set; `changed` holds those that are shifted or scaled as well.
    public init(
        _ graph: CausalGraph, fittedTo table: Table, changing changed: Set<String>, setting settings: Set<String>,
        options: FittingOptions = FittingOptions()
    ) throws {
        let moved = try graph.descendants(of: changed).subtracting(settings).filter { name in
            try !changed.contains(name) || graph.ancestors(of: [name]).intersection(changed) != [name]
        }
        for name in moved { try Self.requireUnconfounded(name, in: graph) }
        let edges = graph.edges.filter { $0.isDirected && moved.contains($0.second) }
        try self.init(directed: CausalGraph(nodes: changed, edges: edges), fittedTo: table, options)
    }

    private init(directed graph: CausalGraph, fittedTo table: Table, _ options: FittingOptions) throws {
        try self.init(graph, FittedVariables(graph.nodes, in: table), options)
    }

    /// - Parameter graph: Directed.
    init(_ graph: CausalGraph, _ variables: FittedVariables, _ options: FittingOptions) throws {
        let generator = SeededGenerator(seed: options.seed)
        let found = try concurrentMap(graph.nodes.count) { place in
            var own = generator.split(place)
            return try Self.fit(graph.nodes[place], in: graph, variables, options, using: &own)
        }
        let fits = Dictionary(uniqueKeysWithValues: zip(graph.nodes, found))
        (self.graph, self.fits, self.variables) = (graph, fits, variables)
        model = try StructuralCausalModel(fits.mapValues(\.mechanism))
        draws = try (0..<options.draws).map { draw in
            try StructuralCausalModel(fits.mapValues { $0.draws.isEmpty ? $0.mechanism : $0.draws[draw] })
        }
    }

    /// The same, learnt from some of the rows of data whose numbers have these ranges: what lies within them is not beyond
    /// the data.
    public func knowing(ranges: [String: ClosedRange<Double>]) -> FittedCausalModel {
        var model = self
        model.variables.widen(ranges)
        model.supports = SupportCache()
        return model
    }

    private static func fit(
        _ name: String, in graph: CausalGraph, _ variables: FittedVariables, _ options: FittingOptions,
        using generator: inout SeededGenerator
    ) throws -> MechanismFit {
        let parents = try graph.parents(of: name).sorted()
        let places = ([name] + parents).compactMap(variables.position(of:))
        let rows = variables.columns[places[0]].indices.filter { row in
            places.allSatisfy { !variables.columns[$0][row].isNaN }
        }
        let columns = places.map { place in rows.map { variables.columns[place][$0] } }
        let levels = places.map { variables.levels[$0]?.count }
        let needed = parents.isEmpty ? 1 : 4 * options.folds
        guard rows.count >= needed else { throw EstimationError.tooFewRows(rows.count, needed: needed) }
        let inputs = (columns: Array(columns.dropFirst()), levels: Array(levels.dropFirst()))
        guard let count = levels[0] else {
            return NumberFitter(parents, inputs.columns, levels: inputs.levels, columns[0], options)
                .fit(using: &generator)
        }
        return LevelFitter(
            names: parents, parents: inputs.columns, codes: columns[0].map(Int.init), levels: count,
            encoding: ParentEncoding(inputs.columns, levels: inputs.levels), options: options
        ).fit(using: &generator)
    }

    /// A hidden cause that a variable shares with one of its own causes hides what that cause does to it.
    private static func requireUnconfounded(_ name: String, in graph: CausalGraph) throws {
        let causes = try graph.ancestors(of: [name])
        let hidden = graph.edges.filter { !$0.isDirected && [$0.first, $0.second].contains(name) }
        for edge in hidden {
            let other = edge.first == name ? edge.second : edge.first
            if causes.contains(other) { throw EstimationError.confounded(name, with: other) }
        }
    }

    /// The rows of the table in which a variable or one of its parents is missing.
    public func rowsLeftOut(_ name: String) -> Int {
        (variables.columns.first?.count ?? 0) - (fits[name]?.rows ?? 0)
    }
}
