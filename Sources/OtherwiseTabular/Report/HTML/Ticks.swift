/// Round numbers along an axis.
enum Ticks {
    /// At most about `count` multiples of 1, 2 or 5 times a power of ten.
    static func numbers(in range: ClosedRange<Double>, count: Int = 6, whole: Bool = false) -> [Double] {
        let length = range.upperBound - range.lowerBound
        guard length > 1e-290, length.isFinite else { return [] }
        let step = max(roundStep(atLeast: length / Double(count)), whole ? 1 : 0)
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        guard first <= last, last - first < 100, abs(first) < 1e15, abs(last) < 1e15 else { return [] }
        return (Int(first)...Int(last)).map { multiple(Double($0), of: step) }
    }

    private static func roundStep(atLeast least: Double) -> Double {
        var power = 1.0
        while power > least { power /= 10 }
        while power * 10 <= least { power *= 10 }
        return power * ([1, 2, 5].first { $0 * power >= least } ?? 10)
    }

    /// The product as a decimal would have it: `3 × 0.1` is 0.3.
    private static func multiple(_ count: Double, of step: Double) -> Double {
        step < 1 ? count / (1 / step).rounded() : count * step
    }
}
