/// What has arrived from a process, until an answer is whole.
package struct AnswerBuffer: Sendable {
    /// What an answer ends with.
    package enum End: Sendable {
        case line
        case emptyLine
    }

    /// The longest answer, in bytes.
    static let limit = 64 << 20

    private(set) var bytes: [UInt8] = []
    /// The line that the next answer begins in, counted from 1.
    private(set) var line = 1
    /// How much was looked at for line ends.
    private var scanned = 0
    private var lineStart = 0
    private var linesScanned = 0

    var isTooLong: Bool { bytes.count > Self.limit }

    mutating func append(_ more: [UInt8]) { bytes += more }

    /// The first answer, if it is whole, without what ends it, and the line that it began in.
    mutating func take(upTo end: End) -> (bytes: [UInt8], line: Int)? {
        while let lineEnd = bytes[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
            let isEmpty = bytes[lineStart..<lineEnd].allSatisfy { $0 == UInt8(ascii: "\r") }
            let answer = end == .line ? bytes[..<lineEnd] : bytes[..<lineStart]
            scanned = lineEnd + 1
            lineStart = scanned
            linesScanned += 1
            if end == .line || isEmpty { return remove(Array(answer)) }
        }
        scanned = bytes.count
        return nil
    }

    private mutating func remove(_ answer: [UInt8]) -> (bytes: [UInt8], line: Int) {
        defer {
            line += linesScanned
            bytes.removeFirst(scanned)
            (scanned, lineStart, linesScanned) = (0, 0, 0)
        }
        return (answer, line)
    }
}
