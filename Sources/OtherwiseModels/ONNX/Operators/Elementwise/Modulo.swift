import Foundation

/// Mod: the remainder with the sign of the divisor, or with `fmod` that of the dividend.
struct Modulo: TensorOperator {
    private let isTruncating: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        isTruncating = try node.attributes.flag("fmod", default: false)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (first, second) = (try inputs.tensor(0), try inputs.tensor(1))
        let plan = try BroadcastPlan([first.shape, second.shape])
        switch (first.storage, second.storage) {
        case (.float(let a), .float(let b)): return Tensor(checked: plan.shape, .float(plan.combine(a, b, fmod)))
        case (.double(let a), .double(let b)): return Tensor(checked: plan.shape, .double(plan.combine(a, b, fmod)))
        case (.int64(let a), .int64(let b)):
            return Tensor(checked: plan.shape, .int64(plan.combine(a, b, remainder)))
        default: throw first.wrongElements("two tensors of one type")
        }
    }

    private func remainder(_ a: Int64, _ b: Int64) -> Int64 {
        let remainder = a.remainderReportingOverflow(dividingBy: b).partialValue
        return isTruncating || remainder == 0 || (remainder < 0) == (b < 0) ? remainder : remainder &+ b
    }
}
