import OtherwiseCausal
import OtherwiseNumerics

/// Whether a number passes through a link before it is seen (a post-nonlinear mechanism; Zhang and Hyvärinen 2009).
///
/// Noise stays added to the number itself unless the data speak against it: what the best form leaves must depend on the
/// causes. A link is then taken if what is left under it does not, and if rows that it was not fitted to are clearly
/// likelier under it, whatever the noise is like: a likelihood with a free density of the noise is great where noise and
/// causes are independent, so that noise that is merely skewed is no reason for a link. Very heavy tails of noise that is
/// added, which put a trend off that squares are fitted to, can be taken for one.
struct LinkSearch {
    let fitter: NumberFitter
    let regressors: [[Double]]
    let sample: [Int]

    /// The p-value below which what is left counts as dependent on the causes; for links a tenth of it.
    private static let level = 0.01
    /// The share of the rows that may have one value.
    private static let commonest = 0.02
    /// By how many standard errors rows must be likelier.
    private static let clearly = 3.0
    private static let testedRows = 250
    private static let screenedRows = 500
    private static let centres = 48
    private static let penalties = [1e-4, 1e-3, 1e-2, 0.1, 1, 10]
    /// How many links are compared in all forms.
    private static let finalists = 2

    /// The link that noise is added under, and what else the data allow; `nil` where noise is added to the number itself.
    func choices(
        beside additive: FormChoice, using generator: inout SeededGenerator
    ) -> [(choice: FormChoice, logLikelihoods: [Double])]? {
        let links = LinkFamily.allCases.filter(fitter.options.links.contains).flatMap { $0.links(for: fitter.target) }
        guard !links.isEmpty, !regressors.isEmpty, isSmooth, dependence(additive) < Self.level else { return nil }
        var found = [(choice: additive, logLikelihoods: additive.logLikelihoods(numbers(.identity, sample)))]
        for link in screened(links) {
            let choice = fitter.choice(through: link, regressors, sample, isCompared: true, using: &generator)
            guard dependence(choice) >= Self.level / 10 else { continue }
            found.append((choice, choice.logLikelihoods(numbers(link, sample))))
        }
        let best = found.indices.max { found[$0].logLikelihoods.total < found[$1].logLikelihoods.total } ?? 0
        guard Self.isClear(found[best].logLikelihoods, above: found[0].logLikelihoods) else { return nil }
        found.swapAt(0, best)
        return found
    }

    /// Whether no more than one in fifty rows have the same value: small counts, and numbers with a mass at 0, have no
    /// density.
    private var isSmooth: Bool {
        let counts = Dictionary(grouping: sample) { fitter.target[$0] }.values.map(\.count)
        return counts.max() ?? 0 <= max(2, Int(Self.commonest * Double(sample.count)))
    }

    /// The p-value of what is left being independent of the causes.
    private func dependence(_ choice: FormChoice) -> Double {
        let residuals = choice.residuals[choice.chosen]
        let count = min(sample.count, Self.testedRows)
        let points = (0..<count).map { place in regressors.map { $0[sample[place]] } }
        return IndependenceTest.hilbertSchmidt(points, residuals.prefix(count).map { [$0] })
    }

    /// The links under which some rows are clearly likelier with one smooth trend for all, the best first.
    private func screened(_ links: [ScaledLink]) -> [ScaledLink] {
        let rows = Array(sample.prefix(Self.screenedRows))
        let x = regressors.map { column in rows.map { column[$0] } }
        let basis = SmoothBasis(x, lengths: x.map { _ in 2 }, most: Self.centres, penalty: 1)
        func likelihoods(_ link: ScaledLink) -> [Double] {
            let numbers = numbers(link, rows)
            var trend = RidgeCandidate.smooth(basis, numbers, penalties: Self.penalties)
            let folds = Folds(Array(rows.indices), count: fitter.options.folds)
            let residuals = folds.inOrder(trend.residuals(folds, parts: folds.parts.count))
            return FormChoice.logLikelihoods(residuals, numbers, link)
        }
        let plain = likelihoods(.identity)
        let found = links.map { (link: $0, likelihoods: likelihoods($0)) }
        let clear = found.filter { Self.isClear($0.likelihoods, above: plain) }
        let ranked = clear.enumerated().sorted {
            ($0.element.likelihoods.total, $1.offset) > ($1.element.likelihoods.total, $0.offset)
        }
        return ranked.prefix(Self.finalists).map(\.element.link)
    }

    private func numbers(_ link: ScaledLink, _ rows: [Int]) -> [Double] { rows.map { link.inverse(fitter.target[$0]) } }

    /// Whether rows are likelier under the one than under the other by more than chance and by a hundredth of a nat each.
    static func isClear(_ one: [Double], above other: [Double]) -> Bool {
        let gains = Regressor("", zip(one, other).map(-))
        let error = gains.deviation / Double(max(one.count, 1)).squareRoot()
        return gains.mean > max(clearly * error, 0.01)
    }
}

extension [Double] {
    fileprivate var total: Double { reduce(0, +) }
}
