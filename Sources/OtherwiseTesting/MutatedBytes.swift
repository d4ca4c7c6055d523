import OtherwiseNumerics

/// Files damaged by chance, the same for the same seed.
package struct MutatedBytes {
    private var generator: SeededGenerator
    /// What means something to the reader of the files, and is put into them at any place.
    private let words: [[UInt8]]

    package init(seed: UInt64, words: [String] = []) {
        generator = SeededGenerator(seed: seed)
        self.words = words.map { Array($0.utf8) }
    }

    /// `bytes` after one to four accidents.
    package mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty { mutate(&bytes) }
        return bytes
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 1...16, using: &generator))
        switch Int.random(in: 0..<(words.isEmpty ? 7 : 28), using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
        case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: place)
        case 3: bytes.removeSubrange(place..<end)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 5: for index in place..<end { bytes[index] = 0xFF }
        case 6: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
        case 7...8: bytes.replaceSubrange(place..<min(end, place + 3), with: word())
        case 9...11: bytes.insert(contentsOf: word(), at: place)
        default: exchangeWord(of: &bytes, near: place)
        }
    }

    /// Replaces a word or a number by another of the same text, or by an odd number: what is around it stays in form.
    private mutating func exchangeWord(of bytes: inout [UInt8], near place: Int) {
        let (target, source) = (Self.word(in: bytes, near: place), Int.random(in: 0..<bytes.count, using: &generator))
        let other = Array(bytes[Self.word(in: bytes, near: source)])
        let odd = Self.oddNumbers.randomElement(using: &generator) ?? "0"
        bytes.replaceSubrange(target, with: Bool.random(using: &generator) ? other : Array(odd.utf8))
    }

    private static let oddNumbers = [
        "0", "-0.0", "1", "-1", "0.5", "2", "1e-320", "1e-12", "1e17", "-1e17", "3e38", "1e308", "-1e308", "1e999",
        "9223372036854775807", "-9223372036854775808", "18446744073709551616",
    ]

    /// The word that a place is in, or the next one behind it; empty at the end for none.
    private static func word(in bytes: [UInt8], near place: Int) -> Range<Int> {
        let inside = bytes[place...].firstIndex(where: isWordByte) ?? bytes.count
        let start = bytes[..<inside].lastIndex { !isWordByte($0) }.map { $0 + 1 } ?? 0
        return start..<(bytes[inside...].firstIndex { !isWordByte($0) } ?? bytes.count)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private mutating func word() -> [UInt8] { words.randomElement(using: &generator) ?? [] }
}
