import OtherwiseModels

/// Finds a solution near a point: changes that gain most for their cost, then as much as possible undone.
struct GreedyRepair {
    private let problem: EnsembleProblem
    private let forest: TargetForest

    init(_ problem: EnsembleProblem, targets: WeighedTargets) {
        self.problem = problem
        forest = TargetForest(problem, targets: targets)
    }

    /// A point that `accepts` takes, or `nil`.
    func solution(from start: [Int], accepts: ([Int]) -> Bool) -> [Int]? {
        var point = start
        var scores = forest.scores(at: problem.cells(of: point))
        for _ in 0..<2 * problem.axes.count + 4 where shortfall(scores) > 0 || !accepts(point) {
            guard let step = bestStep(from: point, scores: scores) else { break }
            point[step.axis] = step.choice
            scores = forest.scores(at: problem.cells(of: point))
        }
        guard accepts(point) else { return nil }
        return pruned(point, accepts: accepts)
    }

    /// Undoes or cheapens one change after the other for as long as the point stays acceptable.
    private func pruned(_ start: [Int], accepts: ([Int]) -> Bool) -> [Int] {
        var point = start
        var improved = true
        while improved {
            improved = false
            let changed = point.indices.filter { cost($0, point[$0]) > 0 }.sorted {
                cost($0, point[$0]) > cost($1, point[$1])
            }
            for axis in changed {
                guard let cheaper = cheapest(axis, of: point, accepts: accepts) else { continue }
                point[axis] = cheaper
                improved = true
            }
        }
        return point
    }

    private func cost(_ axis: Int, _ choice: Int) -> Double { problem.axes[axis].choices[choice].cost }

    /// The cheapest acceptable choice on `axis` that costs less than the present one.
    private func cheapest(_ axis: Int, of point: [Int], accepts: ([Int]) -> Bool) -> Int? {
        let present = cost(axis, point[axis])
        let cells = problem.cells(of: point)
        let profile = forest.profile(of: axis, at: cells, scores: forest.scores(at: cells))
        let cheaper = problem.axes[axis].choices.indices
            .filter { cost(axis, $0) < present && shortfall(profile, at: $0) <= 0 }
            .sorted { cost(axis, $0) < cost(axis, $1) }
        return cheaper.first { choice in
            var candidate = point
            candidate[axis] = choice
            return accepts(candidate)
        }
    }

    private func bestStep(from point: [Int], scores: [Double]) -> (axis: Int, choice: Int)? {
        let missing = shortfall(scores)
        let cells = problem.cells(of: point)
        var best: (rate: Double, axis: Int, choice: Int)?
        for axis in problem.axes.indices where problem.axes[axis].choices.count > 1 {
            let profile = forest.profile(of: axis, at: cells, scores: scores)
            let present = cost(axis, point[axis])
            for choice in problem.axes[axis].choices.indices where choice != point[axis] {
                let gain = missing - shortfall(profile, at: choice)
                guard gain > 1e-12 else { continue }
                let rate = gain / max(cost(axis, choice) - present, 1e-9)
                if rate > best?.rate ?? 0 { best = (rate, axis, choice) }
            }
        }
        return best.map { ($0.axis, $0.choice) }
    }

    /// How far scores fall short of the targets in sum; 0 when all are met.
    private func shortfall(_ scores: [Double], at choice: Int = 0) -> Double {
        var sum = 0.0
        for (target, threshold) in forest.thresholds.enumerated() {
            sum += max(0, threshold - scores[choice * forest.targetCount + target])
        }
        return sum
    }
}
