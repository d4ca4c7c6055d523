import OtherwiseCSV
import Testing

@Suite("Numbers")
struct NumberTests {
    @Test(
        "A decimal number is read, correctly rounded",
        arguments: [
            ("0", 0), ("39", 39), ("-7", -7), ("+7", 7), ("0.5", 0.5), (".5", 0.5), ("5.", 5), ("-0", -0.0),
            (" 39\t", 39), ("1e3", 1000), ("1E-3", 0.001), ("1e+22", 1e22), ("1e23", 1e23), ("0.1", 0.1),
            ("00012.50", 12.5),
            ("9007199254740993", 9_007_199_254_740_992), ("9007199254740992", 9_007_199_254_740_992),
            ("123456789012345678901234567890", 1.2345678901234568e29),
            ("1.7976931348623157e308", Double.greatestFiniteMagnitude), ("4.9e-324", Double.leastNonzeroMagnitude),
            ("1e-400", 0), ("0e999999999999999999999", 0),
            ("2.2250738585072011e-308", Double(bitPattern: 0x000F_FFFF_FFFF_FFFF)),
        ] as [(String, Double)])
    func decimal(text: String, value: Double) throws {
        let number = try #require(try number(text))
        #expect(number.bitPattern == value.bitPattern)
    }

    @Test(
        "What is not a finite decimal number is no number",
        arguments: [
            "", " ", "-", "+", ".", "e5", "1e", "1e+", "--1", "+-1", "1 2", "1,5", "1_000", "0x10", "nan", "inf",
            "-inf",
            "Infinity", "1e309", "-1e999999999999999999999", "١٢", "1\u{A0}", "1f", "1..2", "1e5.0", "NA",
        ])
    func noNumber(_ text: String) throws {
        #expect(try number(text) == nil)
    }

    @Test("Random decimals agree with the standard library to the bit", arguments: 0..<50)
    func random(seed: Int) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let text = Self.randomDecimal(using: &generator)
            let expected = try #require(Double(text))
            #expect(try number(text)?.bitPattern == (expected.isFinite ? expected.bitPattern : nil), "\(text)")
        }
    }

    @Test("Every double survives writing and reading", arguments: 0..<50)
    func roundTrip(seed: Int) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let value = Double(bitPattern: generator.next())
            let read = try number(String(decoding: try written(.number(value)), as: UTF8.self))
            #expect(read?.bitPattern == (value.isFinite ? value.bitPattern : nil))
        }
    }

    private func number(_ text: String) throws -> Double? {
        var reader = try CSVReader(bytes: Array("\"\(text)\"\n".utf8), header: .given(["x"]))
        return try #require(try reader.next()).number(at: 0)
    }

    private func written(_ field: CSVField) throws -> [UInt8] {
        var writer = try CSVWriter(to: MemoryByteSink(), header: ["x"])
        try writer.write([field])
        return Array(try writer.finish().bytes.dropFirst(2).dropLast())
    }

    private static func randomDecimal(using generator: inout SeededGenerator) -> String {
        func digits(_ most: Int) -> String {
            String(
                (0..<Int.random(in: 1...most, using: &generator)).map { _ in
                    Character(UnicodeScalar(UInt8.random(in: 48...57, using: &generator)))
                })
        }
        let sign = ["", "-", "+"].randomElement(using: &generator) ?? ""
        let fraction = Bool.random(using: &generator) ? "." + digits(20) : ""
        let exponent = Bool.random(using: &generator) ? "e\(Int.random(in: -330...320, using: &generator))" : ""
        return sign + digits(20) + fraction + exponent
    }
}
