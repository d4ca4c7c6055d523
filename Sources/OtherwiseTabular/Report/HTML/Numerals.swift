import OtherwiseCore

/// How the numbers of one feature, or of a score, are written: to a thousandth of its range.
///
/// A number that stands for a proved region is rounded into that region, so that what is read holds as well.
struct Numerals: Sendable, Hashable {
    private(set) var decimals: Int

    init(decimals: Int) { self.decimals = decimals }

    /// - Parameter range: What the numbers run over; `step` is their grid, if they have one.
    init(range: ClosedRange<Double>, step: Double? = nil) {
        let grain = step ?? (range.upperBound - range.lowerBound) / 1000
        let isKnown = grain > 0 && grain.isFinite
        decimals = isKnown ? (0..<9).first { Self.covers(grain, $0, isExact: step != nil) } ?? 9 : 3
    }

    private static func covers(_ grain: Double, _ decimals: Int, isExact: Bool) -> Bool {
        isExact ? grain.rounded(to: decimals) == grain : 1.5 * grain * Double.power(decimals) >= 1
    }

    /// Enough decimals for two different numbers to look different.
    func telling(_ one: Double, from other: Double) -> Numerals {
        var finer = self
        while finer.decimals < 15, one != other, finer.text(one) == finer.text(other) { finer.decimals += 1 }
        return finer
    }

    func text(_ number: Double) -> String { number.rounded(to: decimals).plain }

    /// A number of the data, as it is there unless that is long.
    func datum(_ number: Double) -> String { number.plain.count < 10 ? number.plain : text(number) }

    /// At least as many decimals as a number of the data has, up to four.
    func matching(_ number: Double) -> Numerals {
        Numerals(decimals: max(decimals, (0..<4).first { number.rounded(to: $0) == number } ?? 4))
    }

    /// The number with all its decimals: `0.60`.
    func padded(_ number: Double) -> String {
        let text = text(number)
        guard !text.contains("e"), decimals > 0 else { return text }
        let parts = text.split(separator: ".", maxSplits: 1)
        let tail = parts.count > 1 ? String(parts[1]) : ""
        return "\(parts[0])." + tail + String(repeating: "0", count: max(decimals - tail.count, 0))
    }

    /// The number rounded in one direction, but left as it is where rounding would leave `region`.
    func text(_ number: Double, rounded rule: FloatingPointRoundingRule, within region: ClosedRange<Double>) -> String {
        guard number.rounded(to: decimals) != number else { return text(number) }
        for decimals in decimals..<15 {
            let rounded = number.rounded(to: decimals, rule)
            if region.contains(rounded) { return rounded.plain }
        }
        return number.plain
    }

    /// A share of one as a percentage: `14%`, `<1%`.
    static func percent(_ share: Double) -> String {
        switch share {
        case ...0: "0%"
        case ..<0.01: "<1%"
        case 0.995..<1: ">99%"
        default: "\(Int((100 * share).rounded()))%"
        }
    }

    /// A count with its thousands apart: `45,222`.
    static func count(_ count: Int) -> String {
        let digits = Array(String(count))
        return digits.indices.reduce(into: "") { text, index in
            if index > 0, (digits.count - index).isMultiple(of: 3), digits[index - 1] != "-" { text += "," }
            text.append(digits[index])
        }
    }
}

extension Double {
    static func power(_ decimals: Int) -> Double { (0..<decimals).reduce(1) { power, _ in power * 10 } }

    func rounded(to decimals: Int, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero) -> Double {
        let power = Double.power(decimals)
        guard abs(self) * power < 9e15 else { return self }
        let rounded = (self * power).rounded(rule) / power
        return rounded == 0 ? 0 : rounded
    }
}
