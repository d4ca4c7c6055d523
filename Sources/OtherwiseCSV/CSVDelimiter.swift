/// The character between two fields.
public enum CSVDelimiter: UInt8, CaseIterable, Hashable, Sendable {
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09
    case verticalBar = 0x7C

    /// The delimiter that a header most likely uses: the most frequent one outside quotes on its first line.
    ///
    /// A comma if none occurs; of equally frequent ones the first in the order of `allCases`.
    ///
    /// - Parameter header: The first bytes of a file; what follows the first line is not looked at.
    /// - Complexity: O(length of the first line).
    public static func sniff(header: [UInt8]) -> CSVDelimiter {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in header {
            if byte == Byte.quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == Byte.lineFeed || byte == Byte.carriageReturn { break }
            counts[byte, default: 0] += 1
        }
        return allCases.reduce(.comma) { best, candidate in
            counts[candidate.rawValue, default: 0] > counts[best.rawValue, default: 0] ? candidate : best
        }
    }
}

extension CSVDelimiter: CustomStringConvertible {
    /// The delimiter as it is called in a message.
    public var description: String {
        switch self {
        case .comma: "comma"
        case .semicolon: "semicolon"
        case .tab: "tab"
        case .verticalBar: "vertical bar"
        }
    }
}

/// The bytes that mean something in CSV, whatever the dialect.
enum Byte {
    static let quote = UInt8(ascii: "\"")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let nul: UInt8 = 0
}
