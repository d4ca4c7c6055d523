public import OtherwiseCausal
public import OtherwiseNumerics

/// How a variable comes about, as learnt from data.
public enum FittedMechanism: InvertibleMechanism, Hashable {
    /// A number: a function of the parents and noise that is added, one of the residuals.
    case additive(AdditiveNoiseMechanism<FittedTrend>)
    /// A number: what a link makes of such a sum.
    case postNonlinear(PostNonlinearMechanism<FittedTrend>)
    /// One of several levels.
    case levels(GumbelMaxMechanism<FittedLevels>)

    private var base: any InvertibleMechanism {
        switch self {
        case .additive(let mechanism): mechanism
        case .postNonlinear(let mechanism): mechanism
        case .levels(let mechanism): mechanism
        }
    }

    /// The names of the causes, in the order in which values are given.
    public var parents: [String] { base.parents }

    /// What the sum of trend and noise passes through; the identity where noise is added to the number itself, and for
    /// levels.
    public var link: ScaledLink {
        if case .postNonlinear(let mechanism) = self { mechanism.link } else { .identity }
    }

    /// Noise of so many units.
    public func sampleNoise(count: Int, using generator: inout SeededGenerator) -> [Double] {
        base.sampleNoise(count: count, using: &generator)
    }

    /// The values for the causes and the noise, `[units]`.
    public func values(_ parents: [[Double]], noise: [Double]) -> [Double] { base.values(parents, noise: noise) }

    /// The noise under which the values came about.
    public func noise(_ parents: [[Double]], values: [Double]) -> [Double] { base.noise(parents, values: values) }

    /// What one unit's value would have been with other parents.
    public func counterfactual(of value: Double, _ parents: [Double], with others: [Double]) -> Double {
        switch self {
        case .additive(let mechanism): mechanism.counterfactual(of: value, parents, with: others)
        case .postNonlinear(let mechanism): mechanism.counterfactual(of: value, parents, with: others)
        case .levels(let mechanism): mechanism.counterfactual(of: value, parents, with: others)
        }
    }

    /// The same for units of which so many came before.
    func following(_ units: Int) -> FittedMechanism {
        guard case .levels(let mechanism) = self else { return self }
        return .levels(mechanism.following(units))
    }
}

/// A form that a mechanism may take.
public enum MechanismForm: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing causes it: what was observed, each value as likely as it is frequent.
    case root
    case linear
    /// A linear function and a Gaussian process, whose functions are mostly sums of functions of one cause each.
    case smooth
    /// Boosted regression trees.
    case trees
    /// Boosted trees on what a linear function leaves.
    case lineAndTrees = "line and trees"
    /// The frequency of each level in each combination of the parents' levels.
    case table
    case logistic
    /// Logistic in the parents, their squares and their products.
    case quadraticLogistic = "quadratic logistic"
}

/// A mechanism with what it was chosen by.
public struct MechanismFit: Sendable, Hashable {
    /// The form that predicts best.
    public let form: MechanismForm
    /// The mechanism in that form.
    public let mechanism: FittedMechanism
    /// The same from other data that could have been seen, for intervals.
    let draws: [FittedMechanism]
    /// The cross-validated error of each form: mean squared, of what the link is applied to; or in nats for levels. Of a
    /// form of a number that was clearly worse on some parts of the rows, and given up, it is that of the best one there and
    /// what it had more on these rows.
    public let errors: [MechanismForm: Double]
    /// The rows in which the variable and its parents are known.
    public let rows: Int
}
