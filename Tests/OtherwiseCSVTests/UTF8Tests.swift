import OtherwiseCSV
import Testing

@Suite("UTF-8")
struct UTF8Tests {
    private static let seconds: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
    private static let others: [UInt8] = [0x7F, 0x80, 0xBF, 0xC0]

    @Test(
        "A sequence is refused exactly where the standard library refuses it",
        arguments: 0x80...0xFF as ClosedRange<UInt8>)
    func sequences(lead: UInt8) {
        for second in Self.seconds {
            for third in Self.others {
                for fourth in Self.others {
                    check([lead, second, third, fourth])
                }
            }
        }
    }

    /// Checks the sequence and its beginnings, alone and after a word of ASCII, at the end of a file and before it.
    private func check(_ sequence: [UInt8]) {
        for length in 1...sequence.count {
            let text = sequence.prefix(length)
            let atEnd: [UInt8] = Array("a\n".utf8) + text
            let afterWord: [UInt8] = Array("a\n12345678".utf8) + text + [0x0A]
            for bytes in [atEnd, afterWord] {
                let isText = String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
                #expect(Reading(bytes).failures.isEmpty == isText, "\(bytes)")
            }
        }
    }
}
