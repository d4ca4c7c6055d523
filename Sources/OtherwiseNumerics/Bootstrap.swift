/// The percentile bootstrap (Efron 1979): how far a statistic would vary among samples like the one at hand.
public struct Bootstrap: Sendable, Hashable {
    /// How many samples are drawn anew, at least 1.
    public var resamples: Int
    /// The share of resamples that an interval holds, 0..<1.
    public var confidence: Double

    /// - Parameters:
    ///   - resamples: How many samples are drawn anew, at least 1.
    ///   - confidence: The share of resamples that the interval holds, 0...1.
    public init(resamples: Int = 2000, confidence: Double = 0.95) {
        self.resamples = max(resamples, 1)
        self.confidence = confidence
    }

    /// The interval of a statistic of one sample.
    ///
    /// - Parameter statistic: Of the sample's places, drawn with replacement; NaN where it is not defined.
    /// - Returns: `nil` for no places, or where the statistic is never defined.
    public func interval(
        over count: Int, using generator: inout SeededGenerator, _ statistic: ([Int]) -> Double
    ) -> ClosedRange<Double>? {
        guard count > 0 else { return nil }
        return percentiles((0..<resamples).map { _ in statistic(Self.places(count, using: &generator)) })
    }

    /// The interval of a statistic of two samples that are drawn independently.
    public func interval(
        over one: Int, and other: Int, using generator: inout SeededGenerator, _ statistic: ([Int], [Int]) -> Double
    ) -> ClosedRange<Double>? {
        guard one > 0, other > 0 else { return nil }
        return percentiles(
            (0..<resamples).map { _ in
                statistic(Self.places(one, using: &generator), Self.places(other, using: &generator))
            })
    }

    private static func places(_ count: Int, using generator: inout SeededGenerator) -> [Int] {
        (0..<count).map { _ in Int.random(in: 0..<count, using: &generator) }
    }

    private func percentiles(_ statistics: [Double]) -> ClosedRange<Double>? {
        let sorted = statistics.filter { !$0.isNaN }.sorted()
        guard !sorted.isEmpty else { return nil }
        let tail = (1 - confidence) / 2
        let low = Int((tail * Double(sorted.count - 1)).rounded(.down))
        let high = Int(((1 - tail) * Double(sorted.count - 1)).rounded(.up))
        return sorted[low]...sorted[high]
    }
}
