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

extension Arithmetic: DifferentiableOperator {
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let operands = try pass.inputs.tensors()
        let plan = try BroadcastPlan(operands.map(\.shape))
        let places = operands.indices.map { plan.positions(of: $0) }
        let elements = try operands.map { operand throws(ModelError) in try operand.asDoubles() }
        var sums = operands.map { [Double](repeating: 0, count: $0.count) }
        var own = [Double](repeating: 0, count: operands.count)
        for (element, adjoint) in pass.adjoint.enumerated() {
            for operand in operands.indices { own[operand] = elements[operand][places[operand][element]] }
            for operand in operands.indices where pass.wants(operand) {
                sums[operand][places[operand][element]] += adjoint * name.slope(of: operand, at: own)
            }
        }
        return sums.indices.map { pass.wants($0) ? sums[$0] : nil }
    }
}

extension Arithmetic.Name {
    /// How the result changes with one of the operands. Of several that are largest, the first counts.
    fileprivate func slope(of operand: Int, at values: [Double]) -> Double {
        switch self {
        case .add, .sum: 1
        case .mean: 1 / Double(values.count)
        case .subtract: operand == 0 ? 1 : -1
        case .multiply: values[1 - operand]
        case .divide: operand == 0 ? 1 / values[1] : -values[0] / (values[1] * values[1])
        case .maximum: operand == values.indices.max { values[$0] < values[$1] } ? 1 : 0
        case .minimum: operand == values.indices.min { values[$0] < values[$1] } ? 1 : 0
        }
    }
}
