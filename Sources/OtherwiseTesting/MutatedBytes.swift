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
        switch Int.random(in: 0..<(words.isEmpty ? 7 : 14), using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
        case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: place)
        case 3: bytes.removeSubrange(place..<end)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 5: for index in place..<end { bytes[index] = 0xFF }
        case 6: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
        case 7...9: bytes.replaceSubrange(place..<min(end, place + 3), with: word())
        default: bytes.insert(contentsOf: word(), at: place)
        }
    }

    private mutating func word() -> [UInt8] { words.randomElement(using: &generator) ?? [] }
}
