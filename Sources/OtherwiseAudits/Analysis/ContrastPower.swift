import OtherwiseNumerics

/// How likely the test that an audit runs is to find a change of shares: McNemar's exact test of items that are
/// independent, sign flips of whole clusters otherwise.
struct ContrastPower {
    let items, clusters: Int
    /// The share of items whose verdict changes.
    let changing: Double
    /// Of the changes of two items of a cluster.
    let correlation: Double
    /// What a p-value must not exceed.
    let level: Double

    /// The most witnesses for which experiments are drawn. Beyond, the t test of as many clusters finds as much; of fewer
    /// witnesses sign flips tell less than it does.
    private static let fewWitnesses = 100.0
    private static let draws = 1000

    var areIndependent: Bool { clusters == items }
    var test: TestedDifference.Test { areIndependent ? .mcNemar : .signFlip }

    /// The least p-value that so many witnesses can give: all of them changed the same way.
    var leastPValue: Double { Self.leastPValue(of: clusters) }

    /// The fewest witnesses, items or clusters, whose least p-value is at most the level.
    var fewestClusters: Int { (1...64).first { Self.leastPValue(of: $0) <= level } ?? 64 }

    private static func leastPValue(of witnesses: Int) -> Double {
        (0..<min(witnesses, 60)).dropFirst().reduce(1) { pValue, _ in pValue / 2 }
    }

    // MARK: Power

    /// The probability to find a difference, if there is one.
    func power(_ difference: Double) -> Double { power(difference, clusters: clusters) }

    /// The items that it takes for a power, in clusters of the same size; `nil` for more than can be had.
    func items(for power: Double, _ difference: Double) -> Int? {
        guard !areIndependent else {
            return proportions(difference).items(for: power, level: level)
        }
        guard let rough = mean(difference).items(for: power, level: level) else { return nil }
        var (few, enough) = (fewestClusters - 1, max(rough, fewestClusters))
        while self.power(difference, clusters: enough) < power { (few, enough) = (enough, enough + enough / 2 + 1) }
        while enough - few > 1 {
            let middle = (few + enough) / 2
            if self.power(difference, clusters: middle) < power { few = middle } else { enough = middle }
        }
        return Int((Double(enough) * size).rounded(.up))
    }

    private var size: Double { Double(items) / Double(max(clusters, 1)) }

    private func proportions(_ difference: Double) -> PairedPower {
        .proportions(gained: (changing + difference) / 2, lost: (changing - difference) / 2)
    }

    /// The mean of a cluster's changes, in its standard deviations.
    private func mean(_ difference: Double) -> PairedPower {
        let design = PairedPower.designEffect(itemsPerCluster: size, correlation: correlation)
        let variance = (changing - difference * difference) * design / size
        return .mean(standardized: difference / max(variance, 1e-12).squareRoot())
    }

    /// How many clusters are to be expected to have a change of their own: of items that change together one counts.
    private func witnesses(_ clusters: Int) -> Double {
        let design = PairedPower.designEffect(itemsPerCluster: size, correlation: correlation)
        return Double(clusters) * min(1, changing * size / design)
    }

    private func power(_ difference: Double, clusters: Int) -> Double {
        guard !areIndependent else { return proportions(difference).power(items: items, level: level) }
        guard Self.leastPValue(of: clusters) <= level else { return 0 }
        guard witnesses(clusters) > Self.fewWitnesses else {
            return drawnPower(difference, clusters: clusters)
        }
        return mean(difference).power(items: clusters, level: level)
    }

    /// The share of experiments, drawn with as many clusters, in which the sign flips find it.
    private func drawnPower(_ difference: Double, clusters: Int) -> Double {
        var generator = SeededGenerator(seed: 0)
        let found = (0..<Self.draws).count { _ in
            let sums = (0..<clusters).map { change(ofCluster: $0, difference, &generator) }
            return WholeSignFlips.pValue(of: sums.coarsened) <= level
        }
        return Double(found) / Double(Self.draws)
    }

    /// The sum of the changes of a cluster's items, each that of the cluster with the probability that makes two of them
    /// correlate as assumed.
    private func change(ofCluster place: Int, _ difference: Double, _ generator: inout SeededGenerator) -> Int {
        // The clusters are as equal as whole numbers of items can be.
        let count = (place + 1) * items / max(clusters, 1) - place * items / max(clusters, 1)
        let common = change(of: 1, difference, &generator)
        let followers = BinomialDistribution(trials: count, probability: correlation.squareRoot())
            .drawn(using: &generator)
        return followers * common + change(of: count - followers, difference, &generator)
    }

    /// The sum of the changes of items of which none follows another.
    private func change(of items: Int, _ difference: Double, _ generator: inout SeededGenerator) -> Int {
        let changed = BinomialDistribution(trials: items, probability: changing).drawn(using: &generator)
        let share = changing > 0 ? (1 + difference / changing) / 2 : 0
        return 2 * BinomialDistribution(trials: changed, probability: share).drawn(using: &generator) - changed
    }
}

extension [Int] {
    /// Sums of a total that is soon flipped in every way: greater ones are rounded to a four-thousandth of it.
    fileprivate var coarsened: [Int] {
        let unit = reduce(0) { $0 + abs($1) } / 4000
        return unit < 2 ? self : map { Int((Double($0) / Double(unit)).rounded()) }
    }
}
