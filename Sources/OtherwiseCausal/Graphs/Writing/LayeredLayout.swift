/// A place in a drawing, in pixels from its upper left corner.
struct Point: Sendable, Hashable {
    var x: Double
    var y: Double
}

/// Where the nodes and edges of a graph are drawn: causes above effects, edges with few crossings
/// (Sugiyama, Tagawa and Toda 1981).
struct LayeredLayout: Sendable {
    /// The centre of each node.
    private(set) var centres: [Point]
    /// The width of each node.
    let widths: [Double]
    /// The points that each directed edge passes between its ends, by cause and effect.
    private(set) var bends: [[Int]: [Point]] = [:]
    private(set) var width = 0.0
    private(set) var height = 0.0

    static let nodeHeight = 30.0
    private static let layerGap = 80.0
    private static let nodeGap = 28.0
    private static let margin = 24.0

    init(_ graph: CausalGraph) {
        widths = graph.nodes.map(Self.width)
        centres = widths.map { _ in Point(x: 0, y: 0) }
        var layers = Layers(graph)
        layers.reduceCrossings()
        place(layers)
    }

    /// As wide as its name needs.
    static func width(of name: String) -> Double { max(44, name.reduce(18) { $0 + ($1.isUppercase ? 10.6 : 8.2) }) }

    private mutating func place(_ layers: Layers) {
        let sizes = layers.owner.map { $0.map { widths[$0] } ?? 8 }
        var xs = Self.coordinates(layers, sizes: sizes)
        let left = zip(xs, sizes).map { $0 - $1 / 2 }.min() ?? 0
        for vertex in xs.indices { xs[vertex] += Self.margin - left }
        let points = xs.indices.map { vertex in
            Point(
                x: xs[vertex],
                y: Self.margin + Self.nodeHeight / 2 + Double(layers.layer[vertex]) * Self.layerGap)
        }
        for (vertex, node) in layers.owner.enumerated() { if let node { centres[node] = points[vertex] } }
        bends = layers.chains.mapValues { $0.map { points[$0] } }
        width = (zip(xs, sizes).map { $0 + $1 / 2 }.max() ?? 0) + Self.margin
        height = 2 * Self.margin + Self.nodeHeight + Double(max(layers.rows.count - 1, 0)) * Self.layerGap
    }

    /// Draws every vertex towards its neighbours' average, again and again, keeping order and gaps.
    private static func coordinates(_ layers: Layers, sizes: [Double]) -> [Double] {
        var xs = [Double](repeating: 0, count: sizes.count)
        for row in layers.rows { spread(row, towards: row.map { _ in 0 }, sizes: sizes, &xs) }
        for _ in 0..<12 {
            for row in layers.rows + layers.rows.reversed() {
                let targets = row.map { vertex in
                    let near = layers.above[vertex] + layers.below[vertex]
                    return near.isEmpty ? xs[vertex] : near.reduce(0) { $0 + xs[$1] } / Double(near.count)
                }
                spread(row, towards: targets, sizes: sizes, &xs)
            }
        }
        return xs
    }

    /// The least squares fit to `targets` that keeps the row's order and gaps: pooled adjacent violators.
    private static func spread(_ row: [Int], towards targets: [Double], sizes: [Double], _ xs: inout [Double]) {
        var offsets: [Double] = []
        for (place, vertex) in row.enumerated() {
            let before = place == 0 ? 0 : offsets[place - 1] + (sizes[row[place - 1]] + sizes[vertex]) / 2 + nodeGap
            offsets.append(before)
        }
        var blocks: [(mean: Double, count: Int)] = []
        for (target, offset) in zip(targets, offsets) {
            var block = (mean: target - offset, count: 1)
            while let last = blocks.last, last.mean > block.mean {
                let count = last.count + block.count
                block = ((last.mean * Double(last.count) + block.mean * Double(block.count)) / Double(count), count)
                blocks.removeLast()
            }
            blocks.append(block)
        }
        var place = 0
        for block in blocks {
            for _ in 0..<block.count {
                xs[row[place]] = block.mean + offsets[place]
                place += 1
            }
        }
    }
}
