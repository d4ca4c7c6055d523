/// Where: an element of the second input where the first is true, of the third where it is false.
struct Choice: TensorOperator, MovingOperator {
    init(_ node: OperatorNode) {}

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (condition, ifTrue, ifFalse) = (try inputs.tensor(0), try inputs.tensor(1), try inputs.tensor(2))
        let plan = try BroadcastPlan([condition.shape, ifTrue.shape, ifFalse.shape])
        let isTrue = try condition.asBools()
        let both = Tensor(list: try ifTrue.storage.appending(ifFalse.storage))
        let offset = ifTrue.count
        let places = zip(plan.positions(of: 1), plan.positions(of: 2))
        let chosen = zip(plan.positions(of: 0), places).map { isTrue[$0] ? $1.0 : offset + $1.1 }
        return both.picking(chosen, shape: plan.shape)
    }

    func moves(input: Int) -> Bool { input > 0 }
}
