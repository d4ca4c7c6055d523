/// One operation of a graph: what it is, what it reads and what it writes.
package struct GraphNode: Sendable, Hashable {
    package let name: String
    package let operatorType: String
    /// Empty for the standard operators, `ai.onnx.ml` for those of trained models.
    package let domain: String
    /// The names of the values read; empty for one that is left out.
    package let inputs: [String]
    /// The names of the values written; empty for one that nobody wants.
    package let outputs: [String]

    init(_ proto: ProtoNode, position: Int) {
        name = proto.name.isEmpty ? "#\(position)" : proto.name
        operatorType = proto.opType
        domain = proto.domain == "ai.onnx" ? "" : proto.domain
        inputs = proto.input
        outputs = proto.output
    }
}
