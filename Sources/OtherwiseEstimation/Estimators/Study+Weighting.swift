import OtherwiseNumerics

extension Study {
    /// Inverse propensity weighting with weights that sum to one in each group (Hájek 1971).
    ///
    /// The standard error takes in that the propensity is itself estimated (Lunceford and Davidian 2004).
    func weighted(for population: Population) throws(EstimationError) -> Estimate {
        let propensity = try propensity(.weighting)
        let weights = PropensityWeights(treatment, propensity.fitted, for: population)
        guard (weights.treated + weights.untreated).allSatisfy(\.isFinite) else { throw Self.impossibleTreatment }
        let treated = mean(weights.treated, slopes: weights.treatedSlopes, propensity)
        let untreated = mean(weights.untreated, slopes: weights.untreatedSlopes, propensity)
        return Estimate(
            treated.value - untreated.value, influence: zip(treated.influence, untreated.influence).map(-),
            parameters: design.columns + 2)
    }

    /// A weighted mean of the outcome, with weights that move by `slopes` as the logit does.
    private func mean(
        _ weights: [Double], slopes: [Double], _ propensity: Regression
    ) -> (value: Double, influence: [Double]) {
        let total = weights.reduce(0, +)
        let value = zip(weights, outcome).reduce(0) { $0 + $1.0 * $1.1 } / total
        let distances = outcome.map { $0 - value }
        let direction = design.transposedTimes(zip(slopes, distances).map(*)).map { $0 / total }
        let fromPropensity = propensity.influence(on: direction)
        let scale = Double(count) / total
        return (value, (0..<count).map { scale * weights[$0] * distances[$0] + fromPropensity[$0] })
    }
}
