/// What stands at the two ends of an edge of a drawing.
struct EdgeEnds: Sendable, Hashable {
    let start: GraphPicture.DrawnEdge.End
    let end: GraphPicture.DrawnEdge.End

    var reversed: EdgeEnds { EdgeEnds(start: end, end: start) }
}

extension GraphPicture {
    /// An edge of which it may be open what stands at its ends.
    public struct DrawnEdge: Sendable, Hashable {
        let first: String
        let second: String
        let ends: EdgeEnds

        /// What stands at an end.
        public enum End: String, Sendable, Hashable {
            /// Nothing.
            case plain
            /// An arrowhead.
            case head
            /// It is open which of the two.
            case ring
        }

        /// - Parameters:
        ///   - start: What stands at the first.
        ///   - end: What stands at the second.
        public init(_ first: String, _ second: String, start: End, end: End) {
            (self.first, self.second) = (first, second)
            ends = EdgeEnds(start: start, end: end)
        }

        var isBidirected: Bool { ends == EdgeEnds(start: .head, end: .head) }
    }

    /// A graph some of whose edges are no plain arrows, drawn from the first of each to the second as far as these make no
    /// cycle.
    ///
    /// - Parameter variables: Each once, and all that the edges join.
    /// - Throws: `GraphError` for an edge from a variable to itself.
    public init(_ variables: [String], _ drawn: [DrawnEdge]) throws(GraphError) {
        var graph = try CausalGraph(nodes: variables, edges: [])
        var isArc: [DrawnEdge: Bool] = [:]
        for edge in drawn.sorted(by: { !$0.isBidirected && $1.isBidirected }) {
            let arrow = graph.edges + [.directed(edge.first, edge.second)]
            if !edge.isBidirected, let next = try? CausalGraph(nodes: variables, edges: arrow) {
                (graph, isArc[edge]) = (next, false)
            } else {
                graph = try CausalGraph(
                    nodes: variables, edges: graph.edges + [.bidirected(edge.first, edge.second)])
                isArc[edge] = true
            }
        }
        self.init(graph)
        for (edge, isArc) in isArc {
            guard let one = graph.position(of: edge.first), let other = graph.position(of: edge.second) else {
                continue
            }
            let isTurned = isArc && one > other
            ends[isTurned ? [other, one] : [one, other]] = isTurned ? edge.ends.reversed : edge.ends
        }
    }

    /// As SVG wants them, of an edge from cause to effect.
    func directedMarks(_ nodes: [Int]) -> String {
        ends[nodes].map(Self.markers) ?? "marker-end=\"url(#head)\""
    }

    /// The same of an edge between nodes that share a hidden cause.
    func bidirectedMarks(_ nodes: [Int]) -> String {
        let both = EdgeEnds(start: .head, end: .head)
        let own = ends[nodes] ?? both
        return (own == both ? "stroke-dasharray=\"5 4\" " : "") + Self.markers(own)
    }

    private static func markers(_ ends: EdgeEnds) -> String {
        [("start", ends.start), ("end", ends.end)].filter { $0.1 != .plain }.map { place, end in
            "marker-\(place)=\"url(#\(end.rawValue))\""
        }.joined(separator: " ")
    }

    /// The ring, where one is drawn.
    var ringMarker: String {
        guard ends.values.contains(where: { $0.start == .ring || $0.end == .ring }) else { return "" }
        return """
            <marker id="ring" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" \
            orient="auto-start-reverse"><circle cx="5" cy="5" r="3.6" fill="white" stroke="#444"/></marker>
            """
    }

    /// `a -> b`, `a o-> b` and so on.
    func words(_ edge: CausalEdge) -> String {
        guard let one = graph.position(of: edge.first), let other = graph.position(of: edge.second),
            let own = ends[[one, other]] ?? ends[[other, one]]?.reversed
        else { return edge.description }
        let start = own.start == .head ? "<" : own.start == .ring ? "o" : "-"
        let end = own.end == .head ? ">" : own.end == .ring ? "o" : "-"
        return "\(edge.first) \(start)-\(end) \(edge.second)".replacing(" --> ", with: " -> ")
            .replacing(" --- ", with: " -- ")
    }
}
