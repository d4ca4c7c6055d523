/// And, Or and Xor, with broadcasting.
struct Logic: TensorOperator, StepwiseOperator {
    private let name: Name

    enum Name: String, CaseIterable {
        case and = "And", or = "Or", exclusiveOr = "Xor"
    }

    init(_ node: OperatorNode) throws(ModelError) {
        name = try node.named()
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (first, second) = (try inputs.tensor(0), try inputs.tensor(1))
        let plan = try BroadcastPlan([first.shape, second.shape])
        let (a, b) = (try first.asBools(), try second.asBools())
        let results =
            switch name {
            case .and: plan.combine(a, b) { $0 && $1 }
            case .or: plan.combine(a, b) { $0 || $1 }
            case .exclusiveOr: plan.combine(a, b, !=)
            }
        return Tensor(checked: plan.shape, .bool(results))
    }
}

/// Not.
struct Negation: TensorOperator, StepwiseOperator {
    init(_ node: OperatorNode) {}

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        return Tensor(checked: input.shape, .bool(try input.asBools().map { !$0 }))
    }
}

/// IsNaN.
struct MissingTest: TensorOperator, StepwiseOperator {
    init(_ node: OperatorNode) {}

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        switch input.storage {
        case .float(let elements): return Tensor(checked: input.shape, .bool(elements.map(\.isNaN)))
        case .double(let elements): return Tensor(checked: input.shape, .bool(elements.map(\.isNaN)))
        case .int64, .bool, .string: throw input.wrongElements("floats")
        }
    }
}
