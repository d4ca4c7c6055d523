import OtherwiseCausal
import OtherwiseNumerics

/// The mechanism of a number in the form and through the link that were chosen, and others that the data allow: which form
/// and which link are right is part of what is not known (Yao et al. 2018, 3.4).
struct MechanismFits {
    private let fitter: NumberFitter
    private let choices: [FormChoice]
    /// Of the rows of the sample, by choice; empty where there is one.
    private let logLikelihoods: [[Double]]

    /// - Parameter choices: The link that was chosen first.
    init(_ fitter: NumberFitter, _ choices: [(choice: FormChoice, logLikelihoods: [Double])]) {
        self.fitter = fitter
        self.choices = choices.map(\.choice)
        logLikelihoods = choices.count < 2 ? [] : choices.map(\.logLikelihoods)
    }

    /// - Parameter sample: How many rows forms were compared on.
    func fit(sample: Int, using generator: inout SeededGenerator) -> MechanismFit {
        let chosen = choices[0]
        let best = mechanism(chosen, using: &generator)
        return MechanismFit(
            form: chosen.candidates[chosen.chosen].form, mechanism: best.fitted(best.function),
            draws: draws(best, sample: sample, using: &generator),
            errors: Dictionary(uniqueKeysWithValues: zip(chosen.candidates.map(\.form), chosen.errors)),
            rows: fitter.target.count)
    }

    /// Mechanisms through one link, which differ by their trends alone.
    private struct Mechanism {
        let names: [String]
        let encoding: ParentEncoding
        let link: ScaledLink
        let noise: NoiseDistribution
        let function: FittedTrend.Function

        func fitted(_ function: FittedTrend.Function) -> FittedMechanism {
            let sum = AdditiveNoiseMechanism(
                FittedTrend(parents: names, encoding: encoding, function: function), noise: noise)
            return link.isIdentity ? .additive(sum) : .postNonlinear(PostNonlinearMechanism(sum, through: link))
        }
    }

    private func mechanism(_ choice: FormChoice, using generator: inout SeededGenerator) -> Mechanism {
        let best = choice.candidates[choice.chosen].functions(draws: 0, using: &generator).best
        let trend = FittedTrend(parents: fitter.names, encoding: fitter.encoding, function: best)
        let numbers = choice.link.isIdentity ? fitter.target : fitter.target.map(choice.link.inverse)
        let values = trend.values(fitter.parents, count: numbers.count)
        return Mechanism(
            names: fitter.names, encoding: fitter.encoding, link: choice.link,
            noise: .empirical(zip(numbers, values).map(-).centred), function: best)
    }

    /// Each through the link and in the form that do best in a resample of the rows.
    private func draws(
        _ best: Mechanism, sample: Int, using generator: inout SeededGenerator
    ) -> [FittedMechanism] {
        let winners = (0..<fitter.options.draws).map { _ in winner(sample, using: &generator) }
        let counts = Dictionary(grouping: winners) { $0 }.mapValues(\.count)
        var left: [[Int]: [FittedMechanism]] = [:]
        for (place, choice) in choices.enumerated() {
            guard winners.contains(where: { $0[0] == place }) else { continue }
            let own = place == 0 ? best : mechanism(choice, using: &generator)
            for form in choice.candidates.indices {
                guard let count = counts[[place, form]] else { continue }
                left[[place, form]] = choice.candidates[form].functions(draws: count, using: &generator).draws
                    .map(own.fitted)
            }
        }
        return winners.compactMap { left[$0]?.popLast() }
    }

    /// The link, and the form of its trend, in rows drawn with replacement.
    private func winner(_ sample: Int, using generator: inout SeededGenerator) -> [Int] {
        guard choices.count > 1 || !choices[0].squares.isEmpty else { return [0, choices[0].chosen] }
        let rows = (0..<sample).map { _ in Int.random(in: 0..<sample, using: &generator) }
        let sums = logLikelihoods.map { own in rows.reduce(0) { $0 + own[$1] } }
        let place = sums.indices.max { (sums[$0], -$0) < (sums[$1], -$1) } ?? 0
        return [place, choices[place].winner(over: rows)]
    }
}
