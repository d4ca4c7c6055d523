import Foundation
import OtherwiseNumerics
import Testing

@testable import OtherwiseModels

@Suite struct SamplingTests {
    private let logits: [Float] = [0, 2, 1, -3]

    private func shares(_ sampling: Sampling, draws: Int = 20_000) -> [Double] {
        var generator = SeededGenerator(seed: 7), counts = [Double](repeating: 0, count: logits.count)
        logits.withUnsafeBufferPointer { logits in
            for _ in 0..<draws { counts[sampling.token(logits, using: &generator)] += 1 / Double(draws) }
        }
        return counts
    }

    @Test func `greedy takes the most likely`() { #expect(shares(.greedy, draws: 10)[1] > 0.99) }

    @Test func `a temperature of 1 draws as often as the model expects`() {
        let sum = logits.reduce(0.0) { $0 + exp(Double($1)) }
        for (share, logit) in zip(shares(Sampling(temperature: 1)), logits) {
            #expect(abs(share - exp(Double(logit)) / sum) < 0.012)
        }
    }

    @Test func `the nucleus and the least share leave the unlikely out`() {
        let nucleus = shares(Sampling(temperature: 1, nucleus: 0.9))
        #expect(nucleus[0] == 0 && nucleus[3] == 0 && nucleus[2] > 0.2)
        let share = shares(Sampling(temperature: 1, leastShare: 0.2))
        #expect(share[0] == 0 && share[2] > 0.2)
    }
}

@Suite struct DistributionTests {
    private func distribution(_ logits: [Float]) -> NextTokenDistribution {
        logits.withUnsafeBufferPointer { NextTokenDistribution(logits: $0) }
    }

    @Test func `the divergence is that of the definition, and 0 of itself`() {
        let (p, q) = (distribution([0, log(3)]), distribution([0, 0]))
        #expect(abs(p.divergence(of: q) - (0.25 * log(0.5) + 0.75 * log(1.5))) < 1e-6)
        #expect(p.divergence(of: p) == 0)
        #expect(p.divergence(of: distribution([0])) == .infinity)
    }

    @Test func `huge logits stay numbers`() {
        let huge = distribution([1e30, 0, -.infinity])
        #expect(huge[Token(0)] == 0 && huge[Token(2)] == -.infinity && huge[Token(9)] == -.infinity)
    }

    @Test func `a contrast favours what the factual context alone makes likely, among the plausible`() {
        let factual: [Float] = [2, 1.9, -9], counterfactual: [Float] = [2, -2, -90]
        func best(_ contrast: ContrastiveDecoding) -> Int {
            factual.withUnsafeBufferPointer { a in
                counterfactual.withUnsafeBufferPointer { b in
                    contrast.logits(factual: a, counterfactual: b).withUnsafeBufferPointer(\.indexOfLargest)
                }
            }
        }
        #expect(best(ContrastiveDecoding(weight: 0)) == 0)
        #expect(best(ContrastiveDecoding(weight: 1)) == 1)
        #expect(best(ContrastiveDecoding(weight: 1, plausibility: 0)) == 2)
    }
}
