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
    /// The least probability that a retrained model decides alike, if it agrees with this one on average and is no
    /// steeper than this one was seen to be; `nil` where the bound is vacuous, or the form knows no slope.
    public let guarantee: Double?
}

extension Stability {
    private enum Key: String, CodingKey {
        case form, value, standardError, draws, sigma, guarantee
    }

    /// `null` for a guarantee that is vacuous.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(form, forKey: .form)
        try container.encode(value, forKey: .value)
        try container.encode(standardError, forKey: .standardError)
        try container.encode(draws, forKey: .draws)
        try container.encode(sigma, forKey: .sigma)
        try container.encode(guarantee, forKey: .guarantee)
    }
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
