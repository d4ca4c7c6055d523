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
    /// The variant less the reference.
    public let estimate: AuditEstimate
    /// Two-sided.
    public let pValue: Double
    /// For all contrasts of the audit.
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

    /// The mean of numbers; `nil` where it has no interval: fewer than 2 clusters, or no number that differs.
    mutating func mean(_ values: [Double]) -> AuditEstimate? {
        let sample = PairedSample(values, clusters: clusters)
        return sample.interval(bootstrap, using: &generator).map { AuditEstimate(sample.mean, $0) }
    }

    /// The share of what is true.
    mutating func share(_ values: [Bool]) -> AuditEstimate? {
        guard !values.isEmpty else { return nil }
        let share = Double(values.count { $0 }) / Double(values.count)
        if !areIndependent, let estimate = mean(values.map { $0 ? 1 : 0 }) { return estimate }
        // A cluster in which all agree counts as one witness.
        let interval = WilsonInterval.of(
            share * Double(clusterCount), outOf: clusterCount, confidence: statistics.confidence)
        return AuditEstimate(share, interval)
    }

    /// The share of what is true in the second place less that in the first.
    mutating func difference(_ pairs: [(Bool, Bool)]) -> TestedDifference? {
        guard !pairs.isEmpty else { return nil }
        let counts = PairedProportions(pairs)
        let changes = pairs.map { ($0.1 ? 1.0 : 0) - ($0.0 ? 1 : 0) }
        guard !areIndependent else {
            let interval = counts.interval(confidence: statistics.confidence).widened(to: counts.difference)
            return TestedDifference(
                estimate: AuditEstimate(counts.difference, interval), pValue: counts.mcNemar,
                adjustedPValue: counts.mcNemar, test: .mcNemar)
        }
        if let tested = difference(changes) { return tested }
        guard let change = changes.first else { return nil }
        // All clusters changed alike, as one item each would have.
        let alike = Int(change) * clusterCount
        let silent = PairedProportions(items: clusterCount, gained: max(alike, 0), lost: max(-alike, 0))
        let interval = silent.interval(confidence: statistics.confidence).widened(to: change)
        return TestedDifference(
            estimate: AuditEstimate(change, interval), pValue: silent.mcNemar, adjustedPValue: silent.mcNemar,
            test: .signFlip)
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
