import OtherwiseCore
import Testing

@testable import OtherwiseTabular

@Suite("HTML report: numbers and pictures")
struct HTMLReportPicturesTests {
    typealias Fixture = HTMLReportFixture

    @Test("A proved number is rounded into what is proved", arguments: 0..<200)
    func roundedInside(seed: Int) throws {
        let edge = 0.1 + Double(seed) * 0.0031234567
        let change = Explanation.Change(feature: "ratio", from: .number(0.05), to: .number(edge))
        let region = Span(feature: "ratio", atLeast: edge, atMost: edge + 0.00004 * Double(1 + seed), oneOf: nil)
        let movement = Movement(change, region: region, numerals: Numerals(range: 0...1))
        let shown = try #require(Double(movement.newText))
        #expect(shown >= edge && shown <= edge + 0.00004 * Double(1 + seed), "seed \(seed)")
        #expect(movement.newText.count <= 8, "seed \(seed)")
    }

    @Test("A number with nothing proved around it is not rounded")
    func exact() {
        let change = Explanation.Change(feature: "ratio", from: .number(0.05), to: .number(0.50000012))
        #expect(Movement(change, numerals: Numerals(range: 0...1)).newText == "0.50000012")
    }

    @Test("A long number with nothing proved around it is given about, and with all its digits in the table")
    func about() throws {
        let way = HTMLReportFixture.way(#"{"feature":"ratio","from":0.05,"to":0.475270128580657}"#)
        let text = HTMLReportFixture.text(try HTMLReportFixture.page(way))
        #expect(text.contains("ratio rose from 0.05 to about 0.475."))
        #expect(text.contains("→ 0.475270128580657"))
    }

    @Test("A small change is still told from no change")
    func telling() {
        let change = Explanation.Change(feature: "ratio", from: .number(0.1234), to: .number(0.12340001))
        let region = Span(feature: "ratio", atLeast: 0.12340001, atMost: nil, oneOf: nil)
        let movement = Movement(change, region: region, numerals: Numerals(range: 0...1))
        #expect(movement.oldText == "0.1234")
        #expect(movement.target == "at least 0.12340001")
    }

    @Test(
        "Shares and counts are short",
        arguments: [(0, "0%"), (0.004, "<1%"), (0.144, "14%"), (0.997, ">99%"), (1, "100%")])
    func percent(share: Double, text: String) {
        #expect(Numerals.percent(share) == text)
    }

    @Test("Bars of a grid hold the same number of its values", arguments: [2, 3, 7, 40, 333])
    func evenBars(count: Int) {
        let numbers = (0..<count * 4).map { Double($0 % count) }
        let histogram = Histogram(numbers, holding: [], step: 1)
        #expect(abs(histogram.shares.reduce(0, +) - 1) < 1e-9)
        #expect(Set(histogram.shares.dropLast()).count <= 1)
        #expect(histogram.shares.count <= 33)
    }

    @Test("A far value does not flatten the rest, and what is not drawn is counted")
    func longTail() {
        let numbers = (0..<1000).map(Double.init) + [1e9]
        let histogram = Histogram(numbers, holding: [10])
        #expect(histogram.span.upperBound < 1100)
        #expect(histogram.outside > 0)
        #expect(Histogram(numbers, holding: [1e9]).span.contains(1e9))
    }

    @Test(
        "No numbers make the arithmetic overflow",
        arguments: [
            [], [0], [1e308, -1e308], [.leastNonzeroMagnitude, 0], [.infinity, 1], [1e16, 1e16 + 2], [.nan],
        ] as [[Double]])
    func extremes(numbers: [Double]) {
        for step in [nil, 1, 1e-300] {
            let histogram = Histogram(numbers, holding: numbers, step: step)
            #expect(histogram.span.lowerBound < histogram.span.upperBound)
            #expect(histogram.shares.count <= 33)
            _ = Ticks.numbers(in: histogram.span)
        }
    }

    @Test("Ticks are round numbers within the axis")
    func ticks() {
        #expect(Ticks.numbers(in: 0...1) == [0, 0.2, 0.4, 0.6, 0.8, 1])
        #expect(Ticks.numbers(in: 16.5...90.5) == [20, 40, 60, 80])
        #expect(Ticks.numbers(in: 0.5...3.5, whole: true) == [1, 2, 3])
    }

    @Test(
        "What is wanted is read from the words of the goal",
        arguments: [
            (Goal.within(300...(.infinity)), 300...Double.infinity), (.within(-.infinity...5), -Double.infinity...5),
            (.within(3...5), 3...5),
        ])
    func wanted(goal: Goal, range: ClosedRange<Double>) {
        #expect(WantedRange.range(goal.description, isRegression: true) == range)
    }

    @Test("A class is not taken for a range, nor a probability above 1 for a floor")
    func noRange() {
        #expect(WantedRange.range(Goal.probable("yes", atLeast: 0.7).description, isRegression: false) == 0.7...1)
        #expect(WantedRange.range("yes with probability of at least 7", isRegression: false) == nil)
        #expect(WantedRange.range("at least 3", isRegression: false) == nil)
        #expect(WantedRange.range("at least nan", isRegression: true) == nil)
        #expect(WantedRange.range("between 5 and 3", isRegression: true) == nil)
    }

    @Test("Categories beyond the limit are summed up, those before and after are always shown")
    func manyCategories() throws {
        let names = (0..<30).map { "level \($0)" }
        let column = Column(name: "job", values: (0..<300).map { .category(names[$0 % 20]) }, isNumeric: false)
        let domain = Domain.categorical(categories: names, isOrdered: false)
        let shares = CategoryShares(of: column, domain: domain, with: [])
        let rare = Value.category("level 29")
        let shown = shares.shown(9) { $0 == rare ? 0 : 1 }
        #expect(shown.count == 9)
        #expect(shown.contains(rare))
        #expect(abs(shares.total(of: shares.ranked) - 1) < 1e-9)
    }
}
