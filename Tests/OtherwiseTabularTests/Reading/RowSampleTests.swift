import Foundation
import OtherwiseCore
import OtherwiseSearch
import Testing

@testable import OtherwiseTabular

@Suite("Rows drawn evenly from a stream")
struct RowSampleTests {
    /// Rows `range`, numbered, each with a category that comes to an end.
    private static func batch(_ range: Range<Int>) throws -> Table {
        let levels = range.lowerBound.isMultiple(of: 2) ? ["early", "late"] : ["late", "early"]
        let isEarly = range.map { $0 < 500 }
        return try Table(columns: [
            Column(name: "number", storage: .numbers(range.map(Double.init))),
            Column(
                name: "part",
                storage: .categories(
                    codes: isEarly.map { $0 == (levels[0] == "early") ? 0 : 1 }, levels: levels)),
        ])
    }

    private static func sample(of count: Int, limit: Int, batches: Int) throws -> Table {
        var sample = RowSample(of: limit)
        for start in stride(from: 0, to: count, by: batches) {
            sample.add(try batch(start..<min(start + batches, count)))
        }
        return sample.table()
    }

    private static func numbers(_ table: Table) -> [Double] {
        guard case .numbers(let numbers)? = table["number"]?.storage else { return [] }
        return numbers
    }

    @Test("What is short enough is kept whole", arguments: [1, 7, 100])
    func whole(batches: Int) throws {
        let table = try Self.sample(of: 100, limit: 100, batches: batches)
        #expect(Self.numbers(table) == (0..<100).map(Double.init))
    }

    @Test("Of a longer one as many stay as may, in their order, with what belongs to them", arguments: [1, 33, 1000])
    func drawn(batches: Int) throws {
        let table = try Self.sample(of: 1000, limit: 100, batches: batches)
        let numbers = Self.numbers(table)
        #expect(numbers.count == 100 && numbers == numbers.sorted() && Set(numbers).count == 100)
        for row in 0..<table.count {
            #expect(table["part"]?[row] == .category(numbers[row] < 500 ? "early" : "late"))
        }
        // The batches are without influence.
        #expect(numbers == Self.numbers(try Self.sample(of: 1000, limit: 100, batches: 10)))
        // Both ends of the stream have their part: 50 ± 4 standard deviations of the draw.
        #expect((30...70).contains(numbers.count { $0 < 500 }))
    }

    @Test("A profile has the ranges of all rows and its sample from all, whatever their order")
    func profile() throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let rows = (0..<DataProfile.sampleLimit + 10_000).map { "\($0),\($0 < DataProfile.sampleLimit ? "a" : "b")" }
        try Data(("x,kind\n" + rows.joined(separator: "\n") + "\n").utf8).write(to: scratch)
        let profile = try DataProfile(path: scratch.path)
        #expect(profile.count == rows.count && profile.sample.count == DataProfile.sampleLimit && !profile.isWhole)
        let statistics = try #require(profile.statistics["x"])
        #expect(statistics.minimum == 0 && statistics.maximum == Double(rows.count - 1))
        #expect(abs(statistics.median / Double(rows.count) - 0.5) < 0.01)
        let kinds = (0..<profile.sample.count).count { profile.sample["kind"]?[$0] == .category("b") }
        // A sixth of all.
        #expect(abs(Double(kinds) / Double(profile.sample.count) - 1.0 / 6) < 0.01)
    }
}
