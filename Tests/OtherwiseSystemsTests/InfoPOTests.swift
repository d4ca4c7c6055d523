import OtherwiseTraces
import Testing

@testable import OtherwiseSystems

@Suite struct InfoPOTests {
    @Test func `what needs no long training holds after short training`() async throws {
        let findings = try await InfoPOCheck(repetitions: 2, steps: 25).findings(seed: 1, items: nil)
        let exact = findings.figures.filter {
            $0.name.contains("gain of") || $0.name.contains("no weight") || $0.name.contains("gain of those")
        }
        #expect(exact.count == 4)
        for figure in exact { #expect(figure.holds, "\(figure)") }
    }

    @Test func `information of weight 0 teaches the same to the last bit`() async throws {
        let game = GoalGame(bits: 3)
        let plain = try await GoalTraining(game: game, credit: .outcome, steps: 10).result(seed: 5)
        let unweighted = try await GoalTraining(game: game, credit: .information(weight: 0), steps: 10).result(seed: 5)
        let weighted = try await GoalTraining(game: game, credit: .information(weight: 0.5), steps: 10).result(seed: 5)
        #expect(plain.policy.logits == unweighted.policy.logits)
        #expect(plain.policy.logits != weighted.policy.logits)
    }

    @Test func `agents learn what to ask where what obtained nothing is compared, and not where it is left out`()
        async throws
    {
        func bitsFound(_ credit: GoalTraining.Credit) async throws -> Double {
            var found = 0.0
            for seed in 0..<4 as Range<UInt64> {
                found +=
                    try await GoalTraining(game: GoalGame(bits: 4), credit: credit).result(seed: seed).bitsFound / 4
            }
            return found
        }
        let plain = try await bitsFound(.outcome)
        let compared = try await bitsFound(.information(weight: 0.5))
        let leftOut = try await bitsFound(.information(weight: 0.5, comparesNothing: false))
        let shuffled = try await bitsFound(.information(weight: 0.5, isShuffled: true))
        #expect(compared > plain + 0.4)
        #expect(leftOut < plain + 0.3 && shuffled < plain + 0.3)
    }
}
