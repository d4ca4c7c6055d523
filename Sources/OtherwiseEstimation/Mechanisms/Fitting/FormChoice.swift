import OtherwiseCausal
import OtherwiseNumerics

/// The forms of the trend of a number that passes through a link, with what each leaves of rows that it was not fitted to.
struct FormChoice {
    let link: ScaledLink
    let candidates: [any TrendCandidate]
    /// What each form leaves, `[forms][sample]`; empty where nothing was to be compared.
    let residuals: [[Double]]
    /// The squares of what is left, as `residuals`; empty where there is one form.
    let squares: [[Double]]
    /// The place of the form that predicts best; of forms that err alike, the first and simplest.
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
        var candidates = candidates
        let parts = sample.indices.map { $0 % folds }
        let isOne = candidates.count < 2
        residuals =
            isOne && !isCompared
            ? []
            : candidates.indices.map { candidates[$0].residuals(rows: sample, folds: parts, count: folds) }
        squares = isOne ? [] : residuals.map { $0.map { $0 * $0 } }
        let errors = squares.map { $0.reduce(0, +) / Double(max(sample.count, 1)) }
        chosen = errors.firstIndex { $0 <= (errors.min() ?? 0) * 1.001 } ?? 0
        (self.link, self.candidates, self.errors) = (link, candidates, errors)
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
        guard !squares.isEmpty else { return chosen }
        var sums = [Double](repeating: 0, count: squares.count)
        for row in rows {
            for place in squares.indices { sums[place] += squares[place][row] }
        }
        return sums.indices.min { (sums[$0], $0 == chosen ? 0 : 1) < (sums[$1], $1 == chosen ? 0 : 1) } ?? chosen
    }
}
