/// A causal graph as a file gives it, with what the file says of its variables.
public struct GraphDocument: Sendable, Hashable {
    /// The graph.
    public let graph: CausalGraph
    /// Variables that nobody observes.
    public let hidden: Set<String>
    /// The causes that the file asks about.
    public let exposures: Set<String>
    /// The effects that the file asks about.
    public let outcomes: Set<String>
    /// How it was discovered; `nil` for a graph that somebody knows.
    public let origin: String?
    /// Whether an arrow says no more than that the one causes the other, perhaps through others, and perhaps with a hidden
    /// cause of both besides.
    public let isAncestral: Bool

    /// - Parameters:
    ///   - hidden: Variables that nobody observes.
    ///   - exposures: The causes that are asked about.
    ///   - outcomes: The effects that are asked about.
    ///   - origin: How it was discovered; `nil` for a graph that somebody knows.
    ///   - isAncestral: Whether an arrow does not rule out a hidden cause of both.
    public init(
        graph: CausalGraph, hidden: Set<String> = [], exposures: Set<String> = [], outcomes: Set<String> = [],
        origin: String? = nil, isAncestral: Bool = false
    ) {
        (self.graph, self.hidden, self.exposures, self.outcomes) = (graph, hidden, exposures, outcomes)
        (self.origin, self.isAncestral) = (origin, isAncestral)
    }

    /// What every answer from a discovered graph says.
    package var cautions: [String] {
        let discovered = origin.map {
            "The graph was discovered from data (\($0)), not known. Other graphs may fit as well and answer otherwise."
        }
        let ancestral = isAncestral ? Self.ancestry : nil
        return [discovered, ancestral].compactMap(\.self)
    }

    private static let ancestry =
        "Of an ancestral graph an arrow does not rule out a hidden cause of both; add '<->' beside it where there may be one."

    /// The graph between the observed variables: hidden ones are projected away.
    public func observedGraph() throws(GraphError) -> CausalGraph { try graph.hiding(hidden) }
}

/// A form in which graphs are written.
public enum GraphFormat: String, Sendable, Hashable, CaseIterable {
    /// `smoking -> tar -> cancer; smoking <-> cancer`
    case text
    /// Graphviz. `dir=both` is a bidirected edge, `observed=no` a hidden variable.
    case dot
    /// `dag { smoking -> tar -> cancer  u [latent] }` (Textor et al. 2016)
    case dagitty
    /// Graph Modelling Language (Himsolt 1997).
    case gml

    /// The form that a text begins like.
    init(of text: String) {
        let start = text.drop { $0.isWhitespace }.prefix(40).lowercased()
        let words = start.split { !$0.isLetter }
        if words.first == "graph", start.dropFirst(5).drop(while: \.isWhitespace).first == "[" {
            self = .gml
        } else if let first = words.first, ["strict", "digraph", "graph"].contains(first), text.contains("{") {
            self = .dot
        } else if let first = words.first, ["dag", "admg", "mag", "pdag", "pag"].contains(first), text.contains("{") {
            self = .dagitty
        } else {
            self = text.contains("graph [") || text.contains("graph\n[") ? .gml : .text
        }
    }
}

extension GraphDocument {
    /// Reads a graph.
    ///
    /// - Parameter format: The form of the text; by default, as it begins.
    /// - Throws: `SyntaxError`, with a caret under what cannot be read or under the edge that closes a cycle.
    public init(reading text: String, format: GraphFormat? = nil) throws(SyntaxError) {
        switch format ?? GraphFormat(of: text) {
        case .gml: self = try GMLReader.document(in: text)
        case .text, .dagitty: self = try EdgeListReader.document(in: text, lexicon: .edgeList)
        case .dot: self = try EdgeListReader.document(in: text, lexicon: .dot)
        }
    }
}

extension CausalGraph {
    /// The graph that a text describes, hidden variables projected away.
    ///
    /// - Throws: `SyntaxError`, with a caret.
    public init(_ text: String) throws(SyntaxError) {
        let document = try GraphDocument(reading: text)
        do {
            self = try document.observedGraph()
        } catch {
            throw SourceText(text).error("\(error)", at: 0)
        }
    }
}
