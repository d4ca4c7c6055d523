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

    /// The most clusters, and the most changes to be expected, for which experiments are drawn. Beyond both, the t test
    /// of as many clusters finds as much. With fewer changes most clusters have none, and sign flips tell less than it does.
    private static let fewClusters = 8
    private static let fewChanges = 200.0
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

    private func power(_ difference: Double, clusters: Int) -> Double {
        guard !areIndependent else { return proportions(difference).power(items: items, level: level) }
        guard Self.leastPValue(of: clusters) <= level else { return 0 }
        guard clusters > Self.fewClusters, Double(clusters) * size * changing > Self.fewChanges else {
            return drawnPower(difference, clusters: clusters)
        }
        return mean(difference).power(items: clusters, level: level)
    }

    /// The share of experiments, drawn with as many clusters, in which the sign flips find it.
    private func drawnPower(_ difference: Double, clusters: Int) -> Double {
        var generator = SeededGenerator(seed: 0)
        let found = (0..<Self.draws).count { _ in
            let sums = (0..<clusters).map { _ in change(ofCluster: difference, &generator) }
            return WholeSignFlips.pValue(of: sums) <= level
        }
        return Double(found) / Double(Self.draws)
    }

    /// The sum of the changes of a cluster's items, each that of the cluster with the probability that makes two of them
    /// correlate as assumed.
    private func change(ofCluster difference: Double, _ generator: inout SeededGenerator) -> Int {
        let common = change(difference, &generator), follows = correlation.squareRoot()
        return (0..<max(Int(size.rounded()), 1)).reduce(0) { sum, _ in
            let isCommon = Double.random(in: 0..<1, using: &generator) < follows
            return sum + (isCommon ? common : change(difference, &generator))
        }
    }

    private func change(_ difference: Double, _ generator: inout SeededGenerator) -> Int {
        let drawn = Double.random(in: 0..<1, using: &generator)
        let gained = (changing + difference) / 2
        return drawn < gained ? 1 : drawn < changing ? -1 : 0
    }
}
