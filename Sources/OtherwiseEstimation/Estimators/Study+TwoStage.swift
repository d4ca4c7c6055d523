import OtherwiseCausal
import OtherwiseNumerics

/// An instrumental estimate with the strength of its instruments.
struct TwoStageFit {
    let estimate: Estimate
    /// The robust F statistic of the instruments in the first stage; below 10 they are weak (Staiger and Stock 1997).
    let strength: Double
}

extension Study {
    /// Two-stage least squares: the treatment as the instruments and covariates predict it takes its place.
    ///
    /// The standard error is robust to unequal variances (White 1982).
    func twoStage(for population: Population) throws(EstimationError) -> TwoStageFit {
        try requireInstruments(for: population)
        let first = try firstStage()
        let strength = Self.strength(of: first, from: design.columns)
        let place = design.columns
        let second = Regression.leastSquares(outcome, on: design.appending([first.fitted]))
        guard second.redundant.isEmpty else {
            throw .unsuited(.twoStage, "the covariates leave nothing of the instruments' effect on the treatment")
        }
        let structural = design.appending([treatment.centred]).times(second.coefficients)
        let fit = Regression(
            design: second.design, coefficients: second.coefficients, fitted: structural,
            scores: zip(outcome, structural).map(-),
            information: CholeskyFactor(
                second.design.gram(weights: [Double](repeating: 1, count: count)), size: place + 1))
        let estimate = Estimate(
            fit.coefficients[place], influence: fit.influence(onCoefficient: place), parameters: place + 1)
        return TwoStageFit(estimate: try estimate.requireFinite(), strength: strength)
    }

    /// - Throws: `EstimationError.unsuited` for a question that no instrument answers.
    private func requireInstruments(for population: Population) throws(EstimationError) {
        guard !instruments.isEmpty else { throw .unsuited(.twoStage, "there is no instrument") }
        guard isBinary || !hasLevels else {
            throw .unsuited(
                .twoStage,
                "the treatment has more than two levels, which one number does not stand for. Ask about a treatment of two levels or of numbers"
            )
        }
        guard population == .everyone else {
            throw .unsuited(.twoStage, "an instrument does not tell the effect on the treated; ask for ATE")
        }
    }

    /// The treatment on the instruments and covariates.
    private func firstStage() throws(EstimationError) -> Regression {
        let standardized = instruments.compactMap(\.standardized)
        let first = Regression.leastSquares(treatment.centred, on: design.appending(standardized))
        // Instruments have a deviation of 1, so their coefficients are in the unit of the treatment.
        let least = 1e-9 * Regressor("", treatment).deviation
        guard first.coefficients.dropFirst(design.columns).contains(where: { abs($0) > least }) else {
            throw .unsuited(
                .twoStage,
                "\(Set(instruments.map(\.name)).listed) does not move the treatment in these data. Observe a cause of the treatment that does, or the common causes"
            )
        }
        return first
    }

    /// Wald's statistic of the coefficients from `start` on, over their number.
    private static func strength(of fit: Regression, from start: Int) -> Double {
        let places = (start..<fit.design.columns).filter { !fit.redundant.contains($0) }
        guard !places.isEmpty else { return 0 }
        let rows = Double(fit.design.rows)
        let influence = Matrix(columns: places.map(fit.influence(onCoefficient:)), rows: fit.design.rows)
        let scale = 1 / rows / max(rows - Double(fit.design.columns), 1)
        let covariance = influence.gram(weights: [Double](repeating: scale, count: fit.design.rows))
        let coefficients = places.map { fit.coefficients[$0] }
        let solved = CholeskyFactor(covariance, size: places.count).solve(coefficients)
        return coefficients.dot(solved) / Double(places.count)
    }
}
