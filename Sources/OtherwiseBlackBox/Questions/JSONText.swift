import OtherwiseCore

/// JSON text that grows. It has no line end, so that a line holds a whole document.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    /// Appends text that is JSON already.
    mutating func append(verbatim text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

    mutating func append(verbatim text: String) { bytes.append(contentsOf: text.utf8) }

    /// Appends a string in quotes.
    mutating func append(_ text: String) { bytes.append(contentsOf: Self.quoted(text)) }

    /// Appends a number; `null` for one that JSON does not have.
    mutating func append(_ number: Double) { append(verbatim: number.isFinite ? number.plain : "null") }

    /// Appends items with commas between them.
    mutating func append<Items: Collection>(
        list items: Items, open: String = "[", close: String = "]", _ item: (inout JSONText, Items.Element) -> Void
    ) {
        append(verbatim: open)
        for (position, element) in items.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            item(&self, element)
        }
        append(verbatim: close)
    }

    /// A string in quotes (RFC 8259, section 7).
    static func quoted(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case ..<0x20: bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return bytes
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
