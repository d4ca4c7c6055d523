import OtherwiseSearch
import OtherwiseTesting
import Testing

@Suite("Plain proof of linear models and networks")
struct NetworkPlainProofTests {
    @Test("Confirms what the search proved, and refutes a claim above it", arguments: 0..<20)
    func agreesWithSearch(_ batch: Int) {
        for seed in batch * 5..<batch * 5 + 5 {
            var random = RandomNetworkProblem(seed: UInt64(seed))
            let problem = random.make(
                hidden: NetworkExactnessTests.shapes[seed % 5], outputs: seed % 3 == 0 ? 3 : 1, hasRules: seed % 2 == 1)
            let outcome = NetworkSearch(problem).solve()
            var proof = NetworkPlainProof(problem, claim: min(outcome.lowerBound, 1e6), time: .seconds(20))
            #expect(proof.verdict() == .confirmed, "seed \(seed)")
            guard outcome.point != nil, outcome.cost > 0 else { continue }
            var boast = NetworkPlainProof(problem, claim: outcome.cost * 1.01, time: .seconds(20))
            guard case .refuted(let point) = boast.verdict() else {
                Issue.record("seed \(seed): a false claim was confirmed")
                continue
            }
            #expect(problem.cost(of: point) < outcome.cost * 1.01)
        }
    }
}
