import Foundation

/// Where Graphviz's `dot` puts the nodes and edges of a graph: what it is given, and what is read from its answer.
///
/// Nodes are numbered, so that no name need survive the way there and back.
public struct GraphvizLayout: Sendable, Hashable {
    let centres: [Point]
    /// Cubic Bézier curves, `[1 + 3 × pieces]` points each, by cause and effect.
    let directed: [[Int]: [Point]]
    /// The same between nodes that share a hidden cause, the lower number first.
    let bidirected: [[Int]: [Point]]
    let width: Double
    let height: Double

    private static let pointsPerInch = 72.0
    private static let margin = 16.0

    /// What `dot -Tplain` is to read.
    public static func question(for graph: CausalGraph) -> String {
        let nodes = graph.nodes.indices.map { node in
            let width = (LayeredLayout.width(of: graph.nodes[node]) / pointsPerInch).rounded(toPlaces: 3)
            let height = (LayeredLayout.nodeHeight / pointsPerInch).rounded(toPlaces: 3)
            return "  n\(node) [width=\(width), height=\(height)];"
        }
        let directed = graph.nodes.indices.flatMap { cause in graph.children[cause].map { "  n\(cause) -> n\($0);" } }
        let bidirected = graph.nodes.indices.flatMap { first in
            graph.spouses[first].filter { $0 > first }.map {
                "  n\(first) -> n\($0) [style=dashed, constraint=false];"
            }
        }
        let head =
            "digraph {\n  graph [nodesep=0.35, ranksep=0.55];\n  node [fixedsize=true, label=\"\"];\n  edge [dir=none];\n"
        return head + (nodes + directed + bidirected).map { $0 + "\n" }.joined() + "}\n"
    }

    /// - Parameter plain: What `dot -Tplain` wrote.
    /// - Returns: `nil` for what is no layout of the graph.
    public init?(_ plain: String, of graph: CausalGraph) {
        var places: [Int: Point] = [:]
        var (directed, bidirected): ([[Int]: [Point]], [[Int]: [Point]]) = ([:], [:])
        var size: (width: Double, height: Double)?
        for line in plain.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            switch words.first {
            case "graph":
                guard words.count >= 4, let width = Double(words[2]), let height = Double(words[3]) else { return nil }
                size = (width * Self.pointsPerInch, height * Self.pointsPerInch)
            case "node":
                guard let size, words.count >= 4, let node = Self.number(words[1]),
                    let place = Self.point(words[2], words[3], size.height)
                else { return nil }
                places[node] = place
            case "edge":
                guard let size, words.count >= 4, let tail = Self.number(words[1]), let head = Self.number(words[2]),
                    let points = Self.points(words.dropFirst(3), size.height)
                else { return nil }
                if words.contains("dashed") {
                    bidirected[[tail, head]] = points
                } else {
                    directed[[tail, head]] = points
                }
            default: break
            }
        }
        centres = graph.nodes.indices.compactMap { places[$0] }
        guard let size, centres.count == graph.nodes.count else { return nil }
        (self.directed, self.bidirected) = (directed, bidirected)
        (width, height) = (size.width + 2 * Self.margin, size.height + 2 * Self.margin)
    }

    private static func number(_ word: String) -> Int? { word.hasPrefix("n") ? Int(word.dropFirst()) : nil }

    /// Inches from the lower left corner.
    private static func point(_ x: String, _ y: String, _ height: Double) -> Point? {
        guard let x = Double(x), let y = Double(y), x.isFinite, y.isFinite else { return nil }
        return Point(x: x * pointsPerInch + margin, y: height - y * pointsPerInch + margin)
    }

    private static func points(_ words: ArraySlice<String>, _ height: Double) -> [Point]? {
        guard let count = words.first.flatMap({ Int($0) }), count >= 4, count % 3 == 1, words.count > 2 * count else {
            return nil
        }
        let numbers = Array(words.dropFirst().prefix(2 * count))
        let points = (0..<count).compactMap { point(numbers[2 * $0], numbers[2 * $0 + 1], height) }
        return points.count == count ? points : nil
    }
}

extension Double {
    fileprivate func rounded(toPlaces places: Int) -> Double {
        let scale = pow(10, Double(places))
        return (self * scale).rounded() / scale
    }
}
