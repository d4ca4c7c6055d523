import Foundation

/// An activation with a parameter: LeakyRelu and Elu.
struct ParametricActivation: TensorOperator {
    private let alpha: Float
    private let isExponential: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        isExponential = node.operatorType == "Elu"
        alpha = try node.attributes.float("alpha") ?? (isExponential ? 1 : 0.01)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let x = try inputs.tensor(0)
        let wide = Double(alpha)
        return isExponential
            ? try x.mapped({ $0 < 0 ? alpha * expm1($0) : $0 }, { $0 < 0 ? wide * expm1($0) : $0 })
            : try x.mapped({ $0 < 0 ? alpha * $0 : $0 }, { $0 < 0 ? wide * $0 : $0 })
    }
}

extension ParametricActivation: DifferentiableOperator {
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let wide = Double(alpha)
        return [
            zip(try pass.inputs.tensor(0).asDoubles(), pass.adjoint).map { x, adjoint in
                adjoint * (x >= 0 ? 1 : isExponential ? wide * exp(x) : wide)
            }
        ]
    }
}
