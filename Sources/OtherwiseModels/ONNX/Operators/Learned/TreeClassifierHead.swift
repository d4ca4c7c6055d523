/// What a TreeEnsembleClassifier makes of the sums of its trees, as ONNX Runtime does it.
///
/// With more than two classes the largest score wins. With two classes the format leaves much open; ONNX Runtime
/// looks at which classes the leaves have weights for, at the signs of the weights and at the number of base values.
/// A score that no leaf contributes to is 0 before the transformation, whatever its base value.
struct TreeClassifierHead {
    let labels: ClassLabels
    let baseValues: [Float]
    let postTransform: PostTransform
    /// Whether the leaves have weights for one class of two, which is then the score of the second.
    let isOneSided: Bool
    /// Whether no weight is negative: then scores are probabilities, and one half is the threshold.
    let isNonNegative: Bool

    init(
        _ attributes: NodeAttributes, labels: ClassLabels, baseValues: [Float]
    ) throws(ModelError) {
        let scored = Set(try attributes.int64s("class_ids"))
        isOneSided = labels.count == 2 && scored.count == 1
        isNonNegative = try attributes.floatList("class_weights").allSatisfy { !($0 < 0) }
        postTransform = try attributes.postTransform()
        self.baseValues = baseValues
        // With weights for both of two classes ONNX Runtime returns the integers 0 and 1 themselves.
        if case .integers = labels, labels.count == 2, !isOneSided {
            self.labels = .integers([0, 1])
        } else {
            self.labels = labels
        }
        guard labels.count == 2 ? baseValues.count <= 2 : [0, labels.count].contains(baseValues.count) else {
            throw .malformed("\(labels.count) classes have \(baseValues.count) base values", attribute: "base_values")
        }
    }

    /// What the second class has to be above to be the label.
    var threshold: Float { isOneSided && isNonNegative ? 0.5 : 0 }

    /// Labels `[rows]` and scores `[rows × classes]`.
    func apply(to sums: TreeScores) -> (labels: Tensor, scores: Tensor) {
        let rows = sums.values.count / sums.outputCount
        var scores = sums.values
        var winners: [Int] = []
        winners.reserveCapacity(rows)
        for row in 0..<rows {
            winners.append(labels.count == 2 ? settleTwo(&scores, sums, row) : settleMany(&scores, sums, row))
        }
        return (labels.labels(at: winners), Tensor(checked: [rows, sums.outputCount], .float(scores)))
    }

    private func settleMany(_ scores: inout [Float], _ sums: TreeScores, _ row: Int) -> Int {
        let own = row * sums.outputCount..<(row + 1) * sums.outputCount
        for (index, base) in zip(own, baseValues) { scores[index] += base }
        let present = own.filter { !baseValues.isEmpty || sums.isPresent(row: row, output: $0 - own.lowerBound) }
        let winner = present.dropFirst().reduce(present.first ?? own.lowerBound) { scores[$1] > scores[$0] ? $1 : $0 }
        postTransform.apply(to: &scores, row: own)
        return winner - own.lowerBound
    }
}
