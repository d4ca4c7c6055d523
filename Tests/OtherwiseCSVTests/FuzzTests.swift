import OtherwiseCSV
import Testing

@Suite("Damaged files")
struct FuzzTests {
    private static let corpus: [[UInt8]] =
        ConformanceCase.all.map { Array($0.text.utf8) } + [
            Array("age,workclass,income\n39, State-gov,<=50K\n50,\"Self, emp\",>50K\n".utf8),
            Array("\u{FEFF}a;b\r\n\"x\"\"y\";\"\r\n\"\r\n".utf8),
        ]
    private static let meaningful: [UInt8] = Array("\",\r\n\0 1a".utf8) + [0xC3, 0xA9, 0xE6, 0xEF, 0xFF, 0x80]

    /// 8 × 13,000 = 104,000 damaged files.
    @Test("However a file is damaged, it is read as the reference reads it or refused", arguments: 0..<8)
    func damage(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<13_000 {
            let bytes = Self.damaged(using: &generator)
            let problem = Self.problem(with: bytes)
            #expect(problem == nil, "seed \(seed), round \(round), bytes \(bytes)")
        }
    }

    /// What is wrong with how the bytes are read, if anything.
    private static func problem(with bytes: [UInt8]) -> String? {
        let reading = Reading(bytes)
        let width = reading.header.count
        let codes = Set(reading.failures.map(\.code))
        guard codes.isSubset(of: [.raggedRow]) else { return nil }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        guard let records = try? ReferenceParser.records(in: text) else { return "the reference refuses it" }
        guard String(validating: bytes, as: UTF8.self) != nil else { return "it is not UTF-8" }
        let header = records.first?.map { String(decoding: $0, as: UTF8.self) } ?? []
        guard header == reading.header else { return "the reference has another header" }
        let read = reading.events.compactMap { if case .record(_, let fields) = $0 { fields } else { nil } }
        return read == records.dropFirst().filter { $0.count == width } ? nil : "the reference has other records"
    }

    private static func damaged(using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = corpus.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            let byte =
                Bool.random(using: &generator)
                ? UInt8.random(in: 0...255, using: &generator) : meaningful.randomElement(using: &generator) ?? 0
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.insert(byte, at: place)
            case 1 where place < bytes.count: bytes[place] = byte
            case 2 where place < bytes.count: bytes.remove(at: place)
            case 3: bytes.removeSubrange(place...)
            case 4: bytes.insert(contentsOf: corpus.randomElement(using: &generator) ?? [], at: place)
            default: break
            }
        }
        return bytes
    }
}
