/// Class probabilities from the scores of pairs of classes (Platt scaling, then Wu, Lin and Weng, 2004, second method).
///
/// In single precision and with the stopping rule of ONNX Runtime.
struct PairProbabilities: Sendable {
    private let classes: Int
    private let slopes, offsets: [Float]

    /// `nil` if the model has no probabilities.
    init?(_ attributes: NodeAttributes, classes: Int) throws(ModelError) {
        slopes = try attributes.floats("prob_a")
        offsets = try attributes.floats("prob_b")
        self.classes = classes
        guard !slopes.isEmpty || !offsets.isEmpty else { return nil }
        guard slopes.count == offsets.count, slopes.count >= classes * (classes - 1) / 2 else {
            throw .malformed("There are \(slopes.count) slopes and \(offsets.count) offsets", attribute: "prob_a")
        }
    }

    func probabilities(_ scores: [Float]) -> [Float] { coupled(pairwise(scores)) }

    /// The probability of each class against each other one, `[classes × classes]`.
    private func pairwise(_ scores: [Float]) -> [Float] {
        var matrix = [Float](repeating: 0, count: classes * classes)
        var pair = 0
        for first in 0..<classes {
            for second in first + 1..<max(classes, first + 1) {
                let share = 1 - PostTransform.logistic(scores[pair] * slopes[pair] + offsets[pair])
                let bounded = min(max(share, 1e-7), 1 - 1e-7)
                matrix[first * classes + second] = bounded
                matrix[second * classes + first] = 1 - bounded
                pair += 1
            }
        }
        return matrix
    }

    /// The probabilities that agree best with those of the pairs: the minimum of `p · Q · p`.
    private func coupled(_ pairwise: [Float]) -> [Float] {
        let form = quadraticForm(pairwise)
        var p = [Float](repeating: 1 / Float(classes), count: classes)
        for _ in 0..<100 {
            var gradient = (0..<classes).map { row in
                (0..<classes).reduce(Float(0)) { $0 + form[row * classes + $1] * p[$1] }
            }
            var value = zip(p, gradient).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            guard gradient.contains(where: { abs($0 - value) >= 0.005 / Float(classes) }) else { break }
            for class_ in 0..<classes { improve(class_, form, &p, &gradient, &value) }
        }
        return p
    }

    private func improve(
        _ class_: Int, _ form: [Float], _ p: inout [Float], _ gradient: inout [Float], _ value: inout Float
    ) {
        let step = (-gradient[class_] + value) / form[class_ * classes + class_]
        p[class_] += step
        value =
            (value + step * (step * form[class_ * classes + class_] + 2 * gradient[class_])) / (1 + step) / (1 + step)
        for other in 0..<classes {
            gradient[other] = (gradient[other] + step * form[class_ * classes + other]) / (1 + step)
            p[other] /= 1 + step
        }
    }

    private func quadraticForm(_ r: [Float]) -> [Float] {
        var form = [Float](repeating: 0, count: classes * classes)
        for row in 0..<classes {
            for column in 0..<classes where column != row {
                let opposite = r[column * classes + row]
                form[row * classes + row] += opposite * opposite
                form[row * classes + column] = -opposite * r[row * classes + column]
            }
        }
        return form
    }
}
