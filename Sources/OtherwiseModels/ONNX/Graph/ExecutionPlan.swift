/// Which nodes to run for some of the values of a graph, and when a value is no longer needed.
struct ExecutionPlan: Sendable {
    /// Positions of nodes, in the order in which they run.
    let nodes: [Int]
    /// Behind which node (its position in `nodes`) which places can be emptied.
    let released: [[Int]]
    /// The places of the values wanted.
    let wanted: [Int]
    /// The places of all values that are read or wanted.
    let needed: Set<Int>

    /// - Complexity: Linear in nodes and edges.
    init(for wanted: [Int], in nodes: [CompiledNode?], from initialValues: [ONNXValue?]) {
        var needed = Set(wanted)
        var chosen: [Int] = []
        for position in nodes.indices.reversed() {
            guard let node = nodes[position], node.outputs.contains(where: { $0.map(needed.contains) ?? false }) else {
                continue
            }
            chosen.append(position)
            needed.formUnion(node.inputs.compactMap { $0 })
        }
        self.nodes = chosen.reversed()
        self.wanted = wanted
        self.needed = needed
        let constants = initialValues.indices.filter { initialValues[$0] != nil }
        released = Self.releases(self.nodes.compactMap { nodes[$0] }, keeping: Set(wanted + constants))
    }

    private static func releases(_ nodes: [CompiledNode], keeping kept: Set<Int>) -> [[Int]] {
        var seen = kept
        var released = [[Int]](repeating: [], count: nodes.count)
        for position in nodes.indices.reversed() {
            for place in (nodes[position].inputs + nodes[position].outputs).compactMap({ $0 })
            where seen.insert(place).inserted {
                released[position].append(place)
            }
        }
        return released
    }
}
