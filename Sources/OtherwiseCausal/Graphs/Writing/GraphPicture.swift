/// A causal graph as a drawing: which variables play which part in a question.
public struct GraphPicture: Sendable, Hashable {
    /// What a variable is to the question; the drawing shows it by colour and by outline.
    public enum Role: String, Sendable, Hashable, CaseIterable {
        /// Set by an intervention: drawn without its causes.
        case treatment
        case outcome
        /// Held or adjusted for.
        case adjusted
        case hidden
    }

    /// What is drawn.
    public let graph: CausalGraph
    /// What is marked, by the names of variables.
    public let roles: [String: Role]
    /// Where Graphviz puts things; `nil` for rows from causes to effects.
    public var layout: GraphvizLayout?
    /// What stands at the ends of edges that are no plain arrows, by the numbers of the two nodes; for nodes with a hidden
    /// cause the lower number first.
    var ends: [[Int]: EdgeEnds] = [:]

    /// - Parameters:
    ///   - roles: What is marked, by the names of variables.
    ///   - layout: Where Graphviz puts things; `nil` for rows from causes to effects.
    public init(_ graph: CausalGraph, roles: [String: Role] = [:], layout: GraphvizLayout? = nil) {
        (self.graph, self.roles, self.layout) = (graph, roles, layout)
    }
}

extension GraphPicture {
    /// The drawing as a picture of its own: SVG, laid out as `layout` says, or in rows from causes to effects.
    ///
    /// - Complexity: Meant for graphs that a person can read, some hundreds of edges.
    public var svg: String {
        if let layout { return svg(edges(layout), centres: layout.centres, bulge: 0, layout.width, layout.height) }
        let layout = LayeredLayout(graph)
        let bulge = graph.spouses.contains { !$0.isEmpty } ? 40.0 : 0
        return svg(
            directedPaths(layout) + bidirectedPaths(layout), centres: layout.centres, bulge: bulge, layout.width,
            layout.height)
    }

