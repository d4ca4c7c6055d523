import Foundation

/// Pow: the result has the type of the base, whatever that of the exponent.
struct Power: TensorOperator {
    init(_ node: OperatorNode) {}

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (base, exponent) = (try inputs.tensor(0), try inputs.tensor(1))
        let plan = try BroadcastPlan([base.shape, exponent.shape])
        let storage: Tensor.Storage
        switch (base.storage, exponent.storage) {
        case (.float(let x), .float(let y)): storage = .float(plan.combine(x, y, power))
        case (.int64(let x), _):
            storage = .int64(plan.combine(x.map(Double.init), try exponent.asDoubles()) { Int64(x86: pow($0, $1)) })
        case (.float(let x), _): storage = .float(plan.combine(x, try exponent.asFloats(), power))
        case (.double(let x), _): storage = .double(plan.combine(x, try exponent.asDoubles(), pow))
        case (.bool, _), (.string, _): throw base.wrongElements("numbers")
        }
        return Tensor(checked: plan.shape, storage)
    }
}

/// `x` to the power `y`; a square without a detour over logarithms, as ONNX Runtime does it.
private func power(_ x: Float, _ y: Float) -> Float {
    y == 2 ? x * x : pow(x, y)
}

extension Power: DifferentiableOperator {
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let (base, exponent) = (try pass.inputs.tensor(0), try pass.inputs.tensor(1))
        let plan = try BroadcastPlan([base.shape, exponent.shape])
        let (x, y) = (try base.asDoubles(), try exponent.asDoubles())
        var (ofBase, ofExponent) = (x.map { _ in 0.0 }, y.map { _ in 0.0 })
        let places = zip(plan.positions(of: 0), plan.positions(of: 1))
        for ((first, second), adjoint) in zip(places, pass.adjoint) {
            ofBase[first] += adjoint * y[second] * pow(x[first], y[second] - 1)
            if pass.wants(1) { ofExponent[second] += adjoint * pow(x[first], y[second]) * log(x[first]) }
        }
        return [ofBase, ofExponent]
    }
}
