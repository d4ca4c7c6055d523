public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseEstimation
import OtherwiseNumerics
public import OtherwiseSearch

/// What follows of a change along a causal graph: whatever lies below it moves by what its causes' moves are worth.
///
/// Each number with causes among the features is a linear function of them plus noise of its own, fitted to reference
/// rows by least squares. The noise of the row at hand is kept: it is recovered, the change is made, and the rest is
/// predicted again (Pearl 2009, ch. 7). Among causes a category counts as one indicator per level; below a change it
/// becomes the level that is likeliest then, the noise being what its own level leaves of it (`LikeliestLevel`).
public struct CausalConsequences: Consequences {
    /// Between the features.
    public let graph: CausalGraph
    /// What the asker should know, in words.
    public let notes: [String]
    /// By position of the feature, causes first.
    private let mechanisms: [(feature: Int, mechanism: Mechanism)]

    private enum Mechanism: Sendable {
        case number(LinearEffects)
        case category(LevelEffects)

        func followed(_ value: Value, _ values: [Value], from factual: [Value]) -> Value {
            switch self {
            case .number(let effects): effects.followed(value, values, from: factual)
            case .category(let effects): effects.followed(value, values, from: factual)
            }
        }
    }

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
        var (mechanisms, followers, unmoved): ([(Int, Mechanism)], [String], [String]) = ([], [], [])
        for name in observed.topologicalOrder {
            let causes = try observed.parents(of: name).sorted().compactMap(schema.position(of:))
            guard let position = schema.position(of: name), !causes.isEmpty else { continue }
            if schema.features[position].domain.isNumeric {
                mechanisms.append(
                    (position, .number(try LinearEffects(of: position, causes, schema: schema, reference))))
                continue
            }
            let effects = Result { () throws(EstimationError) in
                try LevelEffects(of: position, causes, schema: schema, reference)
            }
            switch effects {
            case .success(let effects):
                mechanisms.append((position, .category(effects)))
                followers.append(name)
            case .failure(let error):
                unmoved.append("'\(name)' is a category and does not follow its causes: \(error.inPassing)")
            }
        }
        self.mechanisms = mechanisms
        notes = Self.notes(observed, hidden: hidden.sorted()) + Self.notes(followers: followers) + unmoved
    }

    /// The row once its changes have had their effect, as `Consequences` asks.
    public func settled(_ values: [Value], from factual: [Value]) -> [Value] {
        var settled = values
        for (feature, mechanism) in mechanisms where values[feature] == factual[feature] {
            settled[feature] = mechanism.followed(factual[feature], settled, from: factual)
        }
        return settled
    }

    private static func notes(followers: [String]) -> [String] {
        guard !followers.isEmpty else { return [] }
        let names = followers.map { "'\($0)'" }.listed
        return [
            "what \(names) would be is the likeliest level, given what it is; data cannot tell this from other ways in which levels come about (Gumbel-max)"
        ]
    }

    private static func notes(_ graph: CausalGraph, hidden: [String]) -> [String] {
        var notes: [String] = []
        if !graph.edges.contains(where: \.isDirected) {
            notes.append(
                "the graph has no arrow between features: it says what goes together, not what a change does, so that nothing follows from one"
            )
        }
        if !hidden.isEmpty {
            notes.append("the graph's \(hidden.map { "'\($0)'" }.listed) counts as hidden, being no feature")
        }
        return notes
            + graph.confounded.map {
                "'\($0.cause)' and '\($0.effect)' share a hidden cause, which the fitted effect of the one on the other mixes in"
            }
    }
}

extension EstimationError {
    /// The first sentence, to be told beside other things.
    fileprivate var inPassing: String {
        let first = description.prefix { $0 != "." }
        return first.prefix(1).lowercased() + first.dropFirst()
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
