import Foundation
import OtherwiseNumerics

/// How strong a common cause that nobody observed would have to be to undo an effect.
public struct Sensitivity: Sendable, Hashable, Codable {
    /// The risk ratio with which such a cause would have to go with both treatment and outcome to explain the estimate
    /// away, and to move its interval to no effect (VanderWeele and Ding 2017). For outcomes that are no shares, by way
    /// of the standardized difference.
    public let eValue: Double
    /// The same for the interval.
    public let eValueOfInterval: Double
    /// The share of what is left of the variance of treatment and of outcome that such a cause would have to explain to
    /// bring the regression's effect to 0, and to bring it within chance (Cinelli and Hazlett 2020, q = 1, α = 0.05).
    public let robustness: Double
    /// The same for the interval.
    public let robustnessOfInterval: Double
    /// What a cause as strong as an observed covariate would do.
    public let benchmarks: [Benchmark]
    /// The regression's coefficient, its classical standard error and its degrees of freedom: what a cause does to it
    /// follows from these.
    public let coefficient: Double
    /// Its classical standard error.
    public let standardError: Double
    /// The rows less the coefficients.
    public let degreesOfFreedom: Int

    /// A cause that is as closely tied to treatment and outcome as a covariate is.
    public struct Benchmark: Sendable, Hashable, Codable {
        /// The covariate.
        public let name: String
        /// The shares of the left variance of treatment and outcome that it would explain.
        public let treatmentShare: Double
        /// The share of what is left of the outcome's variance.
        public let outcomeShare: Double
        /// The coefficient once it is allowed for.
        public let coefficient: Double
    }

    /// The coefficient once a cause is allowed for that explains these shares, and that works against the effect.
    public func coefficient(treatmentShare: Double, outcomeShare: Double) -> Double {
        let bias = (outcomeShare * treatmentShare / (1 - treatmentShare)).squareRoot() * reach
        return coefficient < 0 ? coefficient + bias : coefficient - bias
    }

    /// The share of the outcome's left variance at which a cause that explains `treatmentShare` of the treatment's brings
    /// the coefficient to `target`; above 1, none does.
    public func outcomeShare(treatmentShare: Double, bringingTo target: Double) -> Double {
        let bias = (coefficient - target) / reach
        return bias * bias * (1 - treatmentShare) / treatmentShare
    }

    /// `½ (√(f⁴ + 4f²) − f²)`, equation 19, of what lies beyond chance.
    ///
    /// - Parameter threshold: How far from 0 the ratio of coefficient to standard error may be by chance.
    package static func robustness(_ ratio: Double, _ degreesOfFreedom: Int, within threshold: Double) -> Double {
        let freedom = Double(degreesOfFreedom)
        let f = max(abs(ratio) / freedom.squareRoot() - threshold / max(freedom - 1, 1).squareRoot(), 0)
        // The same without the difference of two great numbers: 1 for an effect that is certain.
        return 2 / (1 + (1 + 4 / (f * f)).squareRoot())
    }

    /// `RR + √(RR (RR − 1))`, of a ratio or its inverse.
    package static func eValue(ofRatio ratio: Double) -> Double {
        let above = max(ratio, 1 / ratio)
        return above + (above * (above - 1)).squareRoot()
    }

    private var reach: Double { standardError * Double(degreesOfFreedom).squareRoot() }
}

extension Study {
    /// - Parameters:
    ///   - estimate: The effect of a whole treatment that the E-value is about.
    /// - Throws: `EstimationError` for an outcome that is the same for all, and for too few rows.
    public func sensitivity(of estimate: Estimate) throws(EstimationError) -> Sensitivity {
        guard outcome.contains(where: { $0 != outcome[0] }) else {
            throw .unusable(
                column: "outcome", problem: "is the same for all units", hint: "No cause can be seen to have an effect")
        }
        // Of levels, those that are not compared are held.
        let held = comparesGroups ? design.appending(groups.dropFirst(2).map { indicator(of: $0).centred }) : design
        let own = comparesGroups ? indicator(of: 1) : treatment
        let full = held.appending([own.centred])
        let outcomeFit = LinearFit(outcome, full)
        let treatmentFit = LinearFit(own, held)
        guard outcomeFit.degreesOfFreedom > 0, let effect = outcomeFit.coefficient(at: held.columns) else {
            throw .tooFewRows(count, needed: full.columns + 1)
        }
        let (value, interval) = eValues(of: estimate)
        let (ratio, freedom) = (effect.value / effect.error, outcomeFit.degreesOfFreedom)
        let bare = Sensitivity(
            eValue: value, eValueOfInterval: interval, robustness: Sensitivity.robustness(ratio, freedom, within: 0),
            robustnessOfInterval: Sensitivity.robustness(ratio, freedom, within: NormalDistribution.width95),
            benchmarks: [], coefficient: effect.value, standardError: effect.error,
            degreesOfFreedom: outcomeFit.degreesOfFreedom)
        let names = covariates.filter { $0.standardized != nil }.map(\.name)
        let benchmarks = names.enumerated().compactMap { place, name -> Sensitivity.Benchmark? in
            guard let one = treatmentFit.share(at: place + 1), let other = outcomeFit.share(at: place + 1) else {
                return nil
            }
            return bare.benchmark(name, treatment: one, outcome: other)
        }
        return bare.adding(benchmarks.sorted { abs($0.coefficient) < abs($1.coefficient) })
    }

