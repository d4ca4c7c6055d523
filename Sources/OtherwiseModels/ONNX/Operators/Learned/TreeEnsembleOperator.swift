/// ai.onnx.ml.TreeEnsemble: `[rows × columns]` to `[rows × targets]`.
struct TreeEnsembleOperator: TensorOperator, StepwiseOperator {
    private let kernel: TreeEnsembleKernel
    private let postTransform: PostTransform

    init(_ node: OperatorNode) throws(ModelError) {
        // The order of ONNX Runtime; the ONNX documentation has softmax before logistic.
        let transforms: [PostTransform] = [.none, .logistic, .softmax, .softmaxZero, .probit]
        let transform = try node.attributes.integer("post_transform") ?? 0
        guard transforms.indices.contains(transform) else {
            throw .unsupported("Transformation \(transform) is not known here", attribute: "post_transform")
        }
        postTransform = transforms[transform]
        kernel = TreeEnsembleKernel(try TreeEnsemble(splitTable: node.attributes))
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        try kernel.regression(try inputs.tensor(0), postTransform)
    }

    var scorer: Scorer.Structure? { kernel.regressionStructure(postTransform) }
}
