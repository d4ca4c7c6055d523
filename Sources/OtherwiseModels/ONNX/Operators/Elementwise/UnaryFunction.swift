import Foundation

/// A function of one number, applied to every element.
struct UnaryFunction: TensorOperator {
    private let name: Name

    enum Name: String, CaseIterable {
        case abs = "Abs", negate = "Neg", sign = "Sign", reciprocal = "Reciprocal"
        case exponential = "Exp", logarithm = "Log", squareRoot = "Sqrt", errorFunction = "Erf"
        case floor = "Floor", ceiling = "Ceil", round = "Round"
        case relu = "Relu", sigmoid = "Sigmoid", hyperbolicTangent = "Tanh", softplus = "Softplus"
    }

    init(_ node: OperatorNode) throws(ModelError) {
        name = try node.named()
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        try name.apply(to: inputs.tensor(0))
    }
}

extension UnaryFunction.Name {
    fileprivate func apply(to x: Tensor) throws(ModelError) -> Tensor {
        switch self {
        case .abs: try x.mapped(Swift.abs, Swift.abs) { $0 < 0 ? 0 &- $0 : $0 }
        case .negate: try x.mapped(-, -) { 0 &- $0 }
        case .sign: try x.mapped(signOf, signOf) { $0.signum() }
        case .reciprocal: try x.mapped({ 1 / $0 }, { 1 / $0 })
        case .exponential: try x.mapped(exp, exp)
        case .logarithm: try x.mapped(log, log)
        case .squareRoot: try x.mapped({ $0.squareRoot() }, { $0.squareRoot() })
        case .errorFunction: try x.mapped(erf, erf)
        case .floor: try x.mapped({ $0.rounded(.down) }, { $0.rounded(.down) }) { $0 }
        case .ceiling: try x.mapped({ $0.rounded(.up) }, { $0.rounded(.up) }) { $0 }
        case .round: try x.mapped({ $0.rounded(.toNearestOrEven) }, { $0.rounded(.toNearestOrEven) }) { $0 }
        // NaN stays NaN: it is not below zero either.
        case .relu: try x.mapped({ $0 <= 0 ? 0 : $0 }, { $0 <= 0 ? 0 : $0 }) { max($0, 0) }
        case .sigmoid: try x.mapped(PostTransform.logistic) { 1 / (1 + exp(-$0)) }
        case .hyperbolicTangent: try x.mapped(tanh, tanh)
        case .softplus:
            try x.mapped(
                { $0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0)) },
                { $0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0)) })
        }
    }
}

private func signOf<Number: BinaryFloatingPoint>(_ x: Number) -> Number {
    x > 0 ? 1 : x < 0 ? -1 : x
}
