public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseNumerics
public import OtherwiseSearch

/// What follows of a change along a causal graph: every number below it moves by what its causes' moves are worth.
///
/// Each number with causes among the features is a linear function of them plus noise of its own, fitted to reference
/// rows by least squares. The noise of the row at hand is kept: it is recovered, the change is made, and the rest is
/// predicted again (Pearl 2009, ch. 7). A category counts as one indicator per level.
public struct CausalConsequences: Consequences {
    /// Between the features.
    public let graph: CausalGraph
    /// What the asker should know, in words.
    public let notes: [String]
    /// By position of the feature, causes first.
    private let mechanisms: [(feature: Int, mechanism: LinearEffects)]

    /// - Parameters:
    ///   - graph: Variables that are no features count as hidden.
    ///   - reference: Rows that the mechanisms are fitted to, with a column per feature.
    /// - Throws: `CausesError` for a graph that names no feature, or for too few rows to fit.
    public init(_ graph: CausalGraph, schema: Schema, reference: Table) throws {
        let names = schema.features.map(\.name)
        let hidden = Set(graph.nodes).subtracting(names)
        guard hidden.count < graph.nodes.count else { throw CausesError.noFeature(graph.nodes, features: names) }
        let observed = try graph.hiding(hidden)
        self.graph = observed
        var (mechanisms, unmoved): ([(Int, LinearEffects)], [String]) = ([], [])
        for name in observed.topologicalOrder {
            let causes = try observed.parents(of: name).sorted().compactMap(schema.position(of:))
            guard let position = schema.position(of: name), !causes.isEmpty else { continue }
            guard schema.features[position].domain.isNumeric else {
                unmoved.append(name)
                continue
            }
            mechanisms.append((position, try LinearEffects(of: position, causes, schema: schema, reference)))
        }
        self.mechanisms = mechanisms
        notes = Self.notes(observed, hidden: hidden.sorted(), unmoved: unmoved)
    }

    /// The row once its changes have had their effect, as `Consequences` asks.
    public func settled(_ values: [Value], from factual: [Value]) -> [Value] {
        var settled = values
        for (feature, mechanism) in mechanisms where values[feature] == factual[feature] {
            settled[feature] = mechanism.followed(factual[feature], settled, from: factual)
        }
        return settled
    }

    private static func notes(_ graph: CausalGraph, hidden: [String], unmoved: [String]) -> [String] {
        var notes: [String] = []
        if !graph.edges.contains(where: \.isDirected) {
            notes.append(
                "the graph has no arrow between features: it says what goes together, not what a change does, so that nothing follows from one"
            )
        }
        if !hidden.isEmpty {
            notes.append("the graph's \(hidden.map { "'\($0)'" }.listed) counts as hidden, being no feature")
        }
        notes += unmoved.map { "'\($0)' is a category and does not follow its causes, though the graph gives it some" }
        return notes
            + graph.confounded.map {
                "'\($0.cause)' and '\($0.effect)' share a hidden cause, which the fitted effect of the one on the other mixes in"
            }
    }
}

extension CausalGraph {
    /// Arrows whose ends a bidirected edge joins too.
    fileprivate var confounded: [(cause: String, effect: String)] {
        let joined = Set(edges.filter { !$0.isDirected }.map { Set([$0.first, $0.second]) })
        return edges.filter { $0.isDirected && joined.contains([$0.first, $0.second]) }.map { ($0.first, $0.second) }
    }
}

/// What is wrong with a graph of features, and the way out.
public struct CausesError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// What is wrong, without a full stop.
    public let problem: String
    /// The way out, without a full stop.
    public let hint: String

    /// The kind of the error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// The graph names no feature.
        public static let noFeature = Code(description: "noFeature")
        /// Too few rows to fit a mechanism to.
        public static let tooFewRows = Code(description: "tooFewRows")
    }

    static func noFeature(_ names: [String], features: [String]) -> CausesError {
        CausesError(
            code: .noFeature,
            problem: "The graph names no feature; its variables are \(names.shown), the features \(features.shown)",
            hint: "Name the variables as the columns"
        )
    }

    static func tooFewRows(_ feature: String, rows: Int, terms: Int) -> CausesError {
        CausesError(
            code: .tooFewRows,
            problem:
                "The reference has \(rows) whole rows to fit '\(feature)' to its causes, which takes more than \(terms)",
            hint: "Give more rows with --reference, or remove arrows"
        )
    }
}

extension [String] {
    /// The first twelve.
    fileprivate var shown: String {
        prefix(12).joined(separator: ", ") + (count > 12 ? " and \(count - 12) more" : "")
    }
}
