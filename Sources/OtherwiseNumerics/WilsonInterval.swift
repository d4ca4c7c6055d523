/// The interval of a share (Wilson 1927): which probabilities could well have brought so many successes.
public enum WilsonInterval {
    /// - Parameters:
    ///   - successes: 0...`trials`; may be a sum of partial successes.
    ///   - trials: At least 1.
    ///   - confidence: Above 0 and below 1.
    public static func of(
        _ successes: Double, outOf trials: Int, confidence: Double = 0.95
    ) -> ClosedRange<Double> {
        let z =
            confidence == 0.95
            ? NormalDistribution.width95 : NormalDistribution.quantile(1 - (1 - confidence) / 2)
        let n = Double(max(trials, 1)), share = min(max(successes / n, 0), 1)
        let center = share + z * z / (2 * n)
        let reach = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        return max(0, (center - reach) / scale)...min(1, (center + reach) / scale)
    }

    /// The interval of 95 % of the difference of two independent shares, the first less the second (Newcombe 1998, method
    /// 10).
    ///
    /// - Parameters:
    ///   - trials: At least 1, as `otherTrials`.
    public static func difference(
        _ successes: Int, outOf trials: Int, and otherSuccesses: Int, outOf otherTrials: Int
    ) -> ClosedRange<Double> {
        let (own, its) = (of(Double(successes), outOf: trials), of(Double(otherSuccesses), outOf: otherTrials))
        let one = Double(successes) / Double(max(trials, 1)),
            other = Double(otherSuccesses) / Double(max(otherTrials, 1))
        func distance(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        let difference = one - other
        return max(
            -1, difference - distance(one - own.lowerBound, its.upperBound - other))...min(
                1, difference + distance(own.upperBound - one, other - its.lowerBound))
    }
}
