/// A graph as its file describes it, in running order.
struct DecodedGraph {
    let nodes: [GraphNode]
    let attributes: [[ProtoAttribute]]
    let operatorSets: [String: Int]
    let constants: [String: Tensor]
    let inputs: [ValueDescription]
    let outputs: [ValueDescription]

    init(_ proto: ProtoModel) throws(ModelError) {
        let graph = proto.graph
        guard graph.sparseInitializer.isEmpty else { throw .unsupportedElements("The graph has sparse tensors") }
        constants = try Self.constants(graph.initializer)
        inputs = graph.input.map(ValueDescription.init).filter { [constants] in constants[$0.name] == nil }
        outputs = graph.output.map(ValueDescription.init)
        operatorSets = proto.operatorSets
        let listed = graph.node.enumerated().map { GraphNode($1, position: $0) }
        let given = Set(constants.keys).union(inputs.map(\.name))
        let order = try GraphOrder.sorted(listed, given: given)
        nodes = order.map { listed[$0] }
        attributes = order.map { graph.node[$0].attribute }
        try Self.check(outputs, given.union(listed.flatMap(\.outputs)))
    }

    private static func constants(_ protos: [ProtoTensor]) throws(ModelError) -> [String: Tensor] {
        var constants: [String: Tensor] = [:]
        for proto in protos {
            guard constants.updateValue(try Tensor(proto), forKey: proto.name) == nil else {
                throw .malformed("The initializer '\(proto.name)' is given twice")
            }
        }
        return constants
    }

    private static func check(_ outputs: [ValueDescription], _ known: Set<String>) throws(ModelError) {
        guard !outputs.isEmpty else { throw .malformed("The graph has no outputs") }
        for output in outputs where output.name.isEmpty || !known.contains(output.name) {
            throw .malformed("Nothing writes the output '\(output.name)'")
        }
    }
}

extension ValueDescription {
    fileprivate init(_ proto: ProtoValueInfo) {
        self.init(name: proto.name, type: ValueType(proto.type))
    }
}
