import OtherwiseModels
import OtherwiseTesting
import Testing

@testable import OtherwiseSearch

@Suite("Ties")
struct TieTests {
    /// 300 questions in which many points sum up to the threshold; what is true is what the model's own sums say.
    @Test("Where scores tie, branch and bound equals enumeration with the model's own sums", arguments: 0..<30)
    func equalsTheModel(_ batch: Int) {
        for seed in batch * 10..<batch * 10 + 10 {
            let (problem, model) = Self.question(seed)
            let outcome = BranchAndBound(problem).solve()
            let least = EnumerationOracle.leastCost(of: problem, where: model)
            #expect(outcome.isComplete, "seed \(seed)")
            #expect(
                outcome.point == nil ? least == nil : abs(outcome.cost - (least ?? .infinity)) < 1e-9, "seed \(seed)")
            if let point = outcome.point { #expect(model(point), "seed \(seed)") }
            var proof = PlainProof(problem, claim: min(outcome.cost, 1e6), time: .seconds(20))
            #expect(proof.verdict() == .confirmed, "seed \(seed)")
        }
    }

    @Test("Asked for answers without ties, it finds the cheapest that is above the threshold by more than rounding")
    func withoutTies() {
        var dearer = 0
        for seed in 0..<100 {
            let problem = Self.question(seed).problem
            let outcome = BranchAndBound(problem.withoutTies).solve()
            let least = Self.clearOfTies(problem)
            #expect(outcome.isComplete, "seed \(seed)")
            #expect(
                outcome.point == nil ? least == nil : abs(outcome.cost - (least ?? .infinity)) < 1e-9, "seed \(seed)")
            if outcome.cost > BranchAndBound(problem).solve().cost + 1e-9 { dearer += 1 }
        }
        #expect(dearer > 10)
    }

    @Test("A tie gives way to the cheapest answer that is none, and what is proved stays; ties alone are answers")
    func settlement() {
        var (replaced, kept) = (0, 0)
        for seed in 0..<250 {
            let problem = Self.question(seed).problem
            let cheapest = BranchAndBound(problem).solve()
            var (ties, allowance) = (TieSettlement(problem, avoidsTies: true), Allowance(SearchBudget()))
            guard let settled = ties.settled(cheapest, excluding: [], &allowance) else {
                Issue.record("seed \(seed): nothing was answered")
                continue
            }
            let clear = Self.clearOfTies(problem)
            #expect(settled.lowerBound == cheapest.lowerBound && settled.cost >= cheapest.cost)
            guard let clear, let point = settled.point, point != problem.factual else { continue }
            #expect(abs(settled.cost - clear) < 1e-9 && settled.isComplete == (settled.cost <= cheapest.cost))
            if settled.cost > cheapest.cost { replaced += 1 }
            let excluded: Set<Set<Int>> = [problem.changedAxes(of: point)]
            let next = BranchAndBound(problem, excluding: excluded).solve()
            if settled.point != cheapest.point, let further = ties.settled(next, excluding: excluded, &allowance)?.point
            {
                #expect(Self.surplus(of: problem, at: further) > 1e-4)
                kept += 1
            }
        }
        #expect(replaced > 10)
        #expect(kept > 0)
    }

    @Test("The plain proof refutes every claim that only a tie contradicts")
    func plainProofSeesTies() {
        var seen = 0
        for seed in 0..<100 {
            let (problem, model) = Self.question(seed)
            let clear = Self.clearOfTies(problem) ?? 1e6
            guard let least = EnumerationOracle.leastCost(of: problem, where: model), least + 0.01 < clear else {
                continue
            }
            seen += 1
            var proof = PlainProof(problem, claim: clear, time: .seconds(20))
            guard case .refuted(let point) = proof.verdict() else {
                Issue.record("seed \(seed): a false claim was confirmed")
                continue
            }
            #expect(model(point))
        }
        #expect(seen > 10)
    }

    @Test("A search for points clear of ties, or one that takes every tie, would often be wrong")
    func control() {
        let (missed, wrong) = (0..<300).reduce(into: (missed: 0, wrong: 0)) { counts, seed in
            let (problem, model) = Self.question(seed)
            let least = EnumerationOracle.leastCost(of: problem, where: model)
            if Self.clearOfTies(problem) != least { counts.missed += 1 }
            if EnumerationOracle.leastCost(of: problem, where: { Self.surplus(of: problem, at: $0) > -1e-4 }) != least {
                counts.wrong += 1
            }
        }
        #expect(missed > 30)
        #expect(wrong > 30)
    }

    private static func question(_ seed: Int) -> (problem: EnsembleProblem, model: @Sendable ([Int]) -> Bool) {
        var random = RandomProblem(seed: UInt64(seed))
        return random.makeTied(isStrict: seed % 2 == 0)
    }

    /// The least cost of a point that is above the threshold by more than rounding.
    private static func clearOfTies(_ problem: EnsembleProblem) -> Double? {
        EnumerationOracle.leastCost(of: problem) { surplus(of: problem, at: $0) > 1e-4 }
    }

    private static func surplus(of problem: EnsembleProblem, at point: [Int]) -> Double {
        problem.ensemble.scores(at: problem.cells(of: point))[0] - problem.alternatives[0].targets[0].threshold
    }
}
