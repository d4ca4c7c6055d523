/// A graph while it is read: it remembers where each edge was written.
struct GraphDraft {
    private let source: SourceText
    private var nodes: Set<String> = []
    private var edges: [(edge: CausalEdge, offset: Int)] = []
    private var hidden: Set<String> = []
    private var exposures: Set<String> = []
    private var outcomes: Set<String> = []
    /// How the graph was discovered, where the file says so.
    var origin: String?
    /// Whether the file says that its arrows may pass over others and over hidden causes.
    var isAncestral = false

    /// More than any graph that a person draws; keeps `{a b …} -> {c d …}` from filling the memory.
    private static let edgeLimit = 5_000_000

    init(_ source: SourceText) { self.source = source }

    func isNew(_ node: String) -> Bool { !nodes.contains(node) }

    mutating func add(_ edge: CausalEdge, at offset: Int) throws(SyntaxError) {
        guard edges.count < Self.edgeLimit else {
            throw source.error("The graph has more than \(Self.edgeLimit) edges.", at: offset)
        }
        edges.append((edge, offset))
    }

    /// Takes in what a file says of a variable.
    mutating func mark(_ node: String, _ attributes: [String: String], at offset: Int) throws(SyntaxError) {
        nodes.insert(node)
        if attributes["latent"].map(Self.isYes) ?? false || attributes["unobserved"].map(Self.isYes) ?? false
            || attributes["observed"].map({ !Self.isYes($0) }) ?? false
        {
            hidden.insert(node)
        }
        if attributes["exposure"].map(Self.isYes) ?? false { exposures.insert(node) }
        if attributes["outcome"].map(Self.isYes) ?? false { outcomes.insert(node) }
        if attributes["selected"].map(Self.isYes) ?? false {
            throw source.error("'\(node)' is a selection variable, which these methods do not cover.", at: offset)
        }
    }

    private static func isYes(_ text: String) -> Bool { ["", "yes", "true", "1"].contains(text.lowercased()) }

    func document() throws(SyntaxError) -> GraphDocument {
        guard !nodes.isEmpty || !edges.isEmpty else { throw source.error("The graph has no variables.", at: 0) }
        do {
            let graph = try CausalGraph(nodes: nodes, edges: edges.map(\.edge))
            return GraphDocument(
                graph: graph, hidden: hidden, exposures: exposures, outcomes: outcomes, origin: origin,
                isAncestral: isAncestral)
        } catch {
            throw source.error("\(error)", at: offset(of: error))
        }
    }

    /// Where the last edge of a cycle was written.
    private func offset(of error: GraphError) -> Int {
        let names: [String] =
            switch error {
            case .cycle(let names): names
            case .loop(let name): [name]
            default: []
            }
        let cycle = Set(zip(names, names.dropFirst() + names.prefix(1)).map(CausalEdge.directed))
        return edges.last { $0.edge.first == $0.edge.second || cycle.contains($0.edge) }?.offset ?? 0
    }
}
