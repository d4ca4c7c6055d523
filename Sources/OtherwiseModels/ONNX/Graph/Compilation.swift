/// Turns the nodes of a graph into operators, and names into places.
struct Compilation {
    private(set) var nodes: [CompiledNode?] = []
    private(set) var unsupported: [UnsupportedOperator] = []
    private(set) var places: [String: Int] = [:]
    private(set) var initialValues: [ONNXValue?] = []
    /// Where each obstacle stands in `unsupported`.
    private var obstacles: [Obstacle: Int] = [:]

    init(_ graph: DecodedGraph) throws(ModelError) {
        var values: [ONNXValue?] = []
        for (name, tensor) in graph.constants {
            places[name] = values.count
            values.append(.tensor(tensor))
        }
        for name in graph.inputs.map(\.name) + graph.nodes.flatMap(\.outputs) where places[name] == nil {
            places[name] = values.count
            values.append(nil)
        }
        initialValues = values
        for (node, attributes) in zip(graph.nodes, graph.attributes) {
            try compile(node, attributes, graph.operatorSets)
        }
    }

    func plan(for names: [String]) throws(ModelError) -> ExecutionPlan {
        var wanted: [Int] = []
        for name in names {
            guard let place = places[name] else { throw .malformed("The graph has no value '\(name)'") }
            wanted.append(place)
        }
        return ExecutionPlan(for: wanted, in: nodes, from: initialValues)
    }

    private mutating func compile(
        _ node: GraphNode, _ attributes: [ProtoAttribute], _ versions: [String: Int]
    ) throws(ModelError) {
        do throws(ModelError) {
            let operation = try OperatorRegistry.compile(
                OperatorNode(
                    operatorType: node.operatorType, version: versions[node.domain] ?? 1,
                    attributes: try NodeAttributes(attributes), outputCount: node.outputs.count),
                domain: node.domain)
            nodes.append(
                CompiledNode(
                    node: node, operation: operation,
                    inputs: node.inputs.map(place), outputs: node.outputs.map(place)))
        } catch {
            guard error.code == .unsupportedOperator || error.code == .unsupportedType else {
                throw error.atNode(node.name, node.operatorType)
            }
            nodes.append(nil)
            note(node, error.problem)
        }
    }

    /// The place of a value; an empty name is an input left out, or an output that nobody wants.
    private func place(_ name: String) -> Int? { name.isEmpty ? nil : places[name] }

    private mutating func note(_ node: GraphNode, _ reason: String) {
        let obstacle = Obstacle(domain: node.domain, operatorType: node.operatorType, reason: reason)
        if let place = obstacles[obstacle] { return unsupported[place].nodes.append(node.name) }
        obstacles[obstacle] = unsupported.count
        unsupported.append(
            UnsupportedOperator(
                domain: node.domain, operatorType: node.operatorType, nodes: [node.name], reason: reason))
    }

    /// What nodes that are not known here have in common.
    private struct Obstacle: Hashable {
        let domain, operatorType, reason: String
    }
}
