import Foundation

/// Differences between two measurements of each item, in clusters of items that may vary together.
///
/// Items made from one template, source or family are no independent witnesses: what is drawn anew, and what is
/// flipped, is the cluster.
public struct PairedSample: Sendable, Hashable {
    /// The second measurement of each item less its first, `[items]`, in the unit of what is measured.
    public let differences: [Double]
    /// Sum of the differences and number of items of each cluster, `[clusters]`.
    private let sums, counts: [Double]

    /// - Parameters:
    ///   - differences: `[items]`, each finite; one that is not makes the mean and the interval undefined.
    ///   - clusters: The cluster of each item, `[items]`; items beyond its end stand alone.
    public init(_ differences: [Double], clusters: [some Hashable]) {
        self.differences = differences
        var places: [AnyHashable: Int] = [:], sums: [Double] = [], counts: [Double] = []
        for (index, difference) in differences.enumerated() {
            let known = index < clusters.count ? places[clusters[index]] : nil
            let place = known ?? sums.count
            if place == sums.count {
                sums.append(0)
                counts.append(0)
                if index < clusters.count { places[clusters[index]] = place }
            }
            sums[place] += difference
            counts[place] += 1
        }
        (self.sums, self.counts) = (sums, counts)
    }

    /// Items that are independent of one another.
    ///
    /// - Parameter differences: `[items]`, each finite.
    public init(_ differences: [Double]) { self.init(differences, clusters: [Int]()) }

    /// How many clusters there are.
    public var clusterCount: Int { sums.count }

    /// Over items; NaN for none.
    public var mean: Double { differences.reduce(0, +) / Double(differences.count) }

    /// The cluster-robust standard error of the mean (Liang and Zeger 1986); NaN for fewer than 2 clusters.
    public var standardError: Double {
        let (mean, groups) = (mean, Double(clusterCount))
        let squares = zip(sums, counts).reduce(0) { sum, cluster in
            let residual = cluster.0 - cluster.1 * mean
            return sum + residual * residual
        }
        return (groups / (groups - 1) * squares).squareRoot() / Double(differences.count)
    }
}

// MARK: Uncertainty

extension PairedSample {
    /// The interval of the mean by drawing whole clusters anew (Davison and Hinkley 1997, section 3.8), widened for few
    /// clusters so that it has the width of a t interval (Hesterberg 2015, expanded percentiles).
    ///
    /// - Returns: `nil` for fewer than 2 clusters, and where no difference varies: what did not vary in a sample tells
    ///   nothing of how it could.
    public func interval(
        _ bootstrap: Bootstrap = Bootstrap(), using generator: inout SeededGenerator
    ) -> ClosedRange<Double>? {
        guard clusterCount > 1, standardError > 0 else { return nil }
        let expanded = Bootstrap(resamples: bootstrap.resamples, confidence: expanded(bootstrap.confidence))
        return expanded.interval(over: clusterCount, using: &generator) { drawn in
            var (sum, count) = (0.0, 0.0)
            for cluster in drawn {
                sum += sums[cluster]
                count += counts[cluster]
            }
            return sum / count
        }
    }

    private func expanded(_ confidence: Double) -> Double {
        let groups = Double(clusterCount)
        let reach = StudentDistribution(degrees: groups - 1).quantile(1 - (1 - confidence) / 2)
        return 1 - 2 * NormalDistribution.cumulative(-(groups / (groups - 1)).squareRoot() * reach)
    }

    /// The most clusters whose signs are all enumerated: 65,536 ways.
    public static let exactLimit = 16

    /// The two-sided permutation test that the differences are as likely one way as the other (Fisher 1935): the share
    /// of flips of whole clusters' signs that bring a sum at least as far from 0.
    ///
    /// - Parameter flips: How many are drawn where there are more than `exactLimit` clusters that are not 0; the sample
    ///   itself counts as one more (Phipson and Smyth 2010). None is drawn where all sums are whole numbers, as changes of
    ///   verdicts are, and their total is at most ten times as many and 100,000: the share is then exact, and counted
    ///   in 0.2 to 1.3 of the time of drawing (measured: 99,990 clusters of 1, 5000 of 20).
    /// - Returns: The p-value; 1 where all clusters are 0.
    public func signFlipTest(flips: Int = 9999, using generator: inout SeededGenerator) -> Double {
        let effective = sums.filter { $0 != 0 }
        // Sums in another order differ in their last bits.
        let bound = abs(effective.reduce(0, +)) - 1e-9 * effective.reduce(0) { $0 + abs($1) }
        guard effective.count > Self.exactLimit else { return Self.exactShare(of: effective, beyond: bound) }
        if let whole = Self.whole(effective, total: 10 * min(flips, 10_000)) { return WholeSignFlips.pValue(of: whole) }
        let beyond = (0..<flips).count { _ in
            abs(Self.flipped(effective, using: &generator)) >= bound
        }
        return Double(beyond + 1) / Double(flips + 1)
    }

    /// The sums, where all are whole numbers of at most that total.
    private static func whole(_ sums: [Double], total: Int) -> [Int]? {
        guard sums.reduce(0, { $0 + abs($1) }) <= Double(total) else { return nil }
        let whole = sums.compactMap { Int(exactly: $0) }
        return whole.count == sums.count ? whole : nil
    }

    private static func exactShare(of sums: [Double], beyond bound: Double) -> Double {
        let ways = 1 << sums.count
        let beyond = (0..<ways).count { signs in
            abs(sums.indices.reduce(0) { $0 + (signs >> $1 & 1 == 1 ? -sums[$1] : sums[$1]) }) >= bound
        }
        return Double(beyond) / Double(ways)
    }

    private static func flipped(_ sums: [Double], using generator: inout SeededGenerator) -> Double {
        var total = 0.0
        for start in stride(from: 0, to: sums.count, by: 64) {
            let signs = generator.next()
            for place in start..<min(start + 64, sums.count) {
                total += signs >> UInt64(place - start) & 1 == 1 ? -sums[place] : sums[place]
            }
        }
        return total
    }
}
