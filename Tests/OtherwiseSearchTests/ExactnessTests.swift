import OtherwiseSearch
import OtherwiseTesting
import Testing

@Suite("Exactness")
struct ExactnessTests {
    /// 600 questions, half of them with rules, a third with several outputs and alternatives.
    @Test("Branch and bound equals enumeration", arguments: 0..<60)
    func equalsEnumeration(_ batch: Int) throws {
        for seed in batch * 10..<batch * 10 + 10 {
            let problem = Self.problem(seed)
            let outcome = BranchAndBound(problem).solve()
            let least = EnumerationOracle.leastCost(of: problem)
            #expect(outcome.isComplete, "seed \(seed)")
            #expect(
                outcome.point == nil ? least == nil : abs(outcome.cost - (least ?? .infinity)) < 1e-9, "seed \(seed)")
            if let point = outcome.point {
                #expect(problem.reachesGoal(point) && problem.rules.hold(at: point), "seed \(seed)")
                #expect(abs(problem.cost(of: point) - outcome.cost) < 1e-12, "seed \(seed)")
            }
        }
    }

    @Test("A cost that is off by a little would be seen: enumeration does not equal a spoiled problem")
    func spoiledProblemDiffers() {
        let differing = (0..<60).filter { seed in
            let problem = Self.problem(seed)
            var spoiled = problem
            for axis in spoiled.axes.indices {
                for choice in spoiled.axes[axis].choices.indices where choice != spoiled.axes[axis].factual {
                    spoiled.axes[axis].choices[choice].cost += 0.01
                }
            }
            guard let least = EnumerationOracle.leastCost(of: problem), least > 0 else { return false }
            return abs(BranchAndBound(spoiled).solve().cost - least) > 1e-9
        }
        #expect(differing.count > 20)
    }

    @Test("A budget of no boxes leaves a valid gap", arguments: 0..<40)
    func gapHoldsTheOptimum(_ seed: Int) {
        let problem = Self.problem(seed)
        let outcome = BranchAndBound(problem, budget: SearchBudget(nodes: 0)).solve()
        guard let least = EnumerationOracle.leastCost(of: problem) else { return }
        #expect(outcome.lowerBound <= least + 1e-9)
        #expect(outcome.cost >= least - 1e-9)
    }

    @Test(
        "Further answers each leave a feature as it is that an earlier one changes, and cost no less than the one before"
    )
    func furtherAnswers() throws {
        var seen = 0
        for seed in 0..<40 {
            let problem = Self.problem(seed * 6)
            var excluded: Set<Set<Int>> = []
            var last = 0.0
            for _ in 0..<3 {
                let search = BranchAndBound(problem, excluding: excluded)
                let outcome = search.solve()
                guard let point = outcome.point else { break }
                let changed = problem.changedAxes(of: point)
                #expect(!excluded.contains { $0.isSubset(of: changed) })
                #expect(outcome.cost >= last - 1e-9)
                last = outcome.cost
                excluded.insert(changed)
                seen += 1
            }
        }
        #expect(seen > 45)
    }

    @Test("What is optimal does not depend on the unit of the cost", arguments: [1e-12, 1e-6, 1e9])
    func units(_ unit: Double) {
        for seed in 0..<60 {
            var problem = Self.problem(seed)
            let whole = BranchAndBound(problem).solve()
            for axis in problem.axes.indices {
                for choice in problem.axes[axis].choices.indices { problem.axes[axis].choices[choice].cost *= unit }
            }
            let outcome = BranchAndBound(problem).solve()
            #expect(whole.point == nil ? outcome.point == nil : abs(outcome.cost / unit - whole.cost) < 1e-8, "\(seed)")
        }
    }

    private static func problem(_ seed: Int) -> EnsembleProblem {
        var random = RandomProblem(seed: UInt64(seed))
        return random.make(outputs: seed % 3 == 0 ? 3 : 1, hasRules: seed % 2 == 1)
    }
}
