import Foundation

/// Decoding against a counterfactual context: what only the factual context makes likely is favoured.
///
/// The score of a token is `(1 + weight) · log p(token | factual) − weight · log p(token | counterfactual)`, over the
/// tokens whose factual probability is at least `plausibility` times the largest (Li et al. 2023, equations 2 and 3;
/// Leng et al. 2024, equations 3 and 4, for a distorted second context).
public struct ContrastiveDecoding: Sendable, Hashable {
    /// How strongly the counterfactual context counts; at least 0, and 0 ignores it.
    public var weight: Double
    /// In [0, 1]; 0 admits every token, 1 the most likely alone.
    public var plausibility: Double

    /// - Parameters:
    ///   - weight: At least 0; 0 ignores the counterfactual context.
    ///   - plausibility: In [0, 1].
    public init(weight: Double = 1, plausibility: Double = 0.1) {
        self.weight = weight
        self.plausibility = plausibility
    }

    /// - Throws: `ModelError.invalidValue` naming the setting that is out of its range.
    public func check() throws(ModelError) {
        guard weight >= 0, weight.isFinite else {
            throw ModelError(.invalidValue, "the weight of the contrast is \(weight)", hint: "Give 0 or more")
        }
        guard (0...1).contains(plausibility) else {
            throw ModelError(.invalidValue, "the plausibility is \(plausibility)", hint: "Give 0 to 1")
        }
    }

    /// The scores of all tokens, to be read as logits; minus infinity where a token is implausible, `[vocabulary]`.
    ///
    /// - Parameters:
    ///   - factual: `[vocabulary]`, not empty.
    ///   - counterfactual: `[vocabulary]`.
    public func logits(
        factual: UnsafeBufferPointer<Float>, counterfactual: UnsafeBufferPointer<Float>
    ) -> [Float] {
        let floor = Float(log(plausibility)) + factual[factual.indexOfLargest]
        let (here, there) = (factual.logSumExp, counterfactual.logSumExp)
        return zip(factual, counterfactual).map { logit, other in
            logit < floor ? -.infinity : Float(1 + weight) * (logit - here) - Float(weight) * (other - there)
        }
    }
}
