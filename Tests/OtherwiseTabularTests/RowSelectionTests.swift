import OtherwiseTabular
import Testing

@Suite("Selected rows")
struct RowSelectionTests {
    @Test(
        "Rows, places and what is left agree with a plain list",
        arguments: [[], [0...0], [4...6, 5...9, 20...20, 2...2]])
    func lists(_ spans: [ClosedRange<Int>]) {
        let rows = RowSelection(spans)
        let plain = Set(spans.flatMap { Array($0) }).sorted()
        #expect(rows.count == plain.count && rows.first == plain.first && rows.last == plain.last)
        #expect(plain.indices.map { rows[$0] } == plain)
        #expect((-1...25).filter(rows.contains) == plain)
        for count in 0...(plain.count + 1) {
            let rest = rows.dropFirst(count)
            #expect((0..<rest.count).map { rest[$0] } == Array(plain.dropFirst(count)))
        }
    }

    @Test("Many rows named one by one are found at once")
    func many() {
        let rows = RowSelection((0..<200_000).map { 2 * $0...2 * $0 })
        #expect((0..<200_000).allSatisfy { rows[$0] == 2 * $0 && rows.contains(2 * $0) && !rows.contains(2 * $0 + 1) })
    }
}
