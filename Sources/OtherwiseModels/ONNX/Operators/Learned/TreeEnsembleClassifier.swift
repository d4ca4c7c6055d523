/// ai.onnx.ml.TreeEnsembleClassifier: `[rows × columns]` to labels `[rows]` and scores `[rows × classes]`.
struct TreeEnsembleClassifier: StepwiseOperator {
    private let kernel: TreeEnsembleKernel
    private let head: TreeClassifierHead

    init(_ node: OperatorNode) throws(ModelError) {
        let attributes = node.attributes
        let labels = try attributes.classLabels(integers: "classlabels_int64s")
        guard labels.count > 1 else { throw .unsupported("A classifier of one class is not known here") }
        let ensemble = try TreeEnsemble(
            nodeTable: attributes, weights: "class", outputCount: labels.count, baseValues: [])
        kernel = TreeEnsembleKernel(ensemble)
        head = try TreeClassifierHead(attributes, labels: labels, baseValues: try attributes.floatList("base_values"))
    }

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        let input = try inputs.tensor(0)
        let columns = try input.shape.rowsAndColumns().columns
        let sums = try kernel.sums(of: try input.treeFloats(for: kernel.ensemble), columns: columns)
        let (labels, scores) = head.apply(to: sums)
        return [.tensor(labels), .tensor(scores)]
    }

    var scorer: Scorer.Structure? { head.structure(of: kernel.ensemble) }
}
