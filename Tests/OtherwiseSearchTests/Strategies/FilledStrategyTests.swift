import OtherwiseCore
import Testing

@testable import OtherwiseSearch

/// Answers as it was told to.
private struct Scripted: Strategy {
    let name = "scripted"
    let result: SearchResult

    func answers(to query: Query, count: Int, budget: SearchBudget) -> SearchResult { result }
}

/// May not be asked.
private struct Silent: Strategy {
    struct Asked: Error {}
    let name = "silent"

    func answers(to query: Query, count: Int, budget: SearchBudget) throws -> SearchResult { throw Asked() }
}

@Suite("An exact strategy, filled where its budget ends it")
struct FilledStrategyTests {
    private static func answer(
        changing positions: Set<Int>, of query: Query, cost: Double, _ kind: Certificate.Kind
    ) -> SearchResult.Answer {
        let values = query.factual.values.enumerated().map { positions.contains($0) ? Value.number(99) : $1 }
        return SearchResult.Answer(
            values: values, certificate: Certificate(kind: kind, lowerBound: kind == .none ? nil : 1, upperBound: cost),
            region: [:])
    }

    private static func result(_ answers: [SearchResult.Answer], _ shortage: SearchResult.Shortage?) -> SearchResult {
        var result = SearchResult(status: .found, answers: answers)
        result.shortage = shortage
        return result
    }

    @Test("Where there are enough ways nobody is asked; where all others change more, those are looked for")
    func enough() async throws {
        let query = try SmallQuestion(seed: 1).query
        let exact = Self.result([Self.answer(changing: [0], of: query, cost: 1, .optimal)], .noFurther)
        let filled = FilledStrategy(Scripted(result: exact), filling: Silent())
        #expect(try await filled.answers(to: query, count: 1, budget: SearchBudget()) == exact)
        await #expect(throws: Silent.Asked.self) {
            try await filled.answers(to: query, count: 4, budget: SearchBudget())
        }
    }

    @Test("An answer that changes all that one before it does is held against all changes")
    func rivals() async throws {
        let query = try SmallQuestion(seed: 1).query
        var second = Self.answer(changing: [1, 2], of: query, cost: 3, .gap)
        second.certificate = Certificate(kind: .gap, lowerBound: 2, upperBound: 3, rivals: .further)
        let exact = Self.result([Self.answer(changing: [0], of: query, cost: 1, .optimal), second], .budget)
        func filled(changing positions: Set<Int>) async throws -> [Certificate] {
            let more = Self.result([Self.answer(changing: positions, of: query, cost: 2.5, .none)], nil)
            return try await FilledStrategy(Scripted(result: exact), filling: Scripted(result: more))
                .answers(to: query, count: 4, budget: SearchBudget()).answers.map(\.certificate)
        }
        #expect(try await filled(changing: [0, 1]).map(\.rivals) == [.all, .all, .further])
        let covered = try await filled(changing: [1])
        #expect(covered.map(\.rivals) == [.all, .all, .all] && covered.map(\.lowerBound) == [1, 1, 1])
    }

    @Test("What is added changes another set of features, and is bounded by the cheapest")
    func distinct() async throws {
        let query = try SmallQuestion(seed: 1).query
        let exact = Self.result([Self.answer(changing: [0], of: query, cost: 1, .optimal)], .budget)
        let more = Self.result(
            [
                Self.answer(changing: [0], of: query, cost: 1.2, .none),
                Self.answer(changing: [0, 1], of: query, cost: 1.5, .none),
                Self.answer(changing: [1], of: query, cost: 2, .none),
                Self.answer(changing: [1], of: query, cost: 3, .none),
            ], nil)
        let found = try await FilledStrategy(Scripted(result: exact), filling: Scripted(result: more))
            .answers(to: query, count: 4, budget: SearchBudget())
        #expect(found.answers.map(\.certificate.upperBound) == [1, 1.5, 2])
        #expect(found.answers.map(\.certificate.kind) == [.optimal, .gap, .gap])
        #expect(found.answers.last?.certificate.lowerBound == 1)
        #expect(found.shortage == .budget)
    }
}
