import OtherwiseCSV
import Testing

@Suite("Conformance to RFC 4180")
struct ConformanceTests {
    @Test("A conforming text is read as the rules have it", arguments: ConformanceCase.all)
    func conformingText(_ example: ConformanceCase) {
        let reading = Reading(example.text)
        #expect(reading.failures == [])
        #expect(reading.header == example.header)
        #expect(reading.records == example.records)
    }

    @Test("What is read, written and read again is the same", arguments: ConformanceCase.all)
    func rewriting(_ example: ConformanceCase) throws {
        for lineEnding in [CSVLineEnding.lf, .crlf] {
            let bytes = try encoded(example.records, header: example.header, lineEnding: lineEnding)
            #expect(Reading(bytes).header == example.header)
            #expect(Reading(bytes).records == example.records)
        }
    }

    @Test(
        "Another delimiter takes the comma's place",
        arguments: [CSVDelimiter.semicolon, .tab, .verticalBar])
    func otherDelimiter(_ delimiter: CSVDelimiter) {
        let mark = String(UnicodeScalar(delimiter.rawValue))
        let text = "a\(mark)b\n1,5\(mark)\"2\(mark)5\"\n"
        let reading = Reading(text, dialect: CSVDialect(delimiter: delimiter))
        #expect(reading.header == ["a", "b"])
        #expect(reading.records == [["1,5", "2\(mark)5"]])
    }

    @Test("With a given header the first record is data")
    func givenHeader() throws {
        var reader = try CSVReader(bytes: Array("1,2\n3,4\n".utf8), header: .given(["a", "b"]))
        #expect(reader.header == ["a", "b"])
        #expect(try reader.next()?.strings == ["1", "2"])
        #expect(try reader.next()?.strings == ["3", "4"])
        #expect(try reader.next()?.strings == nil)
    }

    @Test("A quote in a plain field is kept if the dialect says so, and rejected if not")
    func quoteInPlainField() {
        let text = "a,b\n5\" pipe,6'\"\n"
        let lenient = CSVDialect(quotesInPlainFields: .literal)
        #expect(Reading(text, dialect: lenient).records == [["5\" pipe", "6'\""]])
        #expect(Reading(text).failures.map(\.code) == [.quoteInPlainField])
    }

    @Test("A record names the line it begins on, whatever ends the lines", arguments: ["\n", "\r", "\r\n"])
    func lines(_ end: String) {
        let lines = ["", "a,b", "1,2", "", "\"x", "", "y\",3", "4,5", ""]
        #expect(Reading(lines.joined(separator: end)).lines == [3, 5, 8])
    }

    @Test("CR and LF with text between them are two line ends, also within quotes")
    func separatedLineEnds() {
        #expect(Reading("a\n\"\rx\n\"\n1\n\"\r\n\"\n2\n").lines == [2, 5, 6, 8])
    }
}

/// The bytes of a file with these texts.
func encoded(
    _ records: [[String]], header: [String], delimiter: CSVDelimiter = .comma, lineEnding: CSVLineEnding = .lf
) throws -> [UInt8] {
    var writer = try CSVWriter(to: MemoryByteSink(), header: header, delimiter: delimiter, lineEnding: lineEnding)
    for record in records {
        try writer.write(record.map(CSVField.text))
    }
    return try writer.finish().bytes
}
