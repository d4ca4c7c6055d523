/// ai.onnx.ml.LinearClassifier: `[rows × columns]` to labels `[rows]` and scores `[rows × classes]`.
struct LinearClassifier: ONNXOperator {
    private let map: LinearMap
    private let labels: ClassLabels
    private let postTransform: PostTransform
    /// Whether the one score there is gets a twin for the first of two classes.
    private let addsFirstClass: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        let attributes = node.attributes
        map = try LinearMap(
            coefficients: try attributes.floats("coefficients"), intercepts: try attributes.floats("intercepts"))
        labels = try attributes.classLabels(integers: "classlabels_ints")
        guard map.outputs == 1 ? labels.count == 2 : labels.count >= map.outputs else {
            throw .malformed("\(map.outputs) scores have \(labels.count) labels", attribute: "classlabels_ints")
        }
        addsFirstClass = map.outputs == 1
        postTransform = try attributes.postTransform()
        guard !addsFirstClass || postTransform != .probit else {
            throw .unsupported("PROBIT with one score for two classes is not known here", attribute: "post_transform")
        }
    }

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        var scores = try map.scores(of: try inputs.tensor(0))
        let outputs = map.outputs
        let rows = scores.count / outputs
        let winners = (0..<rows).map { winner(in: scores, $0 * outputs..<($0 + 1) * outputs) }
        if addsFirstClass {
            scores = scores.flatMap(twoScores)
        } else {
            for row in 0..<rows { postTransform.apply(to: &scores, row: row * outputs..<(row + 1) * outputs) }
        }
        let shape = [rows, addsFirstClass ? 2 : outputs]
        return [.tensor(labels.labels(at: winners)), .tensor(Tensor(checked: shape, .float(scores)))]
    }

    private func twoScores(_ score: Float) -> [Float] {
        postTransform == .logistic
            ? [PostTransform.logistic(-score), PostTransform.logistic(score)] : [1 - score, score]
    }

    private func winner(in scores: [Float], _ row: Range<Int>) -> Int {
        guard map.outputs > 1 else { return scores[row.lowerBound] > 0 ? 1 : 0 }
        return row.reduce(row.lowerBound) { scores[$1] > scores[$0] ? $1 : $0 } - row.lowerBound
    }

    var scorer: Scorer.Structure? {
        Scorer.Structure(
            body: .linear(map),
            decision: map.outputs == 1 ? .above(threshold: 0, output: 0, labels: labels) : .largest(labels: labels),
            postTransform: addsFirstClass && postTransform != .logistic ? .none : postTransform)
    }
}
