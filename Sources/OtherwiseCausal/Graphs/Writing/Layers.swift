/// The vertices of a drawing in rows: the nodes of a graph, and a vertex for each row that a long edge crosses.
struct Layers {
    /// The node that a vertex stands for; `nil` for a place on an edge.
    private(set) var owner: [Int?]
    private(set) var layer: [Int]
    private(set) var above: [[Int]]
    private(set) var below: [[Int]]
    /// The vertices of each row, from left to right.
    private(set) var rows: [[Int]]
    /// The vertices that each edge passes, by cause and effect.
    private(set) var chains: [[Int]: [Int]] = [:]

    init(_ graph: CausalGraph) {
        owner = graph.nodes.indices.map { $0 }
        layer = Self.layers(of: graph)
        above = graph.nodes.map { _ in [] }
        below = above
        rows = []
        for cause in graph.nodes.indices {
            for effect in graph.children[cause] { addEdge(from: cause, to: effect) }
        }
        rows = [[Int]](repeating: [], count: (layer.max() ?? -1) + 1)
        for vertex in owner.indices { rows[layer[vertex]].append(vertex) }
    }

    /// Below all causes, and no farther above the first effect than need be.
    private static func layers(of graph: CausalGraph) -> [Int] {
        var layer = [Int](repeating: 0, count: graph.nodes.count)
        for node in graph.order { layer[node] = (graph.parents[node].map { layer[$0] }.max() ?? -1) + 1 }
        for node in graph.order.reversed() {
            if let first = graph.children[node].map({ layer[$0] }).min() { layer[node] = first - 1 }
        }
        return layer
    }

    private mutating func addEdge(from cause: Int, to effect: Int) {
        var last = cause
        var chain: [Int] = []
        for between in (layer[cause] + 1)..<max(layer[effect], layer[cause] + 1) {
            chain.append(owner.count)
            owner.append(nil)
            layer.append(between)
            above.append([last])
            below.append([])
            below[last].append(chain[chain.count - 1])
            last = chain[chain.count - 1]
        }
        above[effect].append(last)
        below[last].append(effect)
        chains[[cause, effect]] = chain
    }

    /// Sorts each row by the mean place of the neighbours above, then below, and keeps the best order met.
    mutating func reduceCrossings() {
        var best = rows, fewest = crossings()
        for sweep in 0..<24 where fewest > 0 {
            let isDown = sweep.isMultiple(of: 2)
            for number in isDown ? Array(rows.indices.dropFirst()) : Array(rows.indices.dropLast().reversed()) {
                sort(number, by: isDown ? above : below, in: rows[isDown ? number - 1 : number + 1])
            }
            let count = crossings()
            if count < fewest { (best, fewest) = (rows, count) }
        }
        rows = best
    }

    private mutating func sort(_ number: Int, by neighbours: [[Int]], in row: [Int]) {
        let places = Dictionary(uniqueKeysWithValues: row.enumerated().map { ($1, Double($0)) })
        let keys = rows[number].enumerated().map { place, vertex in
            let near = neighbours[vertex].compactMap { places[$0] }
            return (near.isEmpty ? Double(place) : near.reduce(0, +) / Double(near.count), place, vertex)
        }
        rows[number] = keys.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    private func crossings() -> Int {
        zip(rows, rows.dropFirst()).reduce(0) { total, pair in
            let places = Dictionary(uniqueKeysWithValues: pair.1.enumerated().map { ($1, $0) })
            let ends = pair.0.flatMap { vertex in below[vertex].compactMap { places[$0] }.sorted() }
            return total + Self.inversions(ends)
        }
    }

    /// How many pairs stand in the wrong order, by merging.
    private static func inversions(_ values: [Int]) -> Int {
        guard values.count > 1 else { return 0 }
        let middle = values.count / 2
        let left = values[..<middle].sorted(), right = values[middle...].sorted()
        var count = inversions(Array(values[..<middle])) + inversions(Array(values[middle...]))
        var place = 0
        for value in left {
            while place < right.count, right[place] < value { place += 1 }
            count += place
        }
        return count
    }
}
