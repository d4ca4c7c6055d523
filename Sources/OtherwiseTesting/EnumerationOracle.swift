package import OtherwiseSearch

/// The answer to a small question by trying every point.
package enum EnumerationOracle {
    /// The least cost of a point that reaches the goal and keeps the rules; `nil` when none does.
    ///
    /// - Complexity: The product of the numbers of choices times the trees.
    package static func leastCost(of problem: EnsembleProblem) -> Double? {
        leastCost(of: problem, where: problem.reachesGoal)
    }

    /// The least cost of a point that keeps the rules and that `accepts` takes; `nil` when there is none.
    package static func leastCost(of problem: EnsembleProblem, where accepts: ([Int]) -> Bool) -> Double? {
        var least: Double?
        forEachPoint(of: problem) { point in
            let cost = problem.cost(of: point)
            if cost < least ?? .infinity, problem.rules.hold(at: point), accepts(point) { least = cost }
        }
        return least
    }

    private static func forEachPoint(of problem: EnsembleProblem, _ body: ([Int]) -> Void) {
        var point = [Int](repeating: 0, count: problem.axes.count)
        while true {
            body(point)
            var axis = 0
            while axis < point.count, point[axis] + 1 == problem.axes[axis].choices.count {
                point[axis] = 0
                axis += 1
            }
            guard axis < point.count else { return }
            point[axis] += 1
        }
    }
}
