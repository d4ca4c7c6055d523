import OtherwiseModels
import OtherwiseSearch
import OtherwiseTesting
import Testing

@Suite("One-hot groups")
struct GroupTests {
    /// A problem of four axes of 0 and 1 of which just one is 1, and two free axes.
    private static func problem(_ seed: Int) -> EnsembleProblem {
        var random = RandomProblem(seed: UInt64(seed))
        return random.makeGrouped(flags: 4)
    }

    @Test("Branch and bound on trees equals enumeration", arguments: 0..<20)
    func equalsEnumeration(batch: Int) {
        for seed in batch * 10..<batch * 10 + 10 {
            let problem = Self.problem(seed)
            let outcome = BranchAndBound(problem).solve()
            let least = EnumerationOracle.leastCost(of: problem)
            #expect(outcome.isComplete)
            #expect(outcome.point == nil ? least == nil : abs(outcome.cost - (least ?? .infinity)) < 1e-9, "\(seed)")
            if let point = outcome.point { #expect(point.prefix(4).reduce(0, +) == 1, "\(seed)") }
        }
    }

    /// 100 linear models and 60 networks of one hidden layer.
    @Test("Branch and bound on linear models and networks equals enumeration", arguments: 0..<16)
    func networkEqualsEnumeration(batch: Int) {
        for seed in batch * 10..<batch * 10 + 10 {
            var random = RandomNetworkProblem(seed: UInt64(seed))
            let problem = random.makeGrouped(flags: 4, hidden: seed < 100 ? [] : [3])
            let outcome = NetworkSearch(problem).solve()
            guard let least = EnumerationOracle.leastCost(of: problem) else {
                #expect(outcome.point == nil && outcome.lowerBound == .infinity, "\(seed)")
                continue
            }
            // Answers that differ by a millionth count as equally cheap.
            #expect(outcome.isComplete && outcome.cost >= least - 1e-12, "\(seed)")
            #expect(outcome.cost <= least * (1 + 1e-6) + 1e-12, "\(seed)")
            if let point = outcome.point { #expect(problem.keepsRules(point), "\(seed)") }
        }
    }

    /// The control: what the same problems cost where two members may be 1, or none.
    @Test("Without its group a problem has another optimum")
    func groupMatters() {
        let differing = (0..<100).count { seed in
            let problem = Self.problem(seed)
            var apart = problem
            apart.rules = ChoiceRules()
            guard let least = EnumerationOracle.leastCost(of: problem) else { return false }
            return abs(BranchAndBound(apart).solve().cost - least) > 1e-9
        }
        #expect(differing > 20)
    }

    @Test("Greedy repair exchanges one member for another, which no move of one axis can")
    func exchange() {
        let solved = (0..<100).map { seed in
            let problem = Self.problem(seed)
            var apart = problem
            apart.rules.groups = []
            guard EnumerationOracle.leastCost(of: problem) != nil else { return (false, false) }
            return (Self.isSolvedAtOnce(problem), Self.isSolvedAtOnce(apart))
        }
        // The control: without its groups the same repair finds fewer.
        #expect(solved.count(where: \.0) > solved.count(where: \.1) + 10)
    }

    private static func isSolvedAtOnce(_ problem: EnsembleProblem) -> Bool {
        BranchAndBound(problem, budget: SearchBudget(nodes: 0)).solve().point != nil
    }

    @Test("The same for networks")
    func networkExchange() {
        let (solved, solvable) = (0..<100).reduce(into: (0, 0)) { counts, seed in
            var random = RandomNetworkProblem(seed: UInt64(seed))
            let problem = random.makeGrouped(flags: 4)
            guard EnumerationOracle.leastCost(of: problem) != nil else { return }
            counts.1 += 1
            if NetworkSearch(problem, budget: SearchBudget(nodes: 0)).solve().point != nil { counts.0 += 1 }
        }
        #expect(10 * solved > 9 * solvable)
    }

    @Test("The plain proof confirms what the search proved, and refutes a boast", arguments: 0..<20)
    func plainProof(seed: Int) {
        let problem = Self.problem(seed)
        let cost = BranchAndBound(problem).solve().cost
        var proof = PlainProof(problem, claim: min(cost, 1e6), time: .seconds(20))
        #expect(proof.verdict() == .confirmed)
        guard cost < .infinity else { return }
        var boast = PlainProof(problem, claim: cost + 0.01, time: .seconds(20))
        #expect(boast.verdict() != .confirmed)
    }
}
