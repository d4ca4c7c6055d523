/// How answers are written and read: `12`, `-3`, `0.75`, `7/12`, `2 1/3`.
enum AnswerText {
    enum Style: String, Sendable { case decimal, fraction }

    private static let largestDenominator = 999

    /// - Returns: `nil` for a number that the style cannot write: more than three decimals, or a denominator above 999.
    static func write(_ value: Double, _ style: Style) -> String? {
        guard value.isFinite, abs(value) < 1e6 else { return nil }
        let denominators = style == .decimal ? [1, 10, 100, 1000] : Array(1...largestDenominator)
        guard let denominator = denominators.first(where: { isWhole(value * Double($0)) }) else { return nil }
        let numerator = Int((value * Double(denominator)).rounded())
        if denominator == 1 { return "\(numerator)" }
        return style == .fraction ? "\(numerator)/\(denominator)" : "\(Double(numerator) / Double(denominator))"
    }

    private static func isWhole(_ value: Double) -> Bool { abs(value - value.rounded()) < 1e-7 }

    /// - Returns: `nil` for what is no such number.
    static func read(_ text: String) -> Double? {
        guard let match = text.wholeMatch(of: #/(-?)(?:(\d{1,9}) )?(\d{1,9})(?:\.(\d{1,9})|\/(\d{1,9}))?/#) else {
            return nil
        }
        let (_, sign, whole, number, decimals, denominator) = match.output
        var value = Double(number) ?? .nan
        if let decimals { value = Double("\(number).\(decimals)") ?? .nan }
        if let denominator { value /= Double(denominator) ?? .nan }
        if let whole {
            guard denominator != nil else { return nil }
            value += Double(whole) ?? .nan
        }
        return value.isFinite ? (sign.isEmpty ? value : -value) : nil
    }
}
