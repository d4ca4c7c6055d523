/// Reads a stream of events as it comes (WHATWG HTML, section 9.2.6): the data of every event that is whole.
///
/// Any bytes can be read; what is no field of an event is passed over, as the standard has it.
package struct ServerSentEvents: Sendable {
    private var line: [UInt8] = []
    private var data: [UInt8]?
    private var endedWithReturn = false
    private var isAtStart = true

    package init() {}

    /// The data of the events that these bytes complete, the lines of each joined by line ends.
    package mutating func events(adding bytes: some Sequence<UInt8>) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes {
            let isFeed = byte == UInt8(ascii: "\n"), isReturn = byte == UInt8(ascii: "\r")
            // A line ends with \n, \r or both.
            if isFeed && endedWithReturn {
                endedWithReturn = false
                continue
            }
            endedWithReturn = isReturn
            guard isFeed || isReturn else {
                line.append(byte)
                continue
            }
            if let event = endLine() { events.append(event) }
        }
        return events
    }

    /// - Returns: The event that an empty line completes.
    private mutating func endLine() -> [UInt8]? {
        defer { (line, isAtStart) = ([], false) }
        if isAtStart, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        guard !line.isEmpty else {
            defer { data = nil }
            return data
        }
        guard let value = value(of: "data") else { return nil }
        data = data.map { $0 + [UInt8(ascii: "\n")] + value } ?? Array(value)
        return nil
    }

    /// What a line says of a field, less one space; `nil` for a line about something else.
    private func value(of field: String) -> ArraySlice<UInt8>? {
        let name = Array(field.utf8)
        guard line.starts(with: name) else { return nil }
        let rest = line.dropFirst(name.count)
        guard let colon = rest.first else { return [] }
        guard colon == UInt8(ascii: ":") else { return nil }
        let value = rest.dropFirst()
        return value.first == UInt8(ascii: " ") ? value.dropFirst() : value
    }
}
