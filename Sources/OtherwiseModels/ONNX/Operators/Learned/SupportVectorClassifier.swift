/// ai.onnx.ml.SVMClassifier with a linear kernel, trained on pairs of classes (libsvm).
///
/// Every pair of classes has a score; a class gets a vote from every pair that it wins, and the most votes decide.
struct SupportVectorClassifier: ONNXOperator {
    private let vectors: SupportVectors
    private let pairs: ClassPairs
    private let labels: ClassLabels
    private let probabilities: PairProbabilities?
    private let postTransform: PostTransform

    init(_ node: OperatorNode) throws(ModelError) {
        let attributes = node.attributes
        try attributes.checkKernel()
        labels = try attributes.classLabels(integers: "classlabels_ints")
        let counts = try attributes.integers("vectors_per_class") ?? []
        guard !counts.isEmpty else { throw .unsupported("A classifier without support vectors is not known here") }
        guard counts.count == labels.count, counts.allSatisfy({ 0...1 << 24 ~= $0 }), labels.count < 1 << 16 else {
            throw .malformed("\(labels.count) classes have vectors \(counts.prefix(8))", attribute: "vectors_per_class")
        }
        vectors = try SupportVectors(attributes, count: counts.reduce(0, +))
        pairs = try ClassPairs(attributes, vectorsPerClass: counts)
        probabilities = try PairProbabilities(attributes, classes: labels.count)
        postTransform = try attributes.postTransform()
        guard labels.count > 2 || postTransform != .probit || probabilities != nil else {
            throw .unsupported("PROBIT with two classes is not known here", attribute: "post_transform")
        }
    }

    func apply(to inputs: OperatorInputs) throws(ModelError) -> [ONNXValue] {
        let products = try vectors.products(with: try inputs.tensor(0))
        let rows = products.count / vectors.count
        _ = try [rows, labels.count, labels.count].elementCount()
        var scores: [Float] = []
        var winners: [Int] = []
        for row in 0..<rows {
            let own = pairs.scores(products[row * vectors.count..<(row + 1) * vectors.count])
            winners.append(pairs.winner(own))
            scores += finished(own)
        }
        return [
            .tensor(labels.labels(at: winners)),
            .tensor(Tensor(checked: [rows, rows == 0 ? labels.count : scores.count / rows], .float(scores))),
        ]
    }

    /// The scores that are returned: probabilities, or those of the pairs, or for two classes one score and its twin.
    private func finished(_ pairScores: [Float]) -> [Float] {
        var scores = probabilities?.probabilities(pairScores) ?? pairScores
        if scores.count == 1, let score = scores.first {
            return switch postTransform {
            case .none: [-score, score]
            case .logistic: [PostTransform.logistic(-score), PostTransform.logistic(score)]
            case .softmax, .softmaxZero, .probit: [1 - score, score]
            }
        }
        postTransform.apply(to: &scores, row: 0..<scores.count)
        return scores
    }

    var classLabels: ClassLabels? { labels }

    var scorer: Scorer.Structure? {
        // A score above 0 is a vote for the first class: turned around, so that the second has to be reached.
        guard labels.count == 2, let map = try? pairs.linearMap(of: vectors) else { return nil }
        return Scorer.Structure(
            body: .linear(map), decision: .above(threshold: -.leastNonzeroMagnitude, output: 0, labels: labels),
            postTransform: postTransform)
    }
}

extension SupportVectorClassifier: DifferentiableOperator {
    var derivative: Derivative {
        guard probabilities == nil else {
            return .unknown("Probabilities that couple pairs of classes have no derivative that is known here")
        }
        return postTransform == .none
            ? .known : .unknown("The derivative of \(postTransform.rawValue) is not known here")
    }

    /// The labels, the first output, move in jumps. Of two classes the first has the score of the pair, negated.
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        guard let adjoints = pass.adjoints.last.flatMap({ $0 }) else { return [] }
        let map = try pairs.map(of: vectors)
        let raw =
            labels.count == 2
            ? stride(from: 0, to: adjoints.count, by: 2).map { adjoints[$0 + 1] - adjoints[$0] } : adjoints
        return [map.adjoints(ofScores: raw)]
    }
}