    private func svg(
        _ edges: [String], centres: [Point], bulge: Double, _ width: Double, _ height: Double
    ) -> String {
        let size = "\((width + 2 * bulge).pixels) \((height + bulge).pixels)"
        let nodes = graph.nodes.indices.map { node($0, centres[$0]) }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="\((-bulge).pixels) \((-bulge).pixels) \(size)" \
            role="img" font-family="Helvetica, Arial, sans-serif" font-size="14">
            <title>\(description.escapedForXML)</title>
            <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" \
            orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#444"/></marker>\(ringMarker)</defs>
            <g fill="none" stroke="#444" stroke-width="1.4">
            \(edges.joined(separator: "\n"))
            </g>
            <g text-anchor="middle">
            \(nodes.joined(separator: "\n"))
            </g>
            </svg>

            """
    }

    /// Curves as Graphviz bends them, up to the outline of the nodes.
    private func edges(_ layout: GraphvizLayout) -> [String] {
        func path(_ points: [Point], _ marks: String, fades: Bool) -> String {
            let curve = stride(from: 1, to: points.count, by: 3).map { place in
                "C" + points[place..<min(place + 3, points.count)].map(\.text).joined(separator: " ")
            }
            return """
                <path d="M\(points[0].text)\(curve.joined())" \(marks)\(fades ? " opacity=\"0.25\"" : "")/>
                """
        }
        func isSet(_ node: Int) -> Bool { roles[graph.nodes[node]] == .treatment }
        let straight = layout.directed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ends, points in
            path(points, directedMarks(ends), fades: isSet(ends[1]))
        }
        let dashed = layout.bidirected.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ends, points in
            path(
                points, bidirectedMarks(ends),
                fades: ends.contains(where: isSet))
        }
        return straight + dashed
    }

    /// The graph in words, for readers who do not see the picture.
    private var description: String {
        graph.edges.isEmpty ? "Variables without edges" : graph.edges.map(words).joined(separator: "; ")
    }

    private func directedPaths(_ layout: LayeredLayout) -> [String] {
        graph.nodes.indices.flatMap { cause in
            graph.children[cause].map { effect in
                let bends = layout.bends[[cause, effect]] ?? []
                let start = layout.border(of: cause, towards: bends.first ?? layout.centres[effect])
                let end = layout.border(of: effect, towards: bends.last ?? layout.centres[cause])
                let fades = roles[graph.nodes[effect]] == .treatment
                return """
                    <path d="\(Curve.path(through: [start] + bends + [end]))" \(directedMarks([cause, effect]))\
                    \(fades ? " opacity=\"0.25\"" : "")/>
                    """
            }
        }
    }

    private func bidirectedPaths(_ layout: LayeredLayout) -> [String] {
        graph.nodes.indices.flatMap { first in
            graph.spouses[first].filter { $0 > first }.map { second in
                let middle = Curve.control(layout.centres[first], layout.centres[second])
                let start = layout.border(of: first, towards: middle)
                let end = layout.border(of: second, towards: middle)
                let fades = [first, second].contains { roles[graph.nodes[$0]] == .treatment }
                return """
                    <path d="M\(start.text)Q\(middle.text) \(end.text)" \
                    \(bidirectedMarks([first, second]))\(fades ? " opacity=\"0.25\"" : "")/>
                    """
            }
        }
    }

    private func node(_ node: Int, _ centre: Point) -> String {
        let name = graph.nodes[node]
        let width = LayeredLayout.width(of: name), height = LayeredLayout.nodeHeight
        return """
            <rect x="\((centre.x - width / 2).pixels)" y="\((centre.y - height / 2).pixels)" width="\(width.pixels)" \
            height="\(height.pixels)" rx="\((height / 2).pixels)" \(Self.style(roles[name]))/>\
            <text x="\(centre.x.pixels)" y="\((centre.y + 5).pixels)">\(name.escapedForXML)</text>
            """
    }

    private static func style(_ role: Role?) -> String {
        switch role {
        case .treatment: "fill=\"#fde3c8\" stroke=\"#b45309\" stroke-width=\"2.5\""
        case .outcome: "fill=\"#d6e8fb\" stroke=\"#1d4f91\" stroke-width=\"2.5\""
        case .adjusted: "fill=\"#e7e7e7\" stroke=\"#444\" stroke-width=\"2.5\""
        case .hidden: "fill=\"white\" stroke=\"#888\" stroke-dasharray=\"4 3\""
        case nil: "fill=\"white\" stroke=\"#444\""
        }
    }
}

extension LayeredLayout {
    /// Where a line from a node's centre leaves its outline, taken as an ellipse.
    fileprivate func border(of node: Int, towards other: Point) -> Point {
        let centre = centres[node]
        let (dx, dy) = (other.x - centre.x, other.y - centre.y)
        let (a, b) = (widths[node] / 2 + 2, Self.nodeHeight / 2 + 2)
        let length = (dx * dx / (a * a) + dy * dy / (b * b)).squareRoot()
        return length == 0 ? centre : Point(x: centre.x + dx / length, y: centre.y + dy / length)
    }
}

/// Smooth lines of a drawing.
private enum Curve {
    /// A line through points that leaves each from above to below.
    static func path(through points: [Point]) -> String {
        guard points.count > 2 else { return "M" + points.map(\.text).joined(separator: "L") }
        let steps = zip(points, points.dropFirst()).map { from, to in
            let middle = (from.y + to.y) / 2
            return "C\(Point(x: from.x, y: middle).text) \(Point(x: to.x, y: middle).text) \(to.text)"
        }
        return "M" + points[0].text + steps.joined()
    }

    /// The point that bends an arc to the side, the farther the longer it is.
    static func control(_ start: Point, _ end: Point) -> Point {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 1)
        let reach = min(30 + length * 0.18, 80)
        return Point(x: (start.x + end.x) / 2 + dy / length * reach, y: (start.y + end.y) / 2 - dx / length * reach)
    }
}

extension Point {
    fileprivate var text: String { "\(x.pixels) \(y.pixels)" }
}

extension Double {
    /// A length with at most one decimal.
    var pixels: String {
        let tenths = Int((self * 10).rounded())
        let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
        return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
    }
}

extension String {
    var escapedForXML: String {
        var result = ""
        for character in self {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
