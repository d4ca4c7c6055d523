import OtherwiseCSV
import Testing

@Suite("Writer")
struct WriterTests {
    @Test(
        "A field is quoted only if it must be",
        arguments: [
            ("plain", "plain"), (" spaced ", " spaced "), ("5' 6", "5' 6"), ("é;", "é;"), ("", ""), ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("\"", "\"\"\"\""),
        ])
    func quoting(field: String, expected: String) throws {
        let bytes = try encoded([[field, "1"]], header: ["x", "y"])
        #expect(String(decoding: bytes, as: UTF8.self) == "x,y\n\(expected),1\n")
    }

    @Test("A lone empty field is quoted, because a blank line is no record")
    func loneEmptyField() throws {
        #expect(try encoded([[""]], header: ["x"]) == Array("x\n\"\"\n".utf8))
    }

    @Test("Delimiter and line end are the caller's choice")
    func choices() throws {
        let bytes = try encoded([["a;b", "c,d"]], header: ["x", "y"], delimiter: .semicolon, lineEnding: .crlf)
        #expect(String(decoding: bytes, as: UTF8.self) == "x;y\r\n\"a;b\";c,d\r\n")
    }

    @Test(
        "A number is written in its shortest form",
        arguments: [
            (39, "39"), (-0.5, "-0.5"), (0.1, "0.1"), (-0.0, "-0"), (1e-7, "1e-07"), (1e300, "1e+300"),
            (1 / 3, "0.3333333333333333"),
            (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
        ] as [(Double, String)])
    func number(value: Double, expected: String) throws {
        var writer = try CSVWriter(to: TextByteSink(""), header: ["x"])
        try writer.write([.number(value)])
        #expect(try writer.finish().stream == "x\n\(expected)\n")
    }

    @Test("Literals make fields")
    func literals() throws {
        var writer = try CSVWriter(to: TextByteSink(""), header: ["a", "b", "c"])
        try writer.write(["Private", 39, 0.5])
        #expect(try writer.finish().stream == "a,b,c\nPrivate,39,0.5\n")
    }

    @Test("What a reader would refuse is not written")
    func refusal() throws {
        #expect(failure(of: { try encodedHeader([]) })?.code == .noColumns)
        #expect(failure(of: { try encodedHeader(["a", ""]) })?.code == .unnamedColumn)
        #expect(failure(of: { try encodedHeader(["a", "a"]) })?.code == .duplicateColumn)
        #expect(failure(of: { try encodedHeader(["a\0"]) })?.code == .nulByte)
        #expect(failure(of: { try encodedHeader(["a", "b"]) })?.code == nil)
    }

    @Test("A record that is refused leaves no trace")
    func refusedRecord() throws {
        var writer = try CSVWriter(to: TextByteSink(""), header: ["a", "b"])
        #expect(failure(of: { try writer.write(["1"]) })?.code == .raggedRow)
        #expect(failure(of: { try writer.write(["1", "2\0"]) })?.column?.name == "b")
        #expect(failure(of: { try writer.write(["3", "4"]) }) == nil)
        #expect(try writer.finish().stream == "a,b\n3,4\n")
    }

    @Test("Records are passed on while they are written, and whole")
    func flushing() throws {
        var writer = try CSVWriter(to: LengthSink(), header: ["x"])
        for _ in 0..<100_000 { try writer.write(["é23456"]) }
        let lengths = try writer.finish().lengths
        #expect(lengths.count > 5)
        #expect(lengths.reduce(0, +) == 2 + 100_000 * 8)
        #expect(lengths.max() ?? 0 <= (1 << 16) + 8)
        #expect(lengths.dropFirst().allSatisfy { $0 % 8 == 0 })
    }

    private func encodedHeader(_ header: [String]) throws(CSVError) -> [UInt8] {
        let writer = try CSVWriter(to: MemoryByteSink(), header: header)
        return try writer.finish().bytes
    }
}

/// Keeps the lengths of what is written.
private struct LengthSink: ByteSink {
    var lengths: [Int] = []

    mutating func write(_ bytes: [UInt8]) throws(CSVError) {
        lengths.append(bytes.count)
    }
}
