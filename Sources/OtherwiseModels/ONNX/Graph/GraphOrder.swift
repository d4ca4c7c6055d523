/// The order in which the nodes of a graph can run.
enum GraphOrder {
    /// The positions of `nodes`, each behind the nodes whose values it reads.
    ///
    /// Keeps the order of the file where it is free to (Kahn, 1962).
    ///
    /// - Parameter given: The values that are there from the start.
    /// - Throws: `ModelError` with code `.cyclic`, `.malformed` for a value that is written twice or never.
    /// - Complexity: Linear in nodes and edges.
    static func sorted(_ nodes: [GraphNode], given: Set<String>) throws(ModelError) -> [Int] {
        let writers = try writers(of: nodes, given: given)
        var readers = [[Int]](repeating: [], count: nodes.count)
        var waitsFor = [Int](repeating: 0, count: nodes.count)
        for (position, node) in nodes.enumerated() {
            for name in node.inputs where !name.isEmpty && !given.contains(name) {
                guard let writer = writers[name] else { throw Self.neverWritten(name, by: node) }
                readers[writer].append(position)
                waitsFor[position] += 1
            }
        }
        var order = nodes.indices.filter { waitsFor[$0] == 0 }
        var next = 0
        while next < order.count {
            for reader in readers[order[next]] {
                waitsFor[reader] -= 1
                if waitsFor[reader] == 0 { order.append(reader) }
            }
            next += 1
        }
        guard order.count == nodes.count else {
            throw cycle(nodes.indices.filter { waitsFor[$0] > 0 }.map { nodes[$0].name })
        }
        return order
    }

    private static func writers(of nodes: [GraphNode], given: Set<String>) throws(ModelError) -> [String: Int] {
        var writers: [String: Int] = [:]
        for (position, node) in nodes.enumerated() {
            for name in node.outputs where !name.isEmpty {
                guard writers.updateValue(position, forKey: name) == nil, !given.contains(name) else {
                    throw ModelError.malformed("The value '\(name)' is written twice").atNode(
                        node.name, node.operatorType)
                }
            }
        }
        return writers
    }

    private static func neverWritten(_ name: String, by node: GraphNode) -> ModelError {
        ModelError.malformed("It reads '\(name)', which nothing writes").atNode(node.name, node.operatorType)
    }

    private static func cycle(_ names: [String]) -> ModelError {
        let listed = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 5 ? ", …" : "")
        return ModelError(
            .cyclic, "\(names.count) nodes wait for one another or for a cycle: \(listed)",
            hint: "Export the model again; an ONNX graph has no cycles")
    }
}
