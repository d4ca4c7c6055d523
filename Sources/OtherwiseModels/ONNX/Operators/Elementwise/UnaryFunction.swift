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

extension UnaryFunction: DifferentiableOperator {
    var derivative: Derivative {
        switch name {
        case .sign, .floor, .ceiling, .round: .zero
        default: .known
        }
    }

    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        [zip(try pass.inputs.tensor(0).asDoubles(), pass.adjoint).map { $1 * name.slope(at: $0) }]
    }
}

extension UnaryFunction.Name {
    /// The derivative at a number, at a kink that of the left side.
    fileprivate func slope(at x: Double) -> Double {
        switch self {
        case .abs: x > 0 ? 1 : -1
        case .negate: -1
        case .sign, .floor, .ceiling, .round: 0
        case .reciprocal: -1 / (x * x)
        case .exponential: exp(x)
        case .logarithm: 1 / x
        case .squareRoot: 0.5 / x.squareRoot()
        case .errorFunction: 2 / Double.pi.squareRoot() * exp(-x * x)
        case .relu: x > 0 ? 1 : 0
        case .sigmoid: Self.logistic(x) * Self.logistic(-x)
        case .hyperbolicTangent: 1 - tanh(x) * tanh(x)
        case .softplus: Self.logistic(x)
        }
    }

    private static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
