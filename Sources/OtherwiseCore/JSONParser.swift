import Foundation

/// Reads JSON (RFC 8259) into values of any shape, many times faster than a decoder that has to try each shape in turn.
///
/// It takes nothing that `JSONDecoder` refuses. What it does not take itself (other encodings than UTF-8, numbers at the
/// ends of what there are, nesting beyond its depth) is left to that.
struct JSONParser {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    private static let deepest = 256

    /// What it does not take.
    struct Refusal: Error {}

    /// - Returns: `nil` for what is no document, or none that is read here.
    static func value(of data: Data) -> JSONValue? {
        var parser = JSONParser(bytes: [UInt8](data))
        return try? parser.document()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func document() throws(Refusal) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        let value = try value()
        skipSpace()
        guard place == bytes.count else { throw Refusal() }
        return value
    }

    private mutating func value() throws(Refusal) -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "{"): return try nested { parser throws(Refusal) in .object(try parser.members()) }
        case UInt8(ascii: "["): return try nested { parser throws(Refusal) in .array(try parser.elements()) }
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    // MARK: Bytes

    private mutating func skipSpace() {
        while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
    }

    /// The next byte that is no space.
    private mutating func peek() throws(Refusal) -> UInt8 {
        skipSpace()
        guard place < bytes.count else { throw Refusal() }
        return bytes[place]
    }

    /// Whether the next byte that is no space is this one, which is then passed.
    private mutating func passes(_ mark: Unicode.Scalar) throws(Refusal) -> Bool {
        guard try peek() == UInt8(ascii: mark) else { return false }
        place += 1
        return true
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Refusal) -> JSONValue {
        guard bytes[place...].starts(with: word.utf8) else { throw Refusal() }
        place += word.utf8.count
        return value
    }

    // MARK: Lists and objects

    private mutating func nested(
        _ read: (inout JSONParser) throws(Refusal) -> JSONValue
    ) throws(Refusal) -> JSONValue {
        (place, depth) = (place + 1, depth + 1)
        guard depth <= Self.deepest else { throw Refusal() }
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func elements() throws(Refusal) -> [JSONValue] {
        var elements: [JSONValue] = []
        if try passes("]") { return elements }
        repeat { elements.append(try value()) } while try passes(",")
        guard try passes("]") else { throw Refusal() }
        return elements
    }

    /// Of members of one name the first counts, as with `JSONDecoder`.
    private mutating func members() throws(Refusal) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if try passes("}") { return members }
        repeat {
            guard try peek() == UInt8(ascii: "\"") else { throw Refusal() }
            let name = try text()
            guard try passes(":") else { throw Refusal() }
            let value = try value()
            if members[name] == nil { members[name] = value }
        } while try passes(",")
        guard try passes("}") else { throw Refusal() }
        return members
    }

    // MARK: Texts

    /// The text whose mark stands at the place.
    private mutating func text() throws(Refusal) -> String {
        place += 1
        let start = place
        while place < bytes.count, bytes[place] >= 0x20, bytes[place] != UInt8(ascii: "\""),
            bytes[place] != UInt8(ascii: "\\")
        { place += 1 }
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return try escapedText(from: start) }
        defer { place += 1 }
        return try Self.text(bytes[start..<place])
    }

    private mutating func escapedText(from start: Int) throws(Refusal) -> String {
        var written = Array(bytes[start..<place])
        while place < bytes.count, bytes[place] >= 0x20 {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return try Self.text(written[...])
            case UInt8(ascii: "\\"): written += try escaped()
            default: written.append(byte)
            }
        }
        throw Refusal()
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Refusal() }
        return text
    }

    private static let escapes: [UInt8: UInt8] = [
        0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
    ]

    /// What stands behind a backslash, in UTF-8.
    private mutating func escaped() throws(Refusal) -> [UInt8] {
        guard place < bytes.count else { throw Refusal() }
        let byte = bytes[place]
        place += 1
        guard byte == UInt8(ascii: "u") else {
            guard let plain = Self.escapes[byte] else { throw Refusal() }
            return [plain]
        }
        let high = try unit()
        guard (0xD800..<0xDC00).contains(high) else { return try Self.encoded(high) }
        guard bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { throw Refusal() }
        place += 2
        let low = try unit()
        guard (0xDC00..<0xE000).contains(low) else { throw Refusal() }
        return try Self.encoded(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private static func encoded(_ value: UInt32) throws(Refusal) -> [UInt8] {
        guard let scalar = Unicode.Scalar(value) else { throw Refusal() }
        return Array(String(Character(scalar)).utf8)
    }

    /// Four hexadecimal digits.
    private mutating func unit() throws(Refusal) -> UInt32 {
        guard place + 4 <= bytes.count else { throw Refusal() }
        var value: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw Refusal() }
            value = value << 4 | UInt32(digit)
        }
        place += 4
        return value
    }

    // MARK: Numbers

    private mutating func number() throws(Refusal) -> Double {
        let start = place
        if bytes[place] == UInt8(ascii: "-") { place += 1 }
        let whole = digits()
        guard whole.count == 1 || whole.first != UInt8(ascii: "0") else { throw Refusal() }
        var parts = [whole]
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            parts.append(digits())
        }
        if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
            place += 1
            if place < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[place]) { place += 1 }
            parts.append(digits())
        }
        guard parts.allSatisfy({ !$0.isEmpty }) else { throw Refusal() }
        return try Self.number(bytes[start..<place])
    }

    private mutating func digits() -> ArraySlice<UInt8> {
        let start = place
        while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
        return bytes[start..<place]
    }

    /// A number that is neither beyond all others nor so small that nothing is left of it. A 0 with other digits is left to
    /// the decoder, also where they are those of an exponent, as in `0e5`: it refuses that.
    private static func number(_ digits: ArraySlice<UInt8>) throws(Refusal) -> Double {
        guard let number = Double(String(decoding: digits, as: UTF8.self)), number.isFinite,
            number != 0 || digits.allSatisfy({ !(0x31...0x39).contains($0) })
        else { throw Refusal() }
        return number
    }
}
