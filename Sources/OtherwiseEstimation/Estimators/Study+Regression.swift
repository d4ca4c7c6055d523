import OtherwiseNumerics

extension Study {
    /// The difference of the groups' means, or the slope; causal in an experiment only.
    func unadjusted() throws(EstimationError) -> Estimate {
        try Study(treatment: treatment, outcome: outcome).slope()
    }

    /// The coefficient of the treatment beside the covariates.
    private func slope() throws(EstimationError) -> Estimate {
        let fit = Regression.leastSquares(outcome, on: design.appending([treatment.centred]))
        let place = design.columns
        guard fit.redundant.last != place else {
            throw .noOverlap("the covariates determine the treatment")
        }
        return Estimate(
            fit.coefficients[place], influence: fit.influence(onCoefficient: place), parameters: place + 1)
    }

    /// Regression adjustment: each group's outcome is regressed on the covariates, and the two predictions are compared
    /// for every unit asked about (Lin 2013). For a treatment of many values, its coefficient.
    ///
    /// The standard error is the sandwich over both regressions and the average.
    func regressionAdjusted(for population: Population) throws(EstimationError) -> Estimate {
        guard comparesGroups else {
            guard population == .everyone else {
                throw .unsuited(.regression, "only a binary treatment, or one of levels, has treated units")
            }
            return try slope()
        }
        let (active, reference) = (indicator(of: 1), indicator(of: 0))
        let weights = population == .everyone ? [Double](repeating: 1, count: count) : active
        let share = weights.reduce(0, +) / Double(count)
        let treated = Regression.leastSquares(outcome, on: design, weights: active)
        let untreated = Regression.leastSquares(outcome, on: design, weights: reference)
        let effects = zip(treated.fitted, untreated.fitted).map(-)
        let value = zip(weights, effects).reduce(0) { $0 + $1.0 * $1.1 } / share / Double(count)
        let centre = design.transposedTimes(weights).map { $0 / share / Double(count) }
        let (one, other) = (treated.influence(on: centre), untreated.influence(on: centre))
        let influence = (0..<count).map { weights[$0] / share * (effects[$0] - value) + one[$0] - other[$0] }
        return Estimate(value, influence: influence, parameters: 2 * design.columns)
    }
}
