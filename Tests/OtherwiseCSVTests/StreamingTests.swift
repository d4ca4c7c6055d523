import OtherwiseCSV
import Testing

@Suite("Streaming")
struct StreamingTests {
    private static let pieceLengths = [1, 2, 3, 7, 1 << 16]

    @Test("The size of the pieces changes neither records nor errors", arguments: 0..<200)
    func pieces(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let bytes = randomText(using: &generator)
        let limits = CSVLimits(fieldBytes: 12, recordBytes: 30, columns: 6)
        for limits in [limits, CSVLimits()] {
            let whole = Reading(bytes, limits: limits)
            for pieceLength in Self.pieceLengths {
                #expect(Reading(bytes, pieceLength: pieceLength, limits: limits) == whole, "\(pieceLength)")
            }
        }
    }

    @Test("Random files come out well-formed often enough for the property to mean something")
    func pieceInputs() {
        let readings = (0..<200).map { seed in
            var generator = SeededGenerator(seed: seed)
            return Reading(randomText(using: &generator))
        }
        #expect(readings.count { $0.failures == [] && !$0.records.isEmpty } >= 20)
        #expect(Set(readings.flatMap(\.failures).map(\.code)).count >= 6)
    }

    @Test(
        "What straddles the end of a piece of 64 KiB is read whole",
        arguments: ["é", "日", "👩", "\"", "\r\n", ","])
    func straddling(_ mark: String) throws {
        for shift in 0..<24 {
            let filler = String(repeating: "x", count: (1 << 16) - 20 + shift)
            let records = [["\(filler)\(mark)", "\(mark),"], ["4", "5"]]
            for lineEnding in [CSVLineEnding.lf, .crlf] {
                let bytes = try encoded(records, header: ["a", "b"], lineEnding: lineEnding)
                #expect(Reading(bytes).records == records)
            }
        }
    }

    @Test("The first record is delivered before the rest is read")
    func firstRecord() throws {
        let source = EndlessSource(beginning: "a,b\n1,2\n", then: "\n")
        var reader = try CSVReader(source: source)
        #expect(try reader.next()?.strings == ["1", "2"])
        #expect(source.taken <= 1 << 16)
    }

    @Test("A field beyond the limit is given up at the limit", arguments: ["a\n", "a\n\"", "", "\""])
    func endlessField(_ beginning: String) {
        let source = EndlessSource(beginning: beginning, then: "x")
        #expect(failure(of: { try Self.readAll(source) })?.code == .fieldTooLong)
        #expect(source.taken <= (1 << 20) + (2 << 16))
    }

    @Test("A record without end is given up at the limit")
    func endlessRecord() {
        let source = EndlessSource(beginning: "a\n", then: ",")
        #expect(failure(of: { try Self.readAll(source) })?.code == .tooManyColumns)
        #expect(source.taken <= 3 << 16)
    }

    @Test("A field of 10 MB is read if the limit allows it")
    func longField() throws {
        let length = 10_000_000
        let bytes = Array("a,b\n1,".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: length)
        var reader = try CSVReader(bytes: bytes, limits: CSVLimits(fieldBytes: length))
        #expect(try reader.next()?.bytes(at: 1).count == length)
        #expect(Reading(bytes, limits: CSVLimits(fieldBytes: length - 1)).failures.map(\.code) == [.fieldTooLong])
    }

    @Test("A record that is kept does not change when the reader moves on")
    func keptRecords() throws {
        let records = (0..<1000).map { ["\($0)", String(repeating: "x", count: $0 % 37)] }
        var reader = try CSVReader(bytes: try encoded(records, header: ["a", "b"]))
        var kept: [CSVRecord] = []
        while let record = try reader.next() {
            if record.line % 3 != 0 { kept.append(record) }
        }
        #expect(kept.map(\.strings) == records.filter { (Int($0[0]) ?? 0) % 3 != 1 })
    }

    @Test("A source that claims more than it can have delivered is refused", arguments: [-1, 1 << 20])
    func boastfulSource(_ claim: Int) {
        #expect(failure(of: { try CSVReader(source: BoastfulSource(claim: claim)).header })?.code == .unreadable)
    }

    private static func readAll(_ source: any ByteSource) throws(CSVError) {
        var reader = try CSVReader(source: source)
        while try reader.next() != nil {}
    }
}

/// A text of pieces that matter to the grammar, some of them malformed, its end perhaps cut off.
func randomText(using generator: inout SeededGenerator) -> [UInt8] {
    let wild = ["\"", "\"\"", ",", "\r", "\n", "x", "日", "\"a\nb\"", "\0", "\u{FEFF}"]
    let tame = ["1", "", "é", " x ", "\"\"", "\"a,b\"", "\"\"\"\"", "\"a\r\nb\"", "👩", "日本語"]
    let lineEnds = ["\n", "\r", "\r\n", "\n\n"]
    let wildness = [0, 0, 3, 30].randomElement(using: &generator) ?? 0
    var bytes = Array("a,b,c\n".utf8)
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
        for column in 0..<3 {
            if column > 0 { bytes.append(UInt8(ascii: ",")) }
            let isWild = Int.random(in: 0..<100, using: &generator) < wildness
            let piece = (isWild ? wild : tame).randomElement(using: &generator) ?? ""
            bytes += Array(piece.utf8)
            if isWild, Int.random(in: 0..<5, using: &generator) == 0 { bytes.append(0xE6) }
        }
        bytes += Array((lineEnds.randomElement(using: &generator) ?? "").utf8)
    }
    return wildness == 0 ? bytes : bytes.dropLast(Int.random(in: 0...8, using: &generator))
}
