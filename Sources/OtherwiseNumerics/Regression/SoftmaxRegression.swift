import Foundation

/// Multinomial logistic regression with an L2 penalty: how likely each class is, given the features.
///
/// The penalty keeps the coefficients finite where the features tell the classes apart, so that there is always one
/// solution, and no learning rate to choose.
package struct SoftmaxRegression: Sendable, Hashable {
    package let classCount: Int
    package let columnCount: Int
    /// `[classes × (columns + 1)]`; the last of a class is its intercept.
    package let weights: [Double]

    /// Minimises the mean cross-entropy plus `penalty / 2` times the sum of squared weights, intercepts aside.
    ///
    /// - Parameters:
    ///   - rows: Columns below `columnCount`.
    ///   - classes: Of each row, below `classCount`.
    ///   - weights: How often each row counts; `nil` for once.
    ///   - penalty: Above 0.
    package init(
        _ rows: [SparseRow], classes: [Int], weights counts: [Double]? = nil, classCount: Int, columnCount: Int,
        penalty: Double, optimiser: LBFGS = LBFGS()
    ) {
        self.classCount = classCount
        self.columnCount = columnCount
        let stride = columnCount + 1
        let counts = counts ?? [Double](repeating: 1, count: rows.count), total = max(counts.reduce(0, +), 1)
        let start = [Double](repeating: 0, count: classCount * stride)
        weights = optimiser.minimum(from: start) { weights, gradient in
            var loss = 0.0
            for (place, row) in rows.enumerated() {
                let its = classes[place], share = counts[place] / total
                let chances = Self.probabilities(row, weights, classCount, stride)
                loss -= share * log(max(chances[its], .leastNormalMagnitude))
                for other in 0..<classCount {
                    let error = share * (chances[other] - (other == its ? 1 : 0))
                    let offset = other * stride
                    for (column, value) in zip(row.columns, row.values) { gradient[offset + column] += error * value }
                    gradient[offset + columnCount] += error
                }
            }
            for place in weights.indices where (place + 1) % stride != 0 {
                loss += penalty / 2 * weights[place] * weights[place]
                gradient[place] += penalty * weights[place]
            }
            return loss
        }
    }

    /// `[classes]`, which add up to 1.
    package func probabilities(_ row: SparseRow) -> [Double] {
        Self.probabilities(row, weights, classCount, columnCount + 1)
    }

    /// The likeliest class, the first of equals.
    package func decision(_ row: SparseRow) -> Int {
        let chances = probabilities(row)
        return chances.indices.max { (chances[$0], $1) < (chances[$1], $0) } ?? 0
    }

    private static func probabilities(
        _ row: SparseRow, _ weights: [Double], _ classCount: Int, _ stride: Int
    ) -> [Double] {
        let logits = (0..<classCount).map { place in
            var sum = weights[place * stride + stride - 1]
            for (column, value) in zip(row.columns, row.values) { sum += weights[place * stride + column] * value }
            return sum
        }
        let largest = logits.max() ?? 0
        let powers = logits.map { exp($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
