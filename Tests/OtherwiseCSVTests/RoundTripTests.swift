import OtherwiseCSV
import Testing

@Suite("Writing and reading back")
struct RoundTripTests {
    @Test("Random fields survive writing and reading", arguments: 0..<200)
    func randomFields(seed: Int) throws {
        var generator = SeededGenerator(seed: seed)
        let delimiter = CSVDelimiter.allCases.randomElement(using: &generator) ?? .comma
        let header = (0..<Int.random(in: 1...5, using: &generator)).map { "\($0)" + field(using: &generator) }
        let records = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
            header.map { _ in field(using: &generator) }
        }
        for lineEnding in [CSVLineEnding.lf, .crlf] {
            let bytes = try encoded(records, header: header, delimiter: delimiter, lineEnding: lineEnding)
            let reading = Reading(bytes, dialect: CSVDialect(delimiter: delimiter))
            #expect(reading.failures == [])
            #expect(reading.header == header)
            #expect(reading.records.map { $0.map { Array($0.utf8) } } == records.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test("A byte lost on the way is noticed, but for the last line end")
    func lostByte() throws {
        let records = [["a\"b", "c,d"], ["e\nf", "g"]]
        let bytes = try encoded(records, header: ["x", "y"])
        for index in bytes.indices.dropLast() {
            var damaged = bytes
            damaged.remove(at: index)
            let reading = Reading(damaged)
            #expect(reading.failures != [] || reading.records != records || reading.header != ["x", "y"], "\(index)")
        }
    }

    @Test("A file that begins with a byte order mark as text keeps it")
    func byteOrderMark() throws {
        let bytes = try encoded([["\u{FEFF}"]], header: ["\u{FEFF}a"])
        #expect(Reading(bytes).header == ["\u{FEFF}a"])
        #expect(Reading(bytes).records == [["\u{FEFF}"]])
    }

    private func field(using generator: inout SeededGenerator) -> String {
        let pieces = [
            "a", "7", " ", ",", ";", "\t", "|", "\"", "\n", "\r", "\r\n",
            "é", "e\u{301}", "日", "👩‍👩‍👧", "\u{FEFF}",
            "\u{1}",
        ]
        return (0..<Int.random(in: 0...8, using: &generator))
            .map { _ in pieces.randomElement(using: &generator) ?? "" }
            .joined()
    }
}
