import OtherwiseCore
import OtherwiseNumerics

extension Study {
    /// Each unit's probability of treatment, by logistic regression on the covariates.
    ///
    /// - Throws: `EstimationError.noOverlap` where the covariates tell treated and untreated apart.
    func propensity(_ method: EstimationMethod) throws(EstimationError) -> Regression {
        try requireGroups(method)
        do {
            return try Regression.logistic(treatment, on: design)
        } catch {
            throw .noOverlap(separation)
        }
    }

    /// That a unit had a treatment which, by its covariates, it could not have had.
    static var impossibleTreatment: EstimationError {
        .noOverlap("by its covariates, some unit had no chance at all of the treatment that it had")
    }

    /// The covariate that tells the groups apart, in words.
    var separation: String {
        for covariate in covariates {
            let treated = extent(of: covariate, treated: 1), untreated = extent(of: covariate, treated: 0)
            guard let treated, let untreated else { continue }
            if !treated.overlaps(untreated) { return "'\(covariate.name)' alone tells who is treated" }
            if treated.lowerBound == treated.upperBound, untreated != treated {
                return "'\(covariate.name)' is \(treated.lowerBound.plain) for all who are treated"
            }
            if untreated.lowerBound == untreated.upperBound, untreated != treated {
                return "'\(covariate.name)' is \(untreated.lowerBound.plain) for all who are not"
            }
        }
        return "some combination of the covariates tells who is treated"
    }

    private func extent(of covariate: Regressor, treated: Double) -> ClosedRange<Double>? {
        let own = zip(covariate.values, treatment).filter { $0.1 == treated }.map(\.0)
        guard let low = own.min(), let high = own.max() else { return nil }
        return low...high
    }
}

/// The weights that make a group like the population asked about, and how they follow the propensity's logit.
struct PropensityWeights {
    let treated: [Double]
    let untreated: [Double]
    let treatedSlopes: [Double]
    let untreatedSlopes: [Double]

    /// `t / e` and `(1 − t) / (1 − e)` for everyone; `t` and `(1 − t) e / (1 − e)` for the treated. A unit whose `e` is 1 to
    /// rounding is no counterpart of the untreated, and weighs nothing among them; one whose `e` is 0 likewise.
    init(_ treatment: [Double], _ propensity: [Double], for population: Population) {
        let odds = propensity.map { $0 / (1 - $0) }
        let chosen = zip(treatment, odds).map { $0 < 1 ? $1 : 0 }
        switch population {
        case .everyone:
            treated = zip(treatment, propensity).map { $0 > 0 ? $0 / $1 : 0 }
            untreated = zip(treatment, propensity).map { $0 < 1 ? (1 - $0) / (1 - $1) : 0 }
            treatedSlopes = zip(treatment, odds).map { $0 > 0 ? -$0 / $1 : 0 }
            untreatedSlopes = chosen
        case .treated:
            treated = treatment
            untreated = chosen
            treatedSlopes = treatment.map { _ in 0 }
            untreatedSlopes = chosen
        }
    }
}
