/// Finds how far bytes are text: well-formed UTF-8 without NUL.
///
/// Reference: The Unicode Standard 16.0, table 3-7, "Well-Formed UTF-8 Byte Sequences".
enum TextCheck {
    /// Why the check stopped.
    enum Stop {
        /// All bytes are text.
        case end
        /// The bytes end within a character that the next bytes may complete.
        case truncated
        case illFormed
        case nul
    }

    /// - Returns: The end of the text that `bytes` begin with, and what comes after it.
    /// - Complexity: O(bytes); eight bytes a step through ASCII.
    static func end(ofText bytes: Span<UInt8>) -> (end: Int, stop: Stop) {
        var position = 0
        while position < bytes.count {
            position = endOfASCIIWords(bytes, from: position)
            guard position < bytes.count else { break }
            let (length, stop) = character(bytes, at: position)
            guard stop == .end else { return (position, stop) }
            position += length
        }
        return (position, .end)
    }

    /// Steps over whole words of eight bytes that are all in 1…127.
    private static func endOfASCIIWords(_ bytes: Span<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits: UInt64 = 0x8080_8080_8080_8080
        let raw = bytes.bytes
        var position = start
        while position + 8 <= bytes.count {
            let word = raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            // A byte of 128 and more has its high bit set; subtracting one sets that of a zero byte.
            guard (word | (word &- ones)) & highBits == 0 else { break }
            position += 8
        }
        return position
    }

    private static func character(_ bytes: Span<UInt8>, at start: Int) -> (length: Int, stop: Stop) {
        let lead = bytes[start]
        guard lead != Byte.nul else { return (0, .nul) }
        guard let (length, second) = shape(ofCharacterLedBy: lead) else { return (0, .illFormed) }
        for step in 1..<length {
            guard start + step < bytes.count else { return (0, .truncated) }
            guard (step == 1 ? second : 0x80...0xBF).contains(bytes[start + step]) else { return (0, .illFormed) }
        }
        return (length, .end)
    }

    /// The length of a character and the range of its second byte, `nil` if no character begins so.
    private static func shape(ofCharacterLedBy lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch lead {
        case 0x00...0x7F: (1, 0x80...0xBF)
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }
}
