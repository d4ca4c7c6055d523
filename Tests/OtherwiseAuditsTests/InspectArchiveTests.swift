import Foundation
import OtherwiseCore
import OtherwiseTesting
import OtherwiseYAML
import Testing

@testable import OtherwiseAudits

@Suite struct `Archives of Inspect AI` {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/inspect")

    private static func file(_ name: String) throws -> Data { try Data(contentsOf: fixtures.appending(path: name)) }

    /// An archive of files that are stored as they are, in the order given.
    ///
    /// - Parameter again: Further names under which the first file is listed.
    private static func stored(_ files: [(name: String, text: String)], listedAgain again: [String] = []) -> Data {
        func low(_ number: Int, _ width: Int) -> [UInt8] {
            (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        var bytes: [UInt8] = [], list: [UInt8] = []
        for (name, text) in files {
            let content = Array(text.utf8), start = bytes.count
            for (place, name) in ([name] + (start == 0 ? again : [])).map({ Array($0.utf8) }).enumerated() {
                let common =
                    low(0, 2) + low(0, 2) + low(0, 4) + low(Int(content.crc32), 4) + low(content.count, 4)
                    + low(content.count, 4) + low(name.count, 2) + low(0, 2)
                if place == 0 { bytes += Array("PK\u{3}\u{4}".utf8) + low(20, 2) + common + name + content }
                list += Array("PK\u{1}\u{2}".utf8) + low(20, 2) + low(20, 2) + common + low(0, 2) + low(0, 8)
                list += low(start, 4) + name
            }
        }
        let count = files.count + again.count
        let end =
            Array("PK\u{5}\u{6}".utf8) + low(0, 4) + low(count, 2) + low(count, 2) + low(list.count, 4)
            + low(bytes.count, 4) + low(0, 2)
        return Data(bytes + list + end)
    }

    private static let head = #"{"eval": {"task": "sums", "model": "m"}}"#

    private static func sample(_ id: String, _ score: String) -> (name: String, text: String) {
        (
            "samples/\(id)_epoch_1.json",
            #"{"id": "\#(id)", "input": "?", "target": "1", "scores": {"match": {"value": "\#(score)"}}}"#
        )
    }

    /// Nothing is packed.
    private static func json(_ data: Data) throws -> Data {
        try InspectArchive(data, name: "log.eval").json { _, packing, _ in
            Issue.record("unpacked by \(packing)")
            return Data()
        }
    }

    @Test func `the check is that of ZIP`() {
        // The check value of the catalogue of parametrised CRC algorithms.
        #expect("123456789".utf8.crc32 == 0xCBF4_3926 && [UInt8]().crc32 == 0)
    }

    @Test func `a log that is stored unpacked is read; of two files of one name the later counts`() throws {
        let data = Self.stored([
            ("_journal/start.json", "no matter"), Self.sample("a", "I"), Self.sample("b", "C"), Self.sample("a", "C"),
            ("header.json", Self.head),
        ])
        let log = try InspectLog(Self.json(data), name: "log.eval")
        #expect(log.task == "sums" && log.samples.map(\.id) == ["a", "b"])
        #expect(log.samples.map(\.isCorrect) == [true, true])
    }

    @Test func `a head with numbers that are none is read`() throws {
        let head = #"{"eval": {"task": "sums", "model": "m"}, "results": {"stderr": NaN}}"#
        let log = try InspectLog(
            Self.json(Self.stored([Self.sample("a", "C"), ("header.json", head)])), name: "log.eval")
        #expect(log.samples.count == 1)
    }

    @Test func `packed files are unpacked at once, and as many bytes are asked for as come out`() throws {
        for (name, packing) in [("before.eval", InspectArchive.Packing.zstandard), ("before-deflated.eval", .gzip)] {
            var asked: [(InspectArchive.Packing, Int)] = []
            let archive = try InspectArchive(Self.file(name), name: name)
            let error = #expect(throws: AuditError.self) {
                try archive.json { packed, packing, size in
                    let mark: [UInt8] = packing == .gzip ? [0x1F, 0x8B] : [0x28, 0xB5, 0x2F, 0xFD]
                    #expect(packed.starts(with: mark))
                    asked.append((packing, size))
                    return Data(count: size)
                }
            }
            #expect(asked.map(\.0) == [packing] && asked.allSatisfy { $0.1 > 3000 })
            // Zeros are not what was packed.
            #expect(error?.problem.contains("is damaged") == true)
        }
    }

    @Test func `what is damaged, cut off or no log is refused with the reason`() throws {
        let good = Self.stored([Self.sample("a", "C"), ("header.json", Self.head)])
        var flipped = good
        flipped[60] ^= 1
        let long = Self.sample("a", String(repeating: "C", count: 1000))
        let many = Self.stored([long, ("header.json", Self.head)], listedAgain: (0..<9).map { "samples/\($0).json" })
        let faults: [(Data, String)] = [
            (flipped, "is damaged"), (good.dropLast(1), "its list of files is cut off"),
            (Self.stored([("header.json", "{")]), "is not JSON"), (Self.stored([("header.json", "[]")]), "no object"),
            (Self.stored([Self.sample("a", "C")]), "has no header.json"), (Data("PK".utf8), "is cut off"),
            (many, "lie in the same place"),
        ]
        for (data, message) in faults {
            let error = #expect(throws: AuditError.self) { try Self.json(data) }
            #expect(error?.code == .badFile && error?.problem.contains(message) == true, "\(error?.problem ?? "none")")
            #expect(error?.hint.contains("inspect log convert") == true)
        }
    }

    @Test func `no byte that is lost or changed traps`() throws {
        let good = try Self.file("before.eval")
        for length in stride(from: 0, to: good.count, by: 7) {
            #expect(throws: AuditError.self) { try InspectArchive(good.prefix(length), name: "cut") }
        }
        for place in good.indices.suffix(1500) {
            var changed = good
            changed[place] = 0xFF
            _ = try? InspectArchive(changed, name: "changed").json { _, _, size in Data(count: min(size, 10_000)) }
        }
    }
}
