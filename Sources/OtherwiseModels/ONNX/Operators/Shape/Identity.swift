/// Hands its input on: Identity, and Dropout outside training.
struct Identity: MovingOperator {
    init(_ node: OperatorNode) {}

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        guard let value = inputs.value(0) else { throw .malformed("Its input is left out") }
        return [value]
    }
}
