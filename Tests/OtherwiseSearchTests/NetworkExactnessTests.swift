import OtherwiseSearch
import OtherwiseTesting
import Testing

@Suite("Exactness of the search on linear models and networks")
struct NetworkExactnessTests {
    static let shapes: [[Int]] = [[], [], [3], [4], [3, 3]]

    /// 300 questions, half of them with rules, a third with several scores; 2 in 5 to linear models.
    @Test("Branch and bound equals enumeration", arguments: 0..<30)
    func equalsEnumeration(_ batch: Int) {
        for seed in batch * 10..<batch * 10 + 10 {
            let problem = Self.problem(seed)
            let outcome = NetworkSearch(problem).solve()
            let least = EnumerationOracle.leastCost(of: problem)
            #expect(outcome.isComplete, "seed \(seed)")
            guard let least else {
                #expect(outcome.point == nil && outcome.lowerBound == .infinity, "seed \(seed)")
                continue
            }
            // Answers that differ by a millionth count as equally cheap.
            #expect(outcome.cost >= least - 1e-12 && outcome.cost <= least * (1 + 1e-6) + 1e-12, "seed \(seed)")
            #expect(outcome.lowerBound <= least * (1 + 1e-9), "seed \(seed)")
            if let point = outcome.point {
                #expect(problem.reachesGoal(point) && problem.keepsRules(point), "seed \(seed)")
            }
        }
    }

    @Test("A share of a softmax that no point has is proved to be out of reach", arguments: 0..<10)
    func shareOutOfReach(_ batch: Int) {
        var infeasible = 0
        for seed in batch * 10..<batch * 10 + 10 {
            var random = RandomNetworkProblem(seed: UInt64(seed))
            let share = [0.7, 0.9, 0.97, 0.999][seed % 4]
            let problem = random.make(
                hidden: Self.shapes[seed % 5], outputs: 3, isContinuous: seed % 3 == 0, share: share)
            let outcome = NetworkSearch(problem, budget: SearchBudget(nodes: 2000)).solve()
            let least = EnumerationOracle.leastCost(of: problem, parts: 12)
            guard least == nil else {
                #expect(outcome.lowerBound <= (least ?? 0) * (1 + 1e-9), "seed \(seed)")
                continue
            }
            infeasible += 1
            if seed % 3 != 0 { #expect(outcome.point == nil, "seed \(seed)") }
            if outcome.point == nil { #expect(outcome.lowerBound == .infinity, "seed \(seed)") }
        }
        #expect(infeasible > 1)
    }

    @Test("A cost that is off by a little would be seen: enumeration does not equal a spoiled problem")
    func spoiledProblemDiffers() {
        let differing = (0..<60).count { seed in
            let problem = Self.problem(seed)
            guard let least = EnumerationOracle.leastCost(of: problem), least > 0 else { return false }
            let outcome = NetworkSearch(problem).solve()
            return abs(outcome.cost * 1.001 - least) > 1e-6 * least
        }
        #expect(differing > 20)
    }

    @Test("A budget of no boxes leaves a valid gap", arguments: 0..<4)
    func gapHoldsTheOptimum(_ batch: Int) {
        for seed in batch * 25..<batch * 25 + 25 {
            let problem = Self.problem(seed)
            let outcome = NetworkSearch(problem, budget: SearchBudget(nodes: 0)).solve()
            guard let least = EnumerationOracle.leastCost(of: problem) else { continue }
            #expect(outcome.lowerBound <= least + 1e-9, "seed \(seed)")
            #expect(outcome.cost >= least - 1e-9, "seed \(seed)")
        }
    }

    /// Between the points of a grid there may be cheaper ones, and never dearer: the search finds them.
    @Test("Without a grid, no point of a fine one is cheaper", arguments: 0..<10)
    func noCheaperPoint(_ batch: Int) {
        for seed in batch * 5..<batch * 5 + 5 {
            var random = RandomNetworkProblem(seed: UInt64(seed) + 1000)
            let problem = random.make(hidden: Self.shapes[seed % 5], outputs: seed % 3 == 0 ? 3 : 1, isContinuous: true)
            let outcome = NetworkSearch(problem, budget: SearchBudget(nodes: 3000)).solve()
            guard let least = EnumerationOracle.leastCost(of: problem, parts: 24) else { continue }
            #expect(outcome.lowerBound <= least + 1e-9, "seed \(seed)")
            if outcome.isComplete { #expect(outcome.cost <= least * (1 + 1e-6), "seed \(seed)") }
        }
    }

    private static func problem(_ seed: Int) -> NetworkProblem {
        var random = RandomNetworkProblem(seed: UInt64(seed))
        return random.make(hidden: shapes[seed % 5], outputs: seed % 3 == 0 ? 3 : 1, hasRules: seed % 2 == 1)
    }
}
