/// ai.onnx.ml.LinearRegressor: `[rows × columns]` to `[rows × targets]`.
struct LinearRegressor: TensorOperator {
    private let map: LinearMap
    private let postTransform: PostTransform

    init(_ node: OperatorNode) throws(ModelError) {
        let attributes = node.attributes
        let targets = try attributes.integer("targets") ?? 1
        guard 1...1 << 20 ~= targets else { throw .malformed("There are \(targets) targets", attribute: "targets") }
        let intercepts = try attributes.floats("intercepts")
        map = try LinearMap(
            coefficients: try attributes.floats("coefficients"),
            intercepts: intercepts.count == targets ? intercepts : [Float](repeating: 0, count: targets))
        postTransform = try attributes.postTransform().forScores(targets)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        var scores = try map.scores(of: try inputs.tensor(0))
        let rows = scores.count / map.outputs
        for row in 0..<rows { postTransform.apply(to: &scores, row: row * map.outputs..<(row + 1) * map.outputs) }
        return Tensor(checked: [rows, map.outputs], .float(scores))
    }

    var scorer: Scorer.Structure? {
        Scorer.Structure(body: .linear(map), decision: .values, postTransform: postTransform)
    }
}

extension PostTransform {
    /// On a single score ONNX Runtime applies no transformation but PROBIT.
    func forScores(_ count: Int) -> PostTransform { count == 1 && self != .probit ? .none : self }
}

extension LinearMap {
    /// The scores of the rows of a tensor of numbers.
    func scores(of input: Tensor) throws(ModelError) -> [Float] {
        let width = try input.shape.rowsAndColumns().columns
        guard width == columns else { throw .mismatch("\(columns) columns were expected, rows of \(width) were given") }
        return try scores(of: try input.asFloats())
    }
}

extension LinearRegressor: DifferentiableOperator {
    var derivative: Derivative { postTransform.derivative }

    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let scores = try pass.outputs.first??.asDoubles() ?? []
        let raw = stride(from: 0, to: scores.count, by: map.outputs).flatMap { start in
            let row = start..<start + map.outputs
            return postTransform.adjoints(of: pass.adjoint[row], scores: scores[row])
        }
        return [map.adjoints(ofScores: raw)]
    }
}
