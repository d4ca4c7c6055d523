import Foundation
import OtherwiseNumerics

/// Each unit's probability of each level of a treatment that has several, by multinomial logistic regression: the log-odds
/// of any two levels are linear in the covariates.
struct LevelPropensity {
    /// The treatment's levels; coefficients are against the first.
    private let levels: [Double]
    /// `[levels][units]`
    private let shares: [[Double]]
    private let design: Matrix
    /// What each unit adds to the estimating equation of each level but the first, for one unit of each regressor.
    private let scores: [[Double]]
    private let factor: CholeskyFactor

    /// - Throws: `Separation` where the covariates tell the levels apart, so that coefficients grow without end: another
    ///   step of Newton's method would still move a unit's logit.
    init(_ treatment: [Double], on design: Matrix, weights: [Double]) throws(Separation) {
        let levels = Set(treatment).sorted()
        let codes = treatment.map { level in levels.firstIndex(of: level) ?? 0 }
        let fit = MultinomialRegression(codes, levels: levels.count, on: design, weights: weights, ridge: 0)
        let shares = fit.shares(design)
        let scores = levels.indices.dropFirst().map { level in
            codes.indices.map { weights[$0] * ((codes[$0] == level ? 1 : 0) - shares[level][$0]) }
        }
        let step = fit.factor.solve(scores.flatMap(design.transposedTimes))
        for block in scores.indices {
            let moved = design.times(Array(step[(block * design.columns)..<((block + 1) * design.columns)]))
            let largest = zip(moved, weights).reduce(0) { $1.1 > 0 ? max($0, abs($1.0)) : $0 }
            guard largest < 1e-3 else { throw Separation() }
        }
        (self.levels, self.shares, self.design, self.scores) = (levels, shares, design, scores)
        factor = fit.factor
    }

    /// The probability of one level, `[units]`; 0 for one that no unit has.
    func share(of level: Double) -> [Double] {
        levels.firstIndex(of: level).map { shares[$0] } ?? [Double](repeating: 0, count: design.rows)
    }

    /// The influence of each unit, through the coefficients, on a sum over the units that moves by `slopes(level)` as the
    /// logit of a level does.
    func influence(_ slopes: (Double) -> [Double]) -> [Double] {
        let direction = levels.dropFirst().flatMap { design.transposedTimes(slopes($0)) }
        let solved = factor.solve(direction)
        var result = [Double](repeating: 0, count: design.rows)
        for (block, own) in scores.enumerated() {
            let along = design.times(Array(solved[(block * design.columns)..<((block + 1) * design.columns)]))
            for row in result.indices { result[row] += Double(design.rows) * along[row] * own[row] }
        }
        return result
    }
}

extension Study {
    /// Of a treatment of more than two levels.
    ///
    /// - Throws: `EstimationError.noOverlap` where the covariates tell the levels apart.
    func levelPropensity() throws(EstimationError) -> LevelPropensity {
        do {
            return try LevelPropensity(treatment, on: design, weights: [Double](repeating: 1, count: count))
        } catch {
            throw .noOverlap("some combination of the covariates tells the levels of the treatment apart")
        }
    }

    /// Inverse propensity weighting with weights that sum to one in each group (Hájek 1971), of a treatment of more than
    /// two levels: everyone is weighted for, whatever treatment they had (Imbens 2000).
    ///
    /// The standard error takes in that the propensities are themselves estimated.
    func weightedByLevel() throws(EstimationError) -> Estimate {
        let propensity = try levelPropensity()
        let treated = mean(of: 1, propensity), untreated = mean(of: 0, propensity)
        return Estimate(
            treated.value - untreated.value, influence: zip(treated.influence, untreated.influence).map(-),
            parameters: (groups.count - 1) * design.columns + 2)
    }

    /// The mean of the outcome if all units had one level.
    private func mean(of level: Double, _ propensity: LevelPropensity) -> (value: Double, influence: [Double]) {
        let weights = zip(indicator(of: level), propensity.share(of: level)).map { $0 > 0 ? $0 / $1 : 0 }
        let total = weights.reduce(0, +)
        let value = weights.dot(outcome) / total
        let distances = outcome.map { $0 - value }
        let fromPropensity = propensity.influence { other in
            let shares = propensity.share(of: other), own = other == level ? 1.0 : 0
            return (0..<count).map { -weights[$0] * (own - shares[$0]) * distances[$0] / total }
        }
        let scale = Double(count) / total
        return (value, (0..<count).map { scale * weights[$0] * distances[$0] + fromPropensity[$0] })
    }
}
