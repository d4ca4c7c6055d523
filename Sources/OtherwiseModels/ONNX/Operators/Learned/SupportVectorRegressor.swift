/// ai.onnx.ml.SVMRegressor with a linear kernel: `[rows × columns]` to `[rows × 1]`.
struct SupportVectorRegressor: TensorOperator {
    private let body: Body
    private let offset: Float
    private let isOneClass: Bool

    private enum Body: Sendable {
        case vectors(SupportVectors, coefficients: [Float])
        case linear(LinearMap)
    }

    init(_ node: OperatorNode) throws(ModelError) {
        let attributes = node.attributes
        let coefficients = try attributes.floats("coefficients")
        let count = try attributes.integer("n_supports") ?? 0
        offset = try attributes.floats("rho").first ?? 0
        isOneClass = try attributes.flag("one_class", default: false)
        guard count > 0 else {
            body = .linear(try LinearMap(coefficients: coefficients, intercepts: [offset]))
            return
        }
        try attributes.checkKernel()
        guard coefficients.count == count else {
            throw .malformed("\(count) vectors have \(coefficients.count) coefficients", attribute: "coefficients")
        }
        body = .vectors(try SupportVectors(attributes, count: count), coefficients: coefficients)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let input = try inputs.tensor(0)
        var values =
            switch body {
            case .linear(let map): try map.scores(of: input)
            case .vectors(let vectors, let coefficients):
                try LinearMap(coefficients: coefficients, intercepts: [offset]).scores(
                    of: try vectors.products(with: input))
            }
        if isOneClass { values = values.map { $0 > 0 ? 1 : -1 } }
        return Tensor(checked: [values.count, 1], .float(values))
    }

    var scorer: Scorer.Structure? {
        guard !isOneClass, let map = try? linearMap else { return nil }
        return Scorer.Structure(body: .linear(map), decision: .values, postTransform: .none)
    }

    private var linearMap: LinearMap {
        get throws(ModelError) {
            switch body {
            case .linear(let map): map
            case .vectors(let vectors, let coefficients):
                try LinearMap(coefficients: vectors.combined(coefficients).map { Float($0) }, intercepts: [offset])
            }
        }
    }
}

extension SupportVectorRegressor: DifferentiableOperator {
    var derivative: Derivative { isOneClass ? .zero : .known }

    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        [try linearMap.adjoints(ofScores: pass.adjoint)]
    }
}
