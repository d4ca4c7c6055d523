/// Expand: repeated along dimensions of size 1.
struct Expansion: ONNXOperator {
    init(_ node: OperatorNode) {}

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        let (input, shape) = (try inputs.tensor(0), try inputs.tensor(1).asIndices())
        let plan = try BroadcastPlan([input.shape, shape])
        return [.tensor(input.picking(plan.positions(of: 0), shape: plan.shape))]
    }
}
