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

    /// The classes that it names, if it does: every operator that writes labels must tell them.
    var classLabels: ClassLabels? { get }
}

extension ONNXOperator {
    var scorer: Scorer.Structure? { nil }

    var classLabels: ClassLabels? {
        switch scorer?.decision {
        case .above(_, _, let labels), .largest(let labels), .other(let labels): labels
        case .values, nil: nil
        }
    }
}

/// An operator whose only output is a tensor.
protocol TensorOperator: ONNXOperator {
    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor
}

extension TensorOperator {
    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] { [.tensor(try output(of: inputs))] }
}

/// What an operator is made from.
struct OperatorNode: Sendable {
    let operatorType: String
    /// The version of the operator set that the model was written for.
    let version: Int
    let attributes: NodeAttributes
    let outputCount: Int

    /// The operator's name as one of a family.
    func named<Name: RawRepresentable<String>>() throws(ModelError) -> Name {
        guard let name = Name(rawValue: operatorType) else { throw .unsupported("The operator is not known here") }
        return name
    }
}
