import OtherwiseSearch
import OtherwiseTesting
import Testing

@Suite("Plain proof")
struct PlainProofTests {
    @Test("Confirms what the search proved, and refutes a claim above it", arguments: 0..<40)
    func agreesWithSearch(_ batch: Int) {
        for seed in batch * 5..<batch * 5 + 5 {
            var random = RandomProblem(seed: UInt64(seed))
            let problem = random.make(outputs: seed % 3 == 0 ? 3 : 1, hasRules: seed % 2 == 1)
            let outcome = BranchAndBound(problem).solve()
            var proof = PlainProof(problem, claim: min(outcome.cost, 1e6), time: .seconds(20))
            #expect(proof.verdict() == .confirmed, "seed \(seed)")
            guard outcome.point != nil, outcome.cost > 0 else { continue }
            var boast = PlainProof(problem, claim: outcome.cost + 0.01, time: .seconds(20))
            guard case .refuted(let point) = boast.verdict() else {
                Issue.record("seed \(seed): a false claim was confirmed")
                continue
            }
            #expect(problem.cost(of: point) < outcome.cost + 0.01)
        }
    }
}
