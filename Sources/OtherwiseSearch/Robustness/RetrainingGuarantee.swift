import Foundation

/// What holds of a model that is trained anew, on two conditions (Hamman et al. 2023, theorem 1).
///
/// Nothing here says whether they are met: retrained models show that.
public struct RetrainingGuarantee: Sendable, Hashable, Codable {
    /// The least probability that it decides alike, above an even chance.
    public let probability: Double
    /// First condition: around the answer neither model's score changes faster, per unit of the numbers' ranges. The
    /// steepest gradient of this model at the answer and at the draws.
    public let slope: Double
    /// Second: scores around the answer, averaged over retrained models, differ by no more from this model's.
    public let tolerance: Double
}

extension NeighbourhoodScores {
    /// The probability that a retrained model scores the row at least `stability − slack`, both models of this slope
    /// and the slack at least twice what they differ by on average.
    ///
    /// ```
    /// Pr(M(x) ≥ R − ε) ≥ 1 − exp(−k ε² / (8 (γ + γ)² σ²))
    /// ```
    package func probability(slack: Double) -> Double {
        guard slack > 0 else { return 0 }
        let slope = slope
        guard slope > 0, sigma > 0 else { return 1 }
        return 1 - exp(-Double(scores.count) * slack * slack / (8 * 4 * slope * slope * sigma * sigma))
    }

    /// `nil` below an even chance, and where slopes are but those between draws: in many dimensions these lie far below
    /// the steepest.
    var guarantee: RetrainingGuarantee? {
        guard let knownSlope else { return nil }
        let slack = estimate(.lipschitz).value - floor
        let probability = probability(slack: slack)
        guard probability > 0.5 else { return nil }
        return RetrainingGuarantee(probability: probability, slope: knownSlope, tolerance: slack / 2)
    }
}
