import OtherwiseCausal
import OtherwiseNumerics

/// The forms of the trend of a number that passes through a link, with what each leaves of rows that it was not fitted to.
struct FormChoice {
    let link: ScaledLink
    private(set) var candidates: [any TrendCandidate]
    /// What each form leaves, `[forms][sample]`; empty where nothing was to be compared, and of forms that were given up.
    let residuals: [[Double]]
    /// The squares of what is left, as `residuals`; empty where there is one form.
    let squares: [[Double]]
    /// The place of the form that predicts best; of forms that err alike and were not given up, the first and simplest.
    let chosen: Int
    /// The mean squares; empty where there is one form.
    let errors: [Double]

    /// - Parameters:
    ///   - candidates: The forms on what the link's inverse makes of the number, the simplest first.
    ///   - sample: The rows that they are compared on.
    ///   - isCompared: Whether what one form alone leaves is found as well.
    init(
        _ link: ScaledLink, _ candidates: [any TrendCandidate], sample: [Int], folds: Int, isCompared: Bool
    ) {
        (self.link, self.candidates) = (link, candidates)
        let isOne = candidates.count < 2
        guard !isOne || isCompared else {
            (residuals, squares, errors, chosen) = ([], [], [], 0)
            return
        }
        let race = FormRace(&self.candidates, Folds(sample, count: folds))
        residuals = race.residuals
        squares = isOne ? [] : race.residuals.map { $0.map { $0 * $0 } }
        let errors = isOne ? [] : race.errors
        let kept = race.residuals.indices.filter { !race.residuals[$0].isEmpty }
        let least = errors.min() ?? 0
        chosen = kept.first { isOne || errors[$0] <= least * 1.001 } ?? kept.first ?? 0
        self.errors = errors
    }

    /// The log-likelihood of each row of the sample by the chosen form, in nats, whatever the noise is like: the density
    /// of what is left, by the slope of the link.
    ///
    /// - Parameter numbers: What the link's inverse makes of the sample.
    func logLikelihoods(_ numbers: [Double]) -> [Double] {
        Self.logLikelihoods(residuals[chosen], numbers, link)
    }

    static func logLikelihoods(_ residuals: [Double], _ numbers: [Double], _ link: ScaledLink) -> [Double] {
        zip(NoiseDensity.logDensities(residuals), numbers).map { $0 - link.logSlope($1) }
    }

    /// The form with the least error over rows that were drawn with replacement; the chosen one where others are no better.
    func winner(over rows: [Int]) -> Int {
        let kept = squares.indices.filter { !squares[$0].isEmpty }
        let sums = kept.map { form in rows.reduce(0) { $0 + squares[form][$1] } }
        let best = kept.indices.min {
            (sums[$0], kept[$0] == chosen ? 0 : 1) < (sums[$1], kept[$1] == chosen ? 0 : 1)
        }
        return best.map { kept[$0] } ?? chosen
    }
}
