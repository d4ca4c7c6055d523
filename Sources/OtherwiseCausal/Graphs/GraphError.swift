/// What is wrong with a causal graph, or with a question about one.
public enum GraphError: Error, Sendable, Hashable {
    /// Each of these causes the next, and the last the first.
    case cycle([String])
    /// An edge from a variable to itself.
    case loop(String)
    /// A name that the graph does not have.
    case unknown(String, nodes: [String])
    /// An edge that the graph lacks, and those that it has.
    case unknownEdge(CausalEdge, edges: [CausalEdge])
    /// A path that is made of the edges of the paths that are asked about and is not one of them.
    case pathMissing([String])
    /// A variable that is in two sets that must be disjoint.
    case overlap(String, String, String)
}

extension GraphError: CustomStringConvertible {
    /// What is wrong, and the way out.
    public var description: String {
        switch self {
        case .cycle(let names):
            "'\(Self.path(names + names.prefix(1)))' is a cycle; causes come before effects. Remove one of its edges, or split a variable by time."
        case .loop(let name):
            "'\(name)' has an edge to itself. Remove it, or split the variable by time."
        case .unknown(let name, let nodes):
            "The graph has no variable '\(name)'. It has \(nodes.prefix(20).joined(separator: ", "))\(nodes.count > 20 ? " and \(nodes.count - 20) more" : "")."
        case .unknownEdge(let edge, let edges):
            "The graph has no edge '\(edge)'. It has \(edges.prefix(20).map(\.description).joined(separator: ", "))\(edges.count > 20 ? " and \(edges.count - 20) more" : "")."
        case .pathMissing(let names):
            "What travels along these paths travels along '\(Self.path(names))' too, and no effect tells them apart. Name it as well, or leave out one that shares its edges."
        case .overlap(let name, let first, let second):
            "'\(name)' is both \(first) and \(second). Name it once."
        }
    }

    /// `a -> b -> c`, its middle left out where it is long.
    private static func path(_ names: [String]) -> String {
        let shown =
            names.count > 20 ? names.prefix(10) + ["… (\(names.count - 20) more) …"] + names.suffix(10) : names[...]
        return shown.joined(separator: " -> ")
    }
}
