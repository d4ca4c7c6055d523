/// ai.onnx.ml.Binarizer: 1 above a threshold, else 0.
struct Binarizer: TensorOperator, StepwiseOperator {
    private let threshold: Float

    init(_ node: OperatorNode) throws(ModelError) { threshold = try node.attributes.float("threshold") ?? 1 }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        guard let elements = input.floats else { throw input.wrongElements("floats") }
        guard !elements.contains(where: \.isNaN) else { throw .invalidValue("A missing value cannot be compared") }
        return Tensor(checked: input.shape, .float(elements.map { $0 > threshold ? 1 : 0 }))
    }
}
