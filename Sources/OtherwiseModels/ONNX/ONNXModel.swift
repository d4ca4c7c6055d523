/// A model in the ONNX format: decoded, checked and ready to run.
///
/// ```swift
/// let model = try ONNXModel(path: path)
/// let rows = try Tensor(shape: [1, 4], .float([1, 2, 3, 4]))
/// let outputs = try model.run(["X": rows])
/// let label = outputs["label"]?.tensor
/// ```
public struct ONNXModel: Sendable {
    /// The file, or the name that the caller gave.
    public let name: String
    /// What the file says of itself.
    public let metadata: ONNXMetadata
    /// What must be given, without the inputs that have a value in the file.
    public let inputs: [ValueDescription]
    /// What the graph returns, in its own order.
    public let outputs: [ValueDescription]
    /// What is not known here. A model runs only if there is nothing.
    public let unsupportedOperators: [UnsupportedOperator]
    /// The operations, each behind those whose values it reads.
    package let nodes: [GraphNode]
    /// The values that lie in the file, by name.
    package let constants: [String: Tensor]

    /// The operations ready to run; `nil` for one that is not known here.
    let compiled: [CompiledNode?]
    /// The place of every value, by name.
    let places: [String: Int]
    /// What is there before a run: the constants, at their places.
    let initialValues: [ONNXValue?]
    /// How to compute `outputs`.
    let plan: ExecutionPlan

    init(_ proto: ProtoModel, name: String) throws(ModelError) {
        let graph = try DecodedGraph(proto)
        let compilation = try Compilation(graph)
        self.name = name
        metadata = ONNXMetadata(proto)
        inputs = graph.inputs
        outputs = graph.outputs
        unsupportedOperators = compilation.unsupported
        nodes = graph.nodes
        constants = graph.constants
        compiled = compilation.nodes
        places = compilation.places
        initialValues = compilation.initialValues
        plan = try compilation.plan(for: graph.outputs.map(\.name))
    }
}

/// Who made a model, and what its file says about it.
public struct ONNXMetadata: Sendable, Hashable {
    /// The name of the tool that wrote the file.
    public let producer: String
    /// The version of that tool.
    public let producerVersion: String
    /// The namespace of the model.
    public let domain: String
    /// The version of the model.
    public let modelVersion: Int64
    /// What the file says about the model.
    public let documentation: String
    /// The name of the graph.
    public let graphName: String
    /// The version of each set of operators, by domain; the standard operators have the domain `""`.
    public let operatorSets: [String: Int]
    /// What else the file says, by name.
    public let properties: [String: String]

    init(_ proto: ProtoModel) {
        producer = proto.producerName
        producerVersion = proto.producerVersion
        domain = proto.domain
        modelVersion = proto.modelVersion
        documentation = proto.docString
        graphName = proto.graph.name
        operatorSets = proto.operatorSets
        properties = Dictionary(proto.metadataProps.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    }
}

/// An operator that is not known here, and the nodes that use it.
public struct UnsupportedOperator: Sendable, Hashable {
    /// The namespace of the operator; empty for ONNX itself.
    public let domain: String
    /// The name of the operator.
    public let operatorType: String
    /// The names of the nodes that ask for it.
    public internal(set) var nodes: [String]
    /// What is not known: the operator, or one of its settings.
    public let reason: String
}

extension ProtoModel {
    var operatorSets: [String: Int] {
        Dictionary(
            opsetImport.map { ($0.domain == "ai.onnx" ? "" : $0.domain, Int($0.version)) }, uniquingKeysWith: max)
    }
}
