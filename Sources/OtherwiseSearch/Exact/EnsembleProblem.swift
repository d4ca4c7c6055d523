package import OtherwiseCore
package import OtherwiseModels

/// One question to an ensemble: the choices that a row has on every axis, what they cost, and what is wanted.
package struct EnsembleProblem: Sendable {
    package var ensemble: FeatureEnsemble
    /// One per axis of the ensemble.
    package var axes: [ChoiceAxis]
    /// The goal holds where all targets of one of these hold.
    package var alternatives: [[LinearTarget]]
    package var rules: ChoiceRules
    /// Whether the model itself says that a point reaches the goal; asked where rounding leaves it open.
    package var isReached: @Sendable (_ choices: [Int]) -> Bool

    package init(
        ensemble: FeatureEnsemble, axes: [ChoiceAxis], alternatives: [[LinearTarget]], rules: ChoiceRules = ChoiceRules(),
        isReached: @escaping @Sendable ([Int]) -> Bool
    ) {
        self.ensemble = ensemble
        self.axes = axes
        self.alternatives = alternatives
        self.rules = rules
        self.isReached = isReached
    }

    /// The cost of a point, given by its choice on every axis.
    package func cost(of point: [Int]) -> Double {
        zip(axes, point).reduce(0) { $0 + $1.0.choices[$1.1].cost }
    }

    package func cells(of point: [Int]) -> [Int] {
        zip(axes, point).map { $0.choices[$1].cell }
    }

    /// The factual: the choice of no change on every axis.
    package var factual: [Int] { axes.map(\.factual) }
}

/// What a feature may become: one choice per cell that it can reach, the cheapest value of the cell.
package struct ChoiceAxis: Sendable, Hashable {
    /// Ascending by cell.
    package var choices: [Choice]
    /// The index of the choice that changes nothing; its cost is 0.
    package var factual: Int

    package init(choices: [Choice], factual: Int) {
        self.choices = choices
        self.factual = factual
    }
}

package struct Choice: Sendable, Hashable {
    package var cell: Int
    package var value: Value
    package var cost: Double

    package init(cell: Int, value: Value, cost: Double) {
        self.cell = cell
        self.value = value
        self.cost = cost
    }
}

/// `Σ weights × score ≥ threshold` over the raw scores of an ensemble.
package struct LinearTarget: Sendable, Hashable {
    package var weights: [Double]
    package var threshold: Double

    package init(weights: [Double], threshold: Double) {
        self.weights = weights
        self.threshold = threshold
    }
}