    /// Of the estimate and of the end of its interval that is nearer to no effect.
    private func eValues(of estimate: Estimate) -> (Double, Double) {
        let ratio = riskRatio(estimate.value)
        let near = abs(estimate.lower) < abs(estimate.upper) ? estimate.lower : estimate.upper
        return (
            Sensitivity.eValue(ofRatio: ratio),
            estimate.lower * estimate.upper <= 0 ? 1 : Sensitivity.eValue(ofRatio: riskRatio(near))
        )
    }

    /// Of the mean with and without the effect where the outcome is 0 or 1; else `exp(0.91 d)` of the standardized
    /// difference (Chinn 2000).
    private func riskRatio(_ effect: Double) -> Double {
        let isShare = outcome.allSatisfy { $0 == 0 || $0 == 1 }
        guard isShare, comparesGroups else {
            let spread = outcome.centred
            return exp(0.91 * effect / (spread.dot(spread) / Double(count - 1)).squareRoot())
        }
        let untreated = indicator(of: 0)
        let baseline = max(untreated.dot(outcome) / untreated.reduce(0, +), 1e-6)
        return max(baseline + effect, 1e-6) / baseline
    }
}

extension Sensitivity {
    /// Equations 12 and 13 of Cinelli and Hazlett's supplement, with as strong a cause as the covariate (k = 1).
    fileprivate func benchmark(_ name: String, treatment: Double, outcome: Double) -> Benchmark? {
        guard treatment < 0.5, outcome < 1 else { return nil }
        let treatmentShare = treatment / (1 - treatment)
        let linked = treatment * treatment / ((1 - treatment) * (1 - treatment))
        let factor = (1 + linked.squareRoot()) / (1 - linked).squareRoot()
        let outcomeShare = min(factor * factor * outcome / (1 - outcome), 1)
        guard treatmentShare < 1 else { return nil }
        return Benchmark(
            name: name, treatmentShare: treatmentShare, outcomeShare: outcomeShare,
            coefficient: coefficient(treatmentShare: treatmentShare, outcomeShare: outcomeShare))
    }

    fileprivate func adding(_ benchmarks: [Benchmark]) -> Sensitivity {
        Sensitivity(
            eValue: eValue, eValueOfInterval: eValueOfInterval, robustness: robustness,
            robustnessOfInterval: robustnessOfInterval, benchmarks: benchmarks, coefficient: coefficient,
            standardError: standardError, degreesOfFreedom: degreesOfFreedom)
    }
}

/// Least squares with classical standard errors.
private struct LinearFit {
    let degreesOfFreedom: Int
    private let coefficients: [Double]
    private let variance: Double
    private let factor: CholeskyFactor

    init(_ target: [Double], _ design: Matrix) {
        let fit = Regression.leastSquares(target, on: design)
        factor = CholeskyFactor(
            design.gram(weights: [Double](repeating: 1, count: design.rows)), size: design.columns)
        coefficients = fit.coefficients
        degreesOfFreedom = design.rows - design.columns + fit.redundant.count
        let residuals = zip(target, fit.fitted).map(-)
        variance = residuals.dot(residuals) / Double(max(degreesOfFreedom, 1))
    }

    /// `nil` for a column that others span.
    func coefficient(at place: Int) -> (value: Double, error: Double)? {
        guard !factor.redundant.contains(place) else { return nil }
        var unit = [Double](repeating: 0, count: coefficients.count)
        unit[place] = 1
        return (coefficients[place], (variance * factor.solve(unit)[place]).squareRoot())
    }

    /// The share of what the others leave of the target's variance that one column explains.
    func share(at place: Int) -> Double? {
        guard let (value, error) = coefficient(at: place), error > 0 else { return nil }
        let square = value / error * (value / error)
        return square / (square + Double(degreesOfFreedom))
    }
}
