import OtherwiseNumerics

extension Study {
    /// Augmented inverse propensity weighting (Robins, Rotnitzky and Zhao 1994), right where either the propensity or
    /// the outcome's regression is; cross-fitted, so that no unit is predicted by a fit that has seen it
    /// (Chernozhukov et al. 2018). Each unit's score is its mean over several splits, so that less hangs on the seed.
    ///
    /// - Parameters:
    ///   - folds: 1 fits all units to all.
    ///   - splits: The number of ways in which the units are split into folds.
    package func doublyRobust(
        for population: Population, folds: Int = 5, splits: Int = 5, seed: UInt64
    ) throws(EstimationError) -> Estimate {
        let root = SeededGenerator(seed: seed)
        var sums = [Double](repeating: 0, count: count)
        for split in 0..<splits {
            var generator = root.split(split)
            let fits = try nuisances(folds: folds, using: &generator)
            for (row, score) in try scores(fits, for: population).enumerated() { sums[row] += score }
        }
        let scores = sums.map { $0 / Double(splits) }
        let value = scores.reduce(0, +) / Double(count)
        let influence = zip(scores, indicator(of: 1)).map { score, t in
            score - (population == .everyone ? value : value * t / treatedShare)
        }
        return Estimate(value, influence: influence)
    }

    /// What each unit says of the effect.
    ///
    /// - Throws: `EstimationError.noOverlap` for a unit whose own treatment has a probability of 0.
    private func scores(_ fits: [Nuisance], for population: Population) throws(EstimationError) -> [Double] {
        let (share, active, reference) = (treatedShare, indicator(of: 1), indicator(of: 0))
        // Of the other treatment the probability may be 0: nothing is divided by it.
        let weights = fits.indices.map { row in
            (
                treated: active[row] > 0 ? 1 / fits[row].propensity.treated : 0,
                untreated: reference[row] > 0 ? 1 / fits[row].propensity.untreated : 0
            )
        }
        let isPossible = weights.allSatisfy { $0.untreated.isFinite && (population == .treated || $0.treated.isFinite) }
        guard isPossible else { throw Self.impossibleTreatment }
        return (0..<count).map { row in
            let (y, fit, weight) = (outcome[row], fits[row], weights[row])
            switch population {
            case .everyone:
                return fit.treated - fit.untreated + weight.treated * (y - fit.treated)
                    - weight.untreated * (y - fit.untreated)
            case .treated:
                let odds = weight.untreated * fit.propensity.treated
                return (active[row] - odds) * (y - fit.untreated) / share
            }
        }
    }

    /// What the other folds say of a unit.
    private struct Nuisance {
        var propensity = (treated: 0.5, untreated: 0.5)
        var treated = 0.0
        var untreated = 0.0
    }

    private func nuisances(folds: Int, using generator: inout SeededGenerator) throws(EstimationError) -> [Nuisance] {
        try requireGroups(.doublyRobust)
        let fold = folds > 1 ? assignment(folds: folds, using: &generator) : [Int](repeating: 0, count: count)
        var result = [Nuisance](repeating: Nuisance(), count: count)
        for own in 0..<folds {
            let kept = folds > 1 ? fold.map { $0 == own ? 0.0 : 1 } : [Double](repeating: 1, count: count)
            let treatedWeights = zip(kept, indicator(of: 1)).map(*)
            let untreatedWeights = zip(kept, indicator(of: 0)).map(*)
            let propensity = try propensities(kept)
            let treated = Regression.leastSquares(outcome, on: design, weights: treatedWeights)
            let untreated = Regression.leastSquares(outcome, on: design, weights: untreatedWeights)
            for row in 0..<count where fold[row] == own {
                result[row] = Nuisance(
                    propensity: propensity[row], treated: treated.fitted[row], untreated: untreated.fitted[row])
            }
        }
        return result
    }

    /// Each unit's probabilities of being treated and of being untreated, by the units that are kept.
    private func propensities(_ kept: [Double]) throws(EstimationError) -> [(treated: Double, untreated: Double)] {
        do {
            guard !isBinary else {
                return try Regression.logistic(treatment, on: design, weights: kept).fitted.map { ($0, 1 - $0) }
            }
            let levels = try LevelPropensity(treatment, on: design, weights: kept)
            return Array(zip(levels.share(of: 1), levels.share(of: 0)))
        } catch {
            _ = isBinary ? try propensity(.doublyRobust).fitted : try levelPropensity().share(of: 1)
            throw .noOverlap(
                isBinary
                    ? "without a fifth of the units, the covariates tell who is treated"
                    : "without a fifth of the units, the covariates tell the levels apart, or one has too few units")
        }
    }

    /// A fold for each unit, at random, with the same share of the treated in each.
    private func assignment(folds: Int, using generator: inout SeededGenerator) -> [Int] {
        var result = [Int](repeating: 0, count: count)
        let groups = self.groups.map { value in (0..<count).filter { treatment[$0] == value } }
        for (place, row) in groups.flatMap({ $0.shuffled(using: &generator) }).enumerated() {
            result[row] = place % folds
        }
        return result
    }
}
