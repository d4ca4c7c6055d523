/// ai.onnx.ml.TreeEnsembleRegressor: `[rows × columns]` to `[rows × targets]`.
struct TreeEnsembleRegressor: TensorOperator, StepwiseOperator {
    private let kernel: TreeEnsembleKernel
    private let postTransform: PostTransform

    init(_ node: OperatorNode) throws(ModelError) {
        let attributes = node.attributes
        postTransform = try attributes.postTransform()
        kernel = TreeEnsembleKernel(
            try TreeEnsemble(
                nodeTable: attributes, weights: "target", outputCount: try attributes.integer("n_targets") ?? 0,
                baseValues: try attributes.floatList("base_values"),
                aggregate: try attributes.choice("aggregate_function", default: .sum)))
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        try kernel.regression(try inputs.tensor(0), postTransform)
    }

    var scorer: Scorer.Structure? { kernel.regressionStructure(postTransform) }
}

extension TreeEnsembleKernel {
    /// The scores of `rows`, transformed, `[rows × outputs]`.
    func regression(_ input: Tensor, _ postTransform: PostTransform) throws(ModelError) -> Tensor {
        let (rows, columns) = try input.shape.rowsAndColumns()
        var scores = try scores(of: try input.treeFloats(for: ensemble), columns: columns)
        let outputs = ensemble.outputCount
        let transform = postTransform.forScores(outputs)
        for row in 0..<rows { transform.apply(to: &scores, row: row * outputs..<(row + 1) * outputs) }
        return Tensor(checked: [rows, outputs], .float(scores))
    }

    /// `nil` if a score may lack its base value.
    func regressionStructure(_ postTransform: PostTransform) -> Scorer.Structure? {
        let isComplete = ensemble.outputCount == 1 || LeafPresence(ensemble).sameForAllRows?.contains(false) == false
        guard isComplete || ensemble.baseValues.allSatisfy({ $0 == 0 }) else { return nil }
        return Scorer.Structure(
            body: .trees(ensemble), decision: .values, postTransform: postTransform.forScores(ensemble.outputCount))
    }
}

extension Tensor {
    /// The elements in single precision, such that no test of `ensemble` can tell the difference.
    func treeFloats(for ensemble: TreeEnsemble) throws(ModelError) -> [Float] {
        guard case .double(let elements) = storage else { return try asFloats() }
        guard let rule = ensemble.roundingRule else {
            throw .unsupportedElements("Doubles cannot be rounded for trees that mix `<` with `<=`")
        }
        return elements.map { Float($0, rounding: rule) }
    }
}

extension TreeEnsemble {
    /// How doubles become floats without crossing a threshold: upwards for `≤` and `>`, downwards for `<` and `≥`.
    fileprivate var roundingRule: FloatingPointRoundingRule? {
        let tests = Set(nodes.map(\.test))
        if tests.isSubset(of: [.lessOrEqual, .greater, .leaf]) { return .up }
        return tests.isSubset(of: [.less, .greaterOrEqual, .leaf]) ? .down : nil
    }
}

extension Float {
    fileprivate init(_ number: Double, rounding rule: FloatingPointRoundingRule) {
        let nearest = Float(number)
        switch rule {
        case .up where Double(nearest) < number: self = nearest.nextUp
        case .down where Double(nearest) > number: self = nearest.nextDown
        default: self = nearest
        }
    }
}
