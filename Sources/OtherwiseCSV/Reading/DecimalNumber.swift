/// Reads decimal numbers from bytes.
///
/// Short numbers take the exact fast path of Clinger (1990), "How to Read Floating Point Numbers Accurately"
/// (doi:10.1145/93542.93557): a significand up to 2^53 and a power of ten up to 10^22 are exact doubles, so their
/// product or quotient is rounded once. All others go to the standard library, which rounds correctly too.
enum DecimalNumber {
    /// The double nearest to the decimal number in `text`, which may be surrounded by spaces and tabs.
    ///
    /// - Returns: A finite number; `nil` for anything else, `nan`, `inf`, hexadecimal and overflow included.
    /// - Precision: Correctly rounded (half to even).
    static func parse(_ text: Span<UInt8>) -> Double? {
        let trimmed = text.extracting(contentRange(of: text))
        guard let digits = DecimalDigits(trimmed) else { return nil }
        return digits.exactValue ?? librarySlowValue(trimmed)
    }

    private static func librarySlowValue(_ text: Span<UInt8>) -> Double? {
        let string = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        guard let value = Double(string), value.isFinite else { return nil }
        return value
    }

    private static func contentRange(of text: Span<UInt8>) -> Range<Int> {
        var start = 0
        var end = text.count
        while start < end, isBlank(text[start]) { start += 1 }
        while end > start, isBlank(text[end - 1]) { end -= 1 }
        return start..<end
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == Byte.space || byte == Byte.tab
    }
}

/// The parts of `[+-] digits [. digits] [e [+-] digits]`, with at least one digit in the significand.
private struct DecimalDigits {
    private static let exactPowersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    private var isNegative = false
    /// Exact up to 2^59, which is beyond what one rounding can take; a larger one lacks its last digits.
    private var significand: UInt64 = 0
    private var exponent = 0

    init?(_ text: Span<UInt8>) {
        var position = 0
        isNegative = Self.takeSign(text, &position)
        var digits = takeDigits(text, &position)
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            let fraction = takeDigits(text, &position)
            exponent -= fraction
            digits += fraction
        }
        guard digits > 0, takeExponent(text, &position), position == text.count else { return nil }
    }

    /// The number, if one rounding yields it.
    var exactValue: Double? {
        let powers = Self.exactPowersOfTen
        guard significand <= 1 << 53, abs(exponent) < powers.count else { return nil }
        let magnitude = Double(significand)
        let value = exponent < 0 ? magnitude / powers[-exponent] : magnitude * powers[exponent]
        return isNegative ? -value : value
    }

    private static func takeSign(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
        guard position < text.count else { return false }
        let isMinus = text[position] == UInt8(ascii: "-")
        if isMinus || text[position] == UInt8(ascii: "+") { position += 1 }
        return isMinus
    }

    private static func digit(_ text: Span<UInt8>, _ position: Int) -> UInt8? {
        guard position < text.count else { return nil }
        let value = text[position] &- UInt8(ascii: "0")
        return value <= 9 ? value : nil
    }

    /// - Returns: The number of digits.
    private mutating func takeDigits(_ text: Span<UInt8>, _ position: inout Int) -> Int {
        let start = position
        while let digit = Self.digit(text, position) {
            if significand < 1 << 59 { significand = significand * 10 + UInt64(digit) }
            position += 1
        }
        return position - start
    }

    /// - Returns: `false` for an `e` without digits.
    private mutating func takeExponent(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
        guard position < text.count, text[position] | 0x20 == UInt8(ascii: "e") else { return true }
        position += 1
        let isMinus = Self.takeSign(text, &position)
        let start = position
        var value = 0
        while let digit = Self.digit(text, position) {
            value = min(value * 10 + Int(digit), 1 << 20)
            position += 1
        }
        exponent += isMinus ? -value : value
        return position > start
    }
}
