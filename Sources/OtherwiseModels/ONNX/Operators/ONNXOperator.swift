/// An operation of the ONNX format.
///
/// A node is compiled once, when its model is loaded: `init` reads the attributes and checks them.
/// `apply` runs once per batch.
protocol ONNXOperator: Sendable {
    /// - Throws: `ModelError` with code `.unsupportedOperator` or `.unsupportedType` for a setting that is not
    ///   known here, which sends the model to another engine; any other code for a model that is broken.
    init(_ node: OperatorNode) throws(ModelError)

    /// The outputs, in the order of the ONNX format; there may be more than the node names.
    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue]

    /// What the operator computes, if it is a scorer whose structure is known.
    var scorer: Scorer.Structure? { get }
}

extension ONNXOperator {
    var scorer: Scorer.Structure? { nil }
}

/// What an operator is made from.
struct OperatorNode: Sendable {
    let operatorType: String
    /// The version of the operator set that the model was written for.
    let version: Int
    let attributes: NodeAttributes
    let outputCount: Int
}

/// The values that a node reads, by position.
struct OperatorInputs: Sendable {
    private let values: [ONNXValue?]

    init(_ values: [ONNXValue?]) { self.values = values }

    var count: Int { values.count }

    /// The value at `position`, or `nil` if it is left out.
    func value(_ position: Int) -> ONNXValue? {
        values.indices.contains(position) ? values[position] : nil
    }

    func optionalTensor(_ position: Int) throws(ModelError) -> Tensor? {
        guard let value = value(position) else { return nil }
        guard case .tensor(let tensor) = value else { throw .mismatch("Input \(position) is not a tensor") }
        return tensor
    }

    func tensor(_ position: Int) throws(ModelError) -> Tensor {
        guard let tensor = try optionalTensor(position) else { throw .malformed("Its input \(position) is left out") }
        return tensor
    }

    /// All inputs as tensors; none may be left out.
    func tensors() throws(ModelError) -> [Tensor] {
        var tensors: [Tensor] = []
        for position in values.indices { tensors.append(try tensor(position)) }
        return tensors
    }
}
