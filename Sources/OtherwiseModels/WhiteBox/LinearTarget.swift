/// `Σ weights × score ≥ threshold` over the raw scores of a model.
package struct LinearTarget: Sendable, Hashable {
    package var weights: [Double]
    package var threshold: Double

    package init(weights: [Double], threshold: Double) {
        self.weights = weights
        self.threshold = threshold
    }
}
