import OtherwiseCore

/// How often numbers occur, in bars of equal width on the grid of their feature.
struct Histogram: Sendable, Hashable {
    /// What the picture spans.
    let span: ClosedRange<Double>
    /// The share of the numbers in each bar, from low to high; none without numbers.
    let shares: [Double]
    /// The share of the numbers that lie outside the picture, far from the rest.
    let outside: Double

    /// - Parameters:
    ///   - places: Numbers that the picture must hold.
    ///   - step: The grid that the numbers lie on, if any.
    init(_ numbers: [Double], holding places: [Double], step: Double? = nil, bars: Int = 32) {
        let known = numbers.filter(Self.isDrawable).sorted()
        let places = places.filter(Self.isDrawable)
        let core = Self.core(of: known, holding: places)
        let step = step ?? Self.grid(of: known, bars: bars)
        let width = Self.width(of: core, step: step, bars: bars)
        let low = step.map { core.lowerBound - $0 / 2 } ?? core.lowerBound
        let count = max(1, Int(((core.upperBound - low) / width).rounded(.up)))
        span = low...(low + Double(count) * width)
        var counts = [Int](repeating: 0, count: known.isEmpty ? 0 : count)
        for number in known where span.contains(number) { counts[min(count - 1, Int((number - low) / width))] += 1 }
        shares = counts.map { Double($0) / Double(known.count) }
        outside = known.isEmpty ? 0 : 1 - Double(counts.reduce(0, +)) / Double(known.count)
    }

    /// Whether a number is far from where arithmetic on it would overflow.
    private static func isDrawable(_ number: Double) -> Bool { abs(number) < 1e300 }

    /// The numbers between the outermost half per cents, unless the rest lie near.
    private static func core(of sorted: [Double], holding places: [Double]) -> ClosedRange<Double> {
        let ends = [sorted.first, sorted.last].compactMap { $0 } + places
        guard let least = ends.min(), let most = ends.max() else { return 0...1 }
        guard let last = sorted.indices.last else { return widened(least...most) }
        let inner = (sorted[last / 200], sorted[last - last / 200])
        let core = min(inner.0, places.min() ?? inner.0)...max(inner.1, places.max() ?? inner.1)
        let isLongTailed = core.upperBound > core.lowerBound && most - least > 2 * (core.upperBound - core.lowerBound)
        return widened(isLongTailed ? core : least...most)
    }

    /// A range that is more than a point.
    private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        guard range.upperBound - range.lowerBound < 1e-290 else { return range }
        let margin = max(abs(range.lowerBound) / 10, 0.5)
        return (range.lowerBound - margin)...(range.upperBound + margin)
    }

    /// The grid that numbers of few kinds lie on, about: without it bars would hold now one of them, now two.
    private static func grid(of sorted: [Double], bars: Int) -> Double? {
        var kinds: [Double] = []
        for number in sorted where kinds.last != number {
            kinds.append(number)
            guard kinds.count <= 4 * bars else { return nil }
        }
        guard kinds.count > 2 else { return nil }
        let gaps = zip(kinds.dropFirst(), kinds).map { $0 - $1 }.sorted()
        let usual = gaps[gaps.count / 2]
        let near = gaps.filter { abs($0 / usual - 1) < 0.35 }
        return near.count * 10 >= gaps.count * 9 ? near.reduce(0, +) / Double(near.count) : nil
    }

    /// A whole number of steps, or an equal part of the range.
    private static func width(of range: ClosedRange<Double>, step: Double?, bars: Int) -> Double {
        let length = range.upperBound - range.lowerBound
        guard let step, length / step < 1e12 else { return length / Double(bars) }
        return step * max(1, ((length / step + 1) / Double(bars)).rounded(.up))
    }
}
