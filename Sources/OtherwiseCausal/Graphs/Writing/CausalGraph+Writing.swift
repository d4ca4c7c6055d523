extension CausalGraph {
    /// The short text form, which reads back as this graph.
    public var text: String {
        let joined = Set(edges.flatMap { [$0.first, $0.second] })
        let alone = nodes.filter { !joined.contains($0) }.map(\.quotedIfNeeded)
        let lines = edges.map { edge in
            "\(edge.first.quotedIfNeeded) \(edge.isDirected ? "->" : "<->") \(edge.second.quotedIfNeeded)"
        }
        return (alone + lines).joined(separator: "; ")
    }

    /// Graphviz's DOT, which reads back as this graph; bidirected edges are dashed with `dir=both`.
    public var dot: String {
        let lines =
            nodes.map { "  \($0.quoted);" }
            + edges.map { edge in
                "  \(edge.first.quoted) -> \(edge.second.quoted)"
                    + (edge.isDirected ? ";" : " [dir=both, style=dashed, constraint=false];")
            }
        return "digraph {\n" + lines.map { $0 + "\n" }.joined() + "}\n"
    }

    /// A TikZ picture for LaTeX, laid out like the SVG; it needs `\usetikzlibrary{arrows.meta}`.
    public var latex: String {
        let layout = LayeredLayout(self)
        let scale = 1 / 40.0
        let places = nodes.indices.map { node in
            let centre = layout.centres[node]
            return """
                  \\node (n\(node)) at (\((centre.x * scale).pixels), \((-centre.y * scale).pixels)) \
                {\(nodes[node].escapedForLaTeX)};
                """
        }
        let directed = nodes.indices.flatMap { cause in children[cause].map { "  \\draw (n\(cause)) -- (n\($0));" } }
        let bidirected = nodes.indices.flatMap { first in
            spouses[first].filter { first < $0 }.map { "  \\draw[<->, dashed] (n\(first)) to[bend left] (n\($0));" }
        }
        let lines = ["\\begin{tikzpicture}[->, >={Stealth}]"] + places + directed + bidirected + ["\\end{tikzpicture}"]
        return lines.map { $0 + "\n" }.joined()
    }
}

extension String {
    /// In quotes, with quotes and backslashes escaped.
    package var quoted: String {
        "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// Words that a plain name may not be, since some form gives them a meaning.
    private static let reserved: Set<String> = [
        "graph", "digraph", "strict", "subgraph", "node", "edge", "dag", "admg", "mag", "pag", "pdag",
    ]

    /// As a name where it can be one, else in quotes.
    package var quotedIfNeeded: String {
        let isPlain = unicodeScalars.first?.startsName ?? false && unicodeScalars.allSatisfy(\.continuesName)
        return isPlain && !Self.reserved.contains(lowercased()) ? self : quoted
    }

    var escapedForLaTeX: String {
        var result = ""
        for character in self {
            switch character {
            case "\\": result += "\\textbackslash{}"
            case "^": result += "\\textasciicircum{}"
            case "~": result += "\\textasciitilde{}"
            case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
            default: result.append(character)
            }
        }
        return result
    }
}
