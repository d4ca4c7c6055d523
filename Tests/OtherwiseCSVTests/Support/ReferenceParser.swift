/// RFC 4180 once more, written plainly over a whole array, to check the streaming reader against.
///
/// Knows nothing of headers, limits or encodings.
struct ReferenceParser {
    struct Malformed: Error {}

    private let bytes: [UInt8]
    private var position = 0

    /// - Throws: `Malformed` where RFC 4180 has no reading.
    static func records(in bytes: [UInt8]) throws(Malformed) -> [[[UInt8]]] {
        var parser = ReferenceParser(bytes: bytes)
        var records: [[[UInt8]]] = []
        while parser.position < bytes.count {
            if parser.takeLineEnd() { continue }
            records.append(try parser.record())
        }
        return records
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var current: Unicode.Scalar? {
        position < bytes.count ? Unicode.Scalar(bytes[position]) : nil
    }

    private mutating func takeLineEnd() -> Bool {
        guard current == "\r" || current == "\n" else { return false }
        let isCarriageReturn = current == "\r"
        position += 1
        if isCarriageReturn, current == "\n" { position += 1 }
        return true
    }

    private mutating func record() throws(Malformed) -> [[UInt8]] {
        var fields = [try field()]
        while current == "," {
            position += 1
            fields.append(try field())
        }
        guard current == nil || takeLineEnd() else { throw Malformed() }
        return fields
    }

    private mutating func field() throws(Malformed) -> [UInt8] {
        if current == "\"" { return try quotedField() }
        let start = position
        while let byte = current, byte != ",", byte != "\r", byte != "\n" {
            if byte == "\"" { throw Malformed() }
            position += 1
        }
        return Array(bytes[start..<position])
    }

    private mutating func quotedField() throws(Malformed) -> [UInt8] {
        var content: [UInt8] = []
        repeat {
            position += 1
            let start = position
            while let byte = current, byte != "\"" { position += 1 }
            guard current != nil else { throw Malformed() }
            content += bytes[start..<position]
            position += 1
            if current == "\"" { content.append(bytes[position]) }
        } while current == "\""
        return content
    }
}
