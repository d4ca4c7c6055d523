import OtherwiseModels

/// Finds a solution near a point: changes that gain most for their cost, then as much as possible undone.
struct GreedyRepair {
    private let problem: EnsembleProblem
    private let forest: TargetForest
    /// For each target the least score that may reach it, and the least that does however the model rounds.
    private let floors, ceilings: [Double]
    /// Whether an axis moves only with its group.
    private let isGrouped: [Bool]

    private let deadline: Deadline

    init(_ problem: EnsembleProblem, targets: WeighedTargets, until deadline: Deadline) {
        self.problem = problem
        self.deadline = deadline
        var isGrouped = problem.axes.map { _ in false }
        for axis in problem.rules.groups.flatMap(\.axes) { isGrouped[axis] = true }
        self.isGrouped = isGrouped
        forest = TargetForest(problem, targets: targets)
        floors = targets.floors
        ceilings = zip(targets.thresholds, targets.slacks).map { $0 + $1 }
    }

    /// A point that `accepts` takes, or `nil`: where there is none, or where there was no time for it.
    func solution(from start: [Int], accepts: ([Int]) -> Bool) -> [Int]? {
        var point = settled(start)
        var scores = forest.scores(at: problem.cells(of: point))
        for _ in 0..<2 * problem.axes.count + 4 where !mayReach(scores) || !accepts(point) {
            guard !deadline.isOver, let next = bestStep(from: point, scores: scores) else { break }
            point = next
            scores = forest.scores(at: problem.cells(of: point))
        }
        guard accepts(point) else { return nil }
        return pruned(point, accepts: accepts)
    }

    /// The point with every group in one of its states: the one that falls least short, and costs least.
    private func settled(_ start: [Int]) -> [Int] {
        problem.rules.groups.reduce(start) { point, group in
            let present = group.axes.map { point[$0] }
            guard !group.states.isEmpty, !group.states.contains(present) else { return point }
            let moved = group.states.map { moving(point, group, to: $0) }
            let ranked = moved.map { (shortfall(forest.scores(at: problem.cells(of: $0))), problem.cost(of: $0)) }
            let best = moved.indices.min { ranked[$0] < ranked[$1] } ?? 0
            return moved[best]
        }
    }

    private func moving(_ point: [Int], _ group: ChoiceRules.Group, to state: [Int]) -> [Int] {
        var moved = point
        for (axis, choice) in zip(group.axes, state) { moved[axis] = choice }
        return moved
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
                guard !deadline.isOver else { return point }
                guard let cheaper = cheapest(axis, of: point, accepts: accepts) else { continue }
                point[axis] = cheaper
                improved = true
            }
            for group in problem.rules.groups {
                guard let cheaper = cheapest(group, of: point, accepts: accepts) else { continue }
                point = cheaper
                improved = true
            }
        }
        return point
    }

    /// The point with the cheapest acceptable state of a group, where that costs less than the present one.
    private func cheapest(_ group: ChoiceRules.Group, of point: [Int], accepts: ([Int]) -> Bool) -> [Int]? {
        let present = problem.cost(of: point)
        let cheaper = group.states.map { moving(point, group, to: $0) }
            .filter { problem.cost(of: $0) < present }
            .sorted { problem.cost(of: $0) < problem.cost(of: $1) }
        return cheaper.first { mayReach(forest.scores(at: problem.cells(of: $0))) && accepts($0) }
    }

    private func cost(_ axis: Int, _ choice: Int) -> Double { problem.axes[axis].choices[choice].cost }

    /// The cheapest acceptable choice on `axis` that costs less than the present one.
    private func cheapest(_ axis: Int, of point: [Int], accepts: ([Int]) -> Bool) -> Int? {
        let present = cost(axis, point[axis])
        let cells = problem.cells(of: point)
        let profile = forest.profile(of: axis, at: cells, scores: forest.scores(at: cells))
        let cheaper = problem.axes[axis].choices.indices
            .filter { cost(axis, $0) < present && mayReach(profile, at: $0) }
            .sorted { cost(axis, $0) < cost(axis, $1) }
        return cheaper.first { choice in
            var candidate = point
            candidate[axis] = choice
            return accepts(candidate)
        }
    }

    /// The point after the step that gains most for its cost: one axis moved, or a group.
    private func bestStep(from point: [Int], scores: [Double]) -> [Int]? {
        let missing = shortfall(scores)
        let cells = problem.cells(of: point)
        var best: (rate: Double, axis: Int, choice: Int)?
        for axis in problem.axes.indices where problem.axes[axis].choices.count > 1 && !isGrouped[axis] {
            let profile = forest.profile(of: axis, at: cells, scores: scores)
            let present = cost(axis, point[axis])
            for choice in problem.axes[axis].choices.indices where choice != point[axis] {
                let gain = missing - shortfall(profile, at: choice)
                guard gain > 1e-12 else { continue }
                let rate = gain / max(cost(axis, choice) - present, 1e-9)
                if rate > best?.rate ?? 0 { best = (rate, axis, choice) }
            }
        }
        var moved = point
        if let best { moved[best.axis] = best.choice }
        return groupStep(from: point, missing: missing, above: best?.rate ?? 0) ?? (best == nil ? nil : moved)
    }

    private func groupStep(from point: [Int], missing: Double, above rate: Double) -> [Int]? {
        let present = problem.cost(of: point)
        var best = (rate: rate, point: [Int]?.none)
        for group in problem.rules.groups {
            for state in group.states {
                let moved = moving(point, group, to: state)
                let gain = missing - shortfall(forest.scores(at: problem.cells(of: moved)))
                let rate = gain / max(problem.cost(of: moved) - present, 1e-9)
                if gain > 1e-12, rate > best.rate { best = (rate, moved) }
            }
        }
        return best.point
    }

    /// How far scores fall short in sum of what reaches the targets however the model rounds.
    private func shortfall(_ scores: [Double], at choice: Int = 0) -> Double {
        var sum = 0.0
        for (target, ceiling) in ceilings.enumerated() {
            sum += max(0, ceiling - scores[choice * forest.targetCount + target])
        }
        return sum
    }

    private func mayReach(_ scores: [Double], at choice: Int = 0) -> Bool {
        floors.indices.allSatisfy { scores[choice * forest.targetCount + $0] >= floors[$0] }
    }
}
