import OtherwiseNumerics

/// A number with the interval that it could well lie in. Audits print no difference without one.
public struct AuditEstimate: Sendable, Hashable, Codable {
    /// The number itself.
    public let value: Double
    /// The ends of its interval.
    public let low, high: Double

    init(_ value: Double, _ interval: ClosedRange<Double>) {
        (self.value, low, high) = (value, interval.lowerBound, interval.upperBound)
    }
}

/// A difference between two variants, and how likely one as large would be if there were none.
public struct TestedDifference: Sendable, Hashable, Codable {
    /// The variant less the reference, or the second run less the first: of shares from -1 to 1 (of effects on them from -2
    /// to 2), of margins in nats.
    public let estimate: AuditEstimate
    /// Two-sided, above 0 and at most 1.
    public let pValue: Double
    /// The p-value corrected for all contrasts of the audit, as its statistics say; the p-value itself until then.
    public internal(set) var adjustedPValue: Double
    /// How it was tested.
    public let test: Test

    /// How a difference was tested.
    public enum Test: String, Sendable, Hashable, Codable {
        /// McNemar's exact test, for items that are independent.
        case mcNemar = "McNemar, exact"
        /// Signs of whole clusters flipped.
        case signFlip = "sign flips by cluster"
    }
}

/// Puts intervals around what was measured on items of clusters.
struct AuditEstimator {
    let statistics: AuditStatistics
    let clusters: [String]
    private var generator: SeededGenerator

    /// - Parameter clusters: Of each item that is measured.
    init(_ statistics: AuditStatistics, clusters: [String], generator: SeededGenerator) {
        (self.statistics, self.clusters, self.generator) = (statistics, clusters, generator)
    }

    private var clusterCount: Int { Set(clusters).count }
    private var areIndependent: Bool { clusterCount == clusters.count }
    private var bootstrap: Bootstrap {
        Bootstrap(resamples: statistics.resamples, confidence: statistics.confidence)
    }

    /// The mean of numbers; `nil` where it has no interval: fewer than 2 clusters, or clusters that do not differ, the
    /// rounding of their sums aside.
    mutating func mean(_ values: [Double]) -> AuditEstimate? {
        let sample = PairedSample(values, clusters: clusters)
        guard let interval = sample.interval(bootstrap, using: &generator),
            interval.upperBound - interval.lowerBound > 1e-12 * max(1, abs(sample.mean))
        else { return nil }
        return AuditEstimate(sample.mean, interval)
    }

    /// The share of what is true.
    mutating func share(_ values: [Bool]) -> AuditEstimate? { share(values.map { $0 ? 1 : 0 }, areIndependent) }

    /// The mean of shares, each of one item.
    mutating func share(_ values: [Double]) -> AuditEstimate? { share(values, false) }

    private mutating func share(_ values: [Double], _ areIndependent: Bool) -> AuditEstimate? {
        guard !values.isEmpty else { return nil }
        if !areIndependent, let estimate = mean(values) { return estimate }
        let share = values.reduce(0, +) / Double(values.count)
        // A cluster in which all agree counts as one witness.
        let interval = WilsonInterval.of(
            share * Double(clusterCount), outOf: clusterCount, confidence: statistics.confidence)
        return AuditEstimate(share, interval)
    }

    /// The share of what is true in the second place less that in the first.
    mutating func difference(_ pairs: [(Bool, Bool)]) -> TestedDifference? {
        guard areIndependent else {
            return difference(ofShares: pairs.map { ($0.1 ? 1.0 : 0) - ($0.0 ? 1 : 0) })
        }
        guard !pairs.isEmpty else { return nil }
        let counts = PairedProportions(pairs)
        let interval = counts.interval(confidence: statistics.confidence).widened(to: counts.difference)
        return TestedDifference(
            estimate: AuditEstimate(counts.difference, interval), pValue: counts.mcNemar,
            adjustedPValue: counts.mcNemar, test: .mcNemar)
    }

    /// The mean of differences of shares, or of differences of these, each of one item.
    ///
    /// - Parameter limit: How far from 0 one can be.
    mutating func difference(ofShares changes: [Double], limit: Double = 1) -> TestedDifference? {
        if let tested = difference(changes) { return tested }
        guard !changes.isEmpty else { return nil }
        let mean = changes.reduce(0, +) / Double(changes.count)
        // What rounding leaves of changes that cancel is no change.
        let change = abs(mean) < 1e-12 ? 0 : mean
        // A single witness rules nothing out.
        guard clusterCount > 1 else {
            return TestedDifference(
                estimate: AuditEstimate(change, -limit...limit), pValue: 1, adjustedPValue: 1, test: .signFlip)
        }
        let pValue = SignTest.pValue(positive: change == 0 ? 0 : clusterCount, negative: 0)
        return TestedDifference(
            estimate: AuditEstimate(change, interval(ofAlike: change, limit)), pValue: pValue,
            adjustedPValue: pValue, test: .signFlip)
    }

    /// Around a change that is that of every cluster. As many clusters as may be otherwise, where all that were seen are
    /// alike, may have changed as far as is possible, either way.
    private func interval(ofAlike change: Double, _ limit: Double) -> ClosedRange<Double> {
        let alike = PairedProportions(items: clusterCount, gained: clusterCount, lost: 0)
        let others = (1 - alike.interval(confidence: statistics.confidence).lowerBound) / 2
        return (change - others * (limit + change)...change + others * (limit - change)).widened(to: change)
    }

    /// The mean of differences of numbers.
    mutating func difference(_ values: [Double]) -> TestedDifference? {
        guard let estimate = mean(values) else { return nil }
        let pValue = PairedSample(values, clusters: clusters).signFlipTest(using: &generator)
        return TestedDifference(estimate: estimate, pValue: pValue, adjustedPValue: pValue, test: .signFlip)
    }
}

extension ClosedRange<Double> {
    fileprivate func widened(to value: Double) -> ClosedRange {
        Swift.min(lowerBound, value)...Swift.max(upperBound, value)
    }
}
