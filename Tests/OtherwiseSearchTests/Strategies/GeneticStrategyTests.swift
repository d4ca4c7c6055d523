import OtherwiseCore
import Testing

@testable import OtherwiseSearch

@Suite("The genetic strategy")
struct GeneticStrategyTests {
    @Test("The cheapest that was found comes first, however many are wanted", arguments: 0..<8 as Range<UInt64>)
    func cheapestFirst(seed: UInt64) async throws {
        let question = try SmallQuestion(seed: seed)
        let strategy = GeneticStrategy(
            question.reference, options: GeneticOptions(population: 20, generations: 5), seed: 1)
        let search = try await strategy.search(for: question.query, count: 4, budget: SearchBudget())
        let least = try search.pool().candidates.map { question.query.cost(of: $0.values) }.min()
        for count in [1, 2, 4] {
            let result = try strategy.result(of: search, question.query, count: count)
            #expect(result.answers.first?.certificate.upperBound == least)
        }
    }

    @Test("Preferences that ask for difference may leave it out: the control")
    func different() async throws {
        var isLeftOut = false
        for seed in 0..<8 as Range<UInt64> {
            let question = try SmallQuestion(seed: seed)
            let options = GeneticOptions(
                population: 20, generations: 5, preferences: DesignPreferences(proximity: 0, diversity: 2))
            let strategy = GeneticStrategy(question.reference, options: options, seed: 1)
            let search = try await strategy.search(for: question.query, count: 2, budget: SearchBudget())
            let least = try search.pool().candidates.map { question.query.cost(of: $0.values) }.min()
            let result = try strategy.result(of: search, question.query, count: 2)
            isLeftOut = isLeftOut || result.answers.first?.certificate.upperBound != least
        }
        #expect(isLeftOut)
    }
}
