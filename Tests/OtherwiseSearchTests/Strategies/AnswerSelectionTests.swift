import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch
import Testing

@Suite("Choosing among answers")
struct AnswerSelectionTests {
    private static func space() throws -> MixedSpace {
        MixedSpace(
            schema: try Schema(
                features: ["a", "b"].map { Feature(name: $0, domain: .numeric(range: 0...1, step: nil)) }),
            statistics: [:])
    }

    private static func answer(_ a: Double, _ b: Double, cost: Double) -> SearchResult.Answer {
        SearchResult.Answer(
            values: [.number(a), .number(b)], certificate: Certificate(kind: .none, lowerBound: nil, upperBound: cost),
            region: [:])
    }

    @Test("Max-min takes the far ones, determinantal passes over what is near or dear")
    func chosen() throws {
        let answers = [
            Self.answer(0.1, 0, cost: 0.10), Self.answer(0.11, 0, cost: 0.11), Self.answer(0, 0.4, cost: 0.2),
            Self.answer(1, 1, cost: 2),
        ]
        let space = try Self.space()
        let values = answers.map(\.values)
        #expect(AnswerSelection.cheapest.selected(2, of: answers, in: space).map(\.values) == [values[0], values[1]])
        #expect(AnswerSelection.maxMin.selected(2, of: answers, in: space).map(\.values) == [values[0], values[3]])
        #expect(
            AnswerSelection.determinantal.selected(2, of: answers, in: space).map(\.values) == [values[0], values[2]])
    }

    /// The greedy choice may be beaten by others of its size, but hardly by random ones.
    @Test("Sets chosen for difference differ more than the cheapest do", arguments: 0..<20)
    func spread(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let space = try Self.space()
        let answers = (0..<24).map { _ in
            let (a, b) = (Double.random(in: 0...1, using: &generator), Double.random(in: 0...1, using: &generator))
            return Self.answer(a, b, cost: a + b)
        }.sorted { ($0.certificate.upperBound ?? 0) < ($1.certificate.upperBound ?? 0) }
        let spreads = try AnswerSelection.allCases.map { selection in
            let chosen = selection.selected(4, of: answers, in: space)
            #expect(chosen.count == 4)
            #expect(chosen.first == answers.first)
            return try #require(Diversity(chosen.map(\.values), in: space))
        }
        #expect(spreads[1].least > spreads[0].least)
        #expect(spreads[2].mean >= spreads[0].mean)
    }

    @Test("Fewer answers than wanted, or answers that coincide, are returned as they are")
    func few() throws {
        let space = try Self.space()
        let same = Array(repeating: Self.answer(0.1, 0.2, cost: 0.3), count: 5)
        for selection in AnswerSelection.allCases {
            #expect(selection.selected(9, of: same, in: space).count == 5)
            #expect(selection.selected(1, of: same, in: space).count == 1)
        }
        #expect(AnswerSelection.maxMin.selected(3, of: same, in: space).count == 1)
        #expect(AnswerSelection.determinantal.selected(3, of: same, in: space).count == 1)
    }
}
