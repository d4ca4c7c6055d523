import Foundation

/// A function of two numbers, with broadcasting: Add, Sub, Mul, Div; of any number of inputs: Max, Min, Sum, Mean.
struct Arithmetic: TensorOperator {
    private let name: Name

    enum Name: String, CaseIterable {
        case add = "Add", subtract = "Sub", multiply = "Mul", divide = "Div"
        case maximum = "Max", minimum = "Min", sum = "Sum", mean = "Mean"
    }

    init(_ node: OperatorNode) throws(ModelError) {
        name = try node.named()
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let operands = try inputs.tensors()
        guard var result = operands.first else { throw .malformed("It has no inputs") }
        for operand in operands.dropFirst() { result = try name.apply(to: result, operand) }
        if name == .mean {
            let count = operands.count
            result = try result.mapped({ $0 / Float(count) }, { $0 / Double(count) })
        }
        return result
    }
}

extension Arithmetic.Name {
    fileprivate func apply(to first: Tensor, _ second: Tensor) throws(ModelError) -> Tensor {
        let plan = try BroadcastPlan([first.shape, second.shape])
        switch (first.storage, second.storage) {
        case (.float(let a), .float(let b)): return Tensor(checked: plan.shape, .float(apply(to: a, b, plan)))
        case (.double(let a), .double(let b)): return Tensor(checked: plan.shape, .double(apply(to: a, b, plan)))
        case (.int64(let a), .int64(let b)): return Tensor(checked: plan.shape, .int64(apply(to: a, b, plan)))
        default:
            throw .mismatch(
                "Elements of types \(first.storage.elementType) and \(second.storage.elementType) were given")
        }
    }

    private func apply<Number: BinaryFloatingPoint>(to a: [Number], _ b: [Number], _ plan: BroadcastPlan) -> [Number] {
        switch self {
        case .add, .sum, .mean: plan.combine(a, b, +)
        case .subtract: plan.combine(a, b, -)
        case .multiply: plan.combine(a, b, *)
        case .divide: plan.combine(a, b, /)
        // NaN wins over any number.
        case .maximum: plan.combine(a, b) { $0 > $1 || $0.isNaN ? $0 : $1 }
        case .minimum: plan.combine(a, b) { $0 < $1 || $0.isNaN ? $0 : $1 }
        }
    }

    /// Integers wrap around; a division by zero, which ONNX leaves open, gives the dividend.
    private func apply(to a: [Int64], _ b: [Int64], _ plan: BroadcastPlan) -> [Int64] {
        switch self {
        case .add, .sum, .mean: plan.combine(a, b, &+)
        case .subtract: plan.combine(a, b, &-)
        case .multiply: plan.combine(a, b, &*)
        case .divide: plan.combine(a, b) { $0.dividedReportingOverflow(by: $1).partialValue }
        case .maximum: plan.combine(a, b, max)
        case .minimum: plan.combine(a, b, min)
        }
    }
}
