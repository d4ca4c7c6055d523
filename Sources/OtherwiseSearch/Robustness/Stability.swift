public import OtherwiseCore

/// How well a decision about a row bears that the model is trained anew (Hamman et al. 2023).
///
/// Where the scores of a whole neighbourhood are high and vary little, models that agree with this one on average
/// decide alike.
public struct Stability: Sendable, Hashable, Codable {
    /// How the scores of the neighbourhood are weighed.
    public let form: StabilityForm
    /// At most the mean score of the neighbourhood; 1 for one that surely is of the wanted outcome.
    public let value: Double
    /// Of the value, from the spread of the draws.
    public let standardError: Double
    /// The number of rows drawn.
    public let draws: Int
    /// The standard deviation of the noise on numbers, in units of their ranges.
    public let sigma: Double
    /// What holds of retrained models; `nil` where the bound is vacuous, or the model gives no gradients.
    @OrNull public private(set) var guarantee: RetrainingGuarantee?
}

/// How the scores of a neighbourhood amount to one number.
public enum StabilityForm: String, Sendable, Hashable, Codable, CaseIterable {
    /// The mean of `m(X) − |m(x) − m(X)|`: what the paper's experiments use.
    case relaxed
    /// The mean of `m(X) − γ ‖x − X‖`, for the steepest slope γ seen between the draws: what its guarantee speaks of.
    case lipschitz
    /// The mean less the standard deviation: for models without slopes, such as trees (Dutta et al. 2022). It carries no
    /// guarantee.
    case meanMinusDeviation = "mean-minus-deviation"
}
