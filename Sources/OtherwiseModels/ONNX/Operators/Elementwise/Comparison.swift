/// Less, LessOrEqual, Greater, GreaterOrEqual and Equal, with broadcasting.
struct Comparison: TensorOperator, StepwiseOperator {
    private let name: Name

    enum Name: String, CaseIterable {
        case less = "Less", lessOrEqual = "LessOrEqual", greater = "Greater", greaterOrEqual = "GreaterOrEqual"
        case equal = "Equal"
    }

    init(_ node: OperatorNode) throws(ModelError) {
        name = try node.named()
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (first, second) = (try inputs.tensor(0), try inputs.tensor(1))
        let plan = try BroadcastPlan([first.shape, second.shape])
        let results: [Bool]
        switch (first.storage, second.storage) {
        case (.float(let a), .float(let b)): results = name.compare(a, b, plan)
        case (.double(let a), .double(let b)): results = name.compare(a, b, plan)
        case (.int64(let a), .int64(let b)): results = name.compare(a, b, plan)
        case (.string(let a), .string(let b)) where name == .equal: results = plan.combine(a, b, ==)
        case (.bool(let a), .bool(let b)) where name == .equal: results = plan.combine(a, b, ==)
        default:
            throw .mismatch(
                "Elements of types \(first.storage.elementType) and \(second.storage.elementType) were given")
        }
        return Tensor(checked: plan.shape, .bool(results))
    }
}

extension Comparison.Name {
    fileprivate func compare<Element: Comparable>(_ a: [Element], _ b: [Element], _ plan: BroadcastPlan) -> [Bool] {
        switch self {
        case .less: plan.combine(a, b, <)
        case .lessOrEqual: plan.combine(a, b, <=)
        case .greater: plan.combine(a, b, >)
        case .greaterOrEqual: plan.combine(a, b, >=)
        case .equal: plan.combine(a, b, ==)
        }
    }
}
