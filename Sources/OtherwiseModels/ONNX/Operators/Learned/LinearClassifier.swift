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

    /// Two logistic scores of which one mirrors the other are those of one.
    var scorer: Scorer.Structure? {
        if postTransform == .logistic, let single = map.secondOfMirrored {
            return Scorer.Structure(
                body: .linear(single), decision: .above(threshold: 0, output: 0, labels: labels),
                postTransform: .logistic)
        }
        return Scorer.Structure(
            body: .linear(map),
            decision: map.outputs == 1 ? .above(threshold: 0, output: 0, labels: labels) : .largest(labels: labels),
            postTransform: addsFirstClass && postTransform != .logistic ? .none : postTransform)
    }
}

extension LinearClassifier: DifferentiableOperator {
    var derivative: Derivative { addsFirstClass ? .known : postTransform.derivative }

    /// The labels, the first output, move in jumps.
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        guard let adjoints = pass.adjoints.last.flatMap({ $0 }), let scores = try pass.outputs.last??.asDoubles()
        else { return [] }
        let width = addsFirstClass ? 2 : map.outputs
        let raw = stride(from: 0, to: scores.count, by: width).flatMap { start in
            let row = start..<start + width
            return addsFirstClass
                ? [(adjoints[start + 1] - adjoints[start]) * slope(scores[start], scores[start + 1])]
                : postTransform.adjoints(of: adjoints[row], scores: scores[row])
        }
        return [map.adjoints(ofScores: raw)]
    }

    /// How the second of two scores changes with the raw one; the first changes as much the other way.
    private func slope(_ first: Double, _ second: Double) -> Double {
        postTransform == .logistic ? first * second : 1
    }
}
