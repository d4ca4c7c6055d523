/// Expand: repeated along dimensions of size 1.
struct Expansion: TensorOperator, MovingOperator {
    init(_ node: OperatorNode) {}

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (input, shape) = (try inputs.tensor(0), try inputs.tensor(1).asIndices())
        let plan = try BroadcastPlan([input.shape, shape])
        return input.picking(plan.positions(of: 0), shape: plan.shape)
    }
}
