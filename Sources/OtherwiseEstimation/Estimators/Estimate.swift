import OtherwiseNumerics

/// An estimated effect with its uncertainty.
public struct Estimate: Sendable, Hashable, Codable {
    /// The effect, in the unit of the outcome.
    public let value: Double
    /// Its standard error, in the same unit.
    public let standardError: Double
    /// The ends of the 95% confidence interval.
    public let lower: Double
    /// The upper end.
    public let upper: Double

    init(_ value: Double, standardError: Double) {
        self.value = value
        self.standardError = standardError
        lower = value - NormalDistribution.width95 * standardError
        upper = value + NormalDistribution.width95 * standardError
    }

    /// - Parameters:
    ///   - influence: What each unit contributes to the error (Hampel 1974); the variance is their sum of squares over
    ///     the square of their number.
    ///   - parameters: The number of fitted coefficients, for the correction of small samples (MacKinnon and White
    ///     1985, HC1).
    init(_ value: Double, influence: [Double], parameters: Int = 1) {
        let count = Double(influence.count)
        let squares = influence.reduce(0) { $0 + $1 * $1 }
        self.init(value, standardError: (squares / count / max(count - Double(parameters), 1)).squareRoot())
    }

    /// - Throws: `EstimationError` where numbers are so great that no effect can be worked out with them.
    func requireFinite() throws(EstimationError) -> Estimate {
        guard value.isFinite, standardError.isFinite else {
            throw .unusable(
                column: "outcome", problem: "or the treatment is too great a number to work with",
                hint: "Measure it in a greater unit, such as millions")
        }
        return self
    }

    /// The effect of a change `factor` times as large.
    func scaled(by factor: Double) -> Estimate { Estimate(value * factor, standardError: standardError * abs(factor)) }
}

/// Whom an effect is the average over.
public enum Population: String, Sendable, Hashable, Codable {
    case everyone
    case treated
}

/// A way to estimate an effect.
public enum EstimationMethod: String, Sendable, Hashable, Codable, CaseIterable {
    case unadjusted
    case regression
    case weighting = "ipw"
    case doublyRobust = "aipw"
    case frontDoor = "front-door"
    case twoStage = "2sls"

    /// The name of the method, for people.
    public var title: String {
        switch self {
        case .unadjusted: "without adjustment"
        case .regression: "regression adjustment"
        case .weighting: "inverse propensity weighting"
        case .doublyRobust: "doubly robust (AIPW)"
        case .frontDoor: "front door"
        case .twoStage: "two-stage least squares"
        }
    }
}

extension Study {
    /// The effect of the treatment: of having it, where it is binary, or else of one unit more of it.
    ///
    /// - Parameters:
    ///   - seed: Of the split into folds, which the doubly robust estimate alone uses.
    /// - Throws: `EstimationError` for a method that does not suit the question, and where units have no counterpart.
    /// - Note: Causal only where the covariates block every back door (for the first four methods), the mediators meet
    ///   the front-door criterion, or the instruments are instruments.
    public func estimate(
        _ method: EstimationMethod, for population: Population = .everyone, seed: UInt64 = 1
    ) throws(EstimationError) -> Estimate {
        // Of the treated, units that had neither treatment are no part.
        if !isBinary, hasLevels, population == .treated || method == .unadjusted {
            return try comparedUnits().estimate(method, for: population, seed: seed)
        }
        return try estimated(method, for: population, seed: seed).requireFinite()
    }

    private func estimated(
        _ method: EstimationMethod, for population: Population, seed: UInt64
    ) throws(EstimationError) -> Estimate {
        switch method {
        case .unadjusted: return try unadjusted()
        case .regression: return try regressionAdjusted(for: population)
        case .weighting: return try isBinary ? weighted(for: population) : weightedByLevel()
        case .doublyRobust: return try doublyRobust(for: population, seed: seed)
        case .frontDoor: return try throughMediators(for: population)
        case .twoStage: return try twoStage(for: population).estimate
        }
    }

    /// - Throws: Unless two groups are compared.
    func requireGroups(_ method: EstimationMethod) throws(EstimationError) {
        guard comparesGroups else {
            throw .unsuited(
                method, "the treatment has more than two values; use \(EstimationMethod.regression.rawValue)")
        }
    }
}
