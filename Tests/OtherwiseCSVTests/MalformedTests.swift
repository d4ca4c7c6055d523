import OtherwiseCSV
import Testing

/// A text that must be refused, the refusal, and a twin that differs a little and must be read.
struct MalformedCase: Sendable, CustomStringConvertible {
    let description: String
    let text: [UInt8]
    let message: String
    let code: CSVError.Code
    let twin: [UInt8]

    init(_ code: CSVError.Code, _ text: String, twin: String, _ message: String) {
        self.init(code, Array(text.utf8), twin: Array(twin.utf8), message)
    }

    init(_ code: CSVError.Code, _ text: [UInt8], twin: [UInt8], _ message: String) {
        description = "\(code): \(String(decoding: text, as: UTF8.self).debugDescription)"
        self.text = text
        self.twin = twin
        self.message = message
        self.code = code
    }
}

@Suite("Malformed files")
struct MalformedTests {
    @Test("A malformed file is refused with the place and the cure, and its well-formed twin is read", arguments: cases)
    func refusal(_ example: MalformedCase) {
        let failures = Reading(example.text, limits: Self.limits).failures
        #expect(failures.map(\.code) == [example.code])
        #expect(failures.map { $0.description.hasPrefix(example.message) } == [true], "\(failures)")
        #expect(Reading(example.twin, limits: Self.limits).failures == [])
    }

    static let limits = CSVLimits(fieldBytes: 12, recordBytes: 20, columns: 3)
    static let cases: [MalformedCase] = structure + names + bytes + lengths

    private static let structure: [MalformedCase] = [
        MalformedCase(
            .unterminatedQuote, "a,b\n1,2\n3,\"4\n\n5", twin: "a,b\n1,2\n3,\"4\n\n5\"",
            "test.csv, line 3, column 2 'b': A quoted field is opened here and the file ends before it is closed."),
        MalformedCase(
            .unterminatedQuote, "\"a", twin: "\"a\"",
            "test.csv, line 1, column 1: A quoted field is opened here and the file ends before it is closed."),
        MalformedCase(
            .textAfterQuote, "a,b\n1,\"2\"x\n", twin: "a,b\n1,\"2\"\"x\"\n",
            "test.csv, line 2, column 2 'b': Text follows a closing quote;"),
        MalformedCase(
            .textAfterQuote, "a,b\n\"1\" ,2\n", twin: "a,b\n\"1\",2\n",
            "test.csv, line 2, column 1 'a': Text follows a closing quote;"),
        MalformedCase(
            .quoteInPlainField, "a,b\n1, \"2\"\n", twin: "a,b\n1,\"2\"\n",
            "test.csv, line 2, column 2 'b': A quote stands inside a field that does not begin with one."),
        MalformedCase(
            .raggedRow, "a,b\n\n1\n", twin: "a,b\n\n1,\n",
            "test.csv, line 3: The record has 1 field; the header has 2. Quote fields"),
        MalformedCase(
            .raggedRow, "a,b\n1,2,3\n", twin: "a,b\n1,\"2,3\"\n",
            "test.csv, line 2: The record has 3 fields; the header has 2. Quote fields"),
    ]

    private static let names: [MalformedCase] = [
        MalformedCase(.emptyFile, "", twin: "a", "test.csv: There is no header: the file is empty."),
        MalformedCase(.emptyFile, "\u{FEFF}\r\n\n", twin: "\u{FEFF}\r\na", "test.csv: There is no header"),
        MalformedCase(
            .duplicateColumn, "\na,b,a\n", twin: "\na,b,A\n",
            "test.csv, line 2, column 3 'a': Columns 1 and 3 are both named 'a'."),
        MalformedCase(.unnamedColumn, ",a\n", twin: "x,a\n", "test.csv, line 1, column 1: Column 1 has an empty name."),
        MalformedCase(.unnamedColumn, "a,\n", twin: "a, \n", "test.csv, line 1, column 2: Column 2 has an empty name."),
    ]

    private static let bytes: [MalformedCase] = [
        MalformedCase(
            .nulByte, "a,b\n1,\0\n", twin: "a,b\n1,\u{1}\n",
            "test.csv, line 2, column 2 'b': The byte at offset 6 is NUL"),
        MalformedCase(
            .notUTF8, Array("a,b\n1,caf".utf8) + [0xE9, 0x0A], twin: Array("a,b\n1,café\n".utf8),
            "test.csv, line 2, column 2 'b': The byte at offset 9 is not UTF-8. Convert"),
        MalformedCase(
            .notUTF8, Array("a\n日".utf8.dropLast()), twin: Array("a\n日".utf8),
            "test.csv, line 2, column 1 'a': The byte at offset 2 is not UTF-8."),
        MalformedCase(
            .notUTF8, [0xFF, 0xFE, 0x61, 0x00], twin: [0x61],
            "test.csv: The file begins like UTF-16 (little-endian), not like UTF-8 text. Convert it"),
        MalformedCase(.notUTF8, [0xFE, 0xFF, 0x00, 0x61], twin: [0x61], "test.csv: The file begins like UTF-16 (big"),
        MalformedCase(.notUTF8, [0xFF, 0xFE, 0, 0], twin: [0x61], "test.csv: The file begins like UTF-32 (little"),
        MalformedCase(.notUTF8, [0, 0, 0xFE, 0xFF], twin: [0x61], "test.csv: The file begins like UTF-32 (big"),
        MalformedCase(.notUTF8, [0x1F, 0x8B, 8, 0], twin: [0x61], "test.csv: The file begins like a gzip archive"),
        MalformedCase(.notUTF8, [0x50, 0x4B, 3, 4], twin: [0x50, 0x4B], "test.csv: The file begins like a zip"),
    ]

    private static let lengths: [MalformedCase] = [
        MalformedCase(
            .fieldTooLong, "a\n\"12345\n7890123\"", twin: "a\n\"12345\n789012\"",
            "test.csv, line 2, column 1 'a': A field is longer than the limit of 12 bytes."),
        MalformedCase(
            .recordTooLong, "a,b\n12345678901,1234567890\n", twin: "a,b\n1234567890,1234567890\n",
            "test.csv, line 2, column 2 'b': A record is longer than the limit of 20 bytes."),
        MalformedCase(
            .tooManyColumns, "a,b,c,d\n", twin: "a,b,c\n",
            "test.csv, line 1, column 4: A record has more fields than the limit of 3."),
    ]
}

@Suite("After an error")
struct AfterErrorTests {
    @Test("Reading continues after a ragged row")
    func raggedRow() {
        let reading = Reading("a,b\n1\n2,3\n4,5,6\n7,8\n")
        #expect(reading.records == [["2", "3"], ["7", "8"]])
        #expect(reading.failures.map(\.line) == [2, 4])
    }

    @Test("Any other error is thrown again, the same", arguments: MalformedTests.cases)
    func otherError(_ example: MalformedCase) throws {
        guard example.code != .raggedRow else { return }
        // A header of its own, so that the error is in the records.
        let source = MemoryByteSource(Array("a,b,c\n".utf8) + example.text)
        var reader = try CSVReader(source: source, limits: MalformedTests.limits)
        let first = firstFailure(in: &reader)
        for _ in 1...3 {
            #expect(failure(of: { try reader.next() }) == first)
        }
    }

    private func firstFailure(in reader: inout CSVReader) -> CSVError? {
        while true {
            var isEnd = false
            let error = failure(of: { isEnd = try reader.next() == nil })
            if isEnd { return nil }
            if let error, error.code != .raggedRow { return error }
        }
    }

    @Test("The end stays the end")
    func end() throws {
        var reader = try CSVReader(bytes: Array("a\n1".utf8))
        #expect(try reader.next()?.strings == ["1"])
        for _ in 1...3 {
            #expect(try reader.next()?.strings == nil)
        }
    }
}
