import OtherwiseModels

/// A second, plain proof that nothing cheaper exists, with a bound and a branching of its own; it shares the choices of each feature with the search.
///
/// It halves boxes of choices by cost, depth first, and closes a box when its cheapest point costs at least the
/// claim, or when the best leaves that each tree can still reach within the claim do not together reach a target.
/// Slower than the search by far, and short enough to be read.
package struct PlainProof {
    package enum Verdict: Sendable, Hashable {
        /// No point cheaper than the claim reaches the goal.
        case confirmed
        /// This point does.
        case refuted([Int])
        /// The budget ended first.
        case open
    }

    private let problem: EnsembleProblem
    private let claim: Double
    private let deadline: ContinuousClock.Instant

    /// - Parameter claim: The cost below which nothing is said to reach the goal.
    package init(_ problem: EnsembleProblem, claim: Double, time: Duration) {
        self.problem = problem
        self.claim = claim * (1 - 1e-7)
        deadline = .now + time
    }

    package mutating func verdict() -> Verdict {
        for targets in problem.alternatives {
            let verdict = check(problem.axes.map { Array($0.choices.indices) }, targets)
            guard verdict == .confirmed else { return verdict }
        }
        return .confirmed
    }

    private mutating func check(_ choices: [[Int]], _ targets: WeighedTargets) -> Verdict {
        if ContinuousClock.now > deadline { return .open }
        guard let affordable = affordable(choices), mayKeepRules(affordable) else { return .confirmed }
        guard targets.thresholds.indices.allSatisfy({ mayReach($0, targets, affordable) }) else { return .confirmed }
        guard let axis = widest(affordable) else {
            let point = affordable.map { $0[0] }
            return problem.rules.hold(at: point) && problem.reachesGoal(point) ? .refuted(point) : .confirmed
        }
        let sorted = affordable[axis].sorted { cost(axis, $0) < cost(axis, $1) }
        for half in [sorted[..<(sorted.count / 2)], sorted[(sorted.count / 2)...]] {
            var part = affordable
            part[axis] = half.sorted()
            let verdict = check(part, targets)
            guard verdict == .confirmed else { return verdict }
        }
        return .confirmed
    }

    private func cost(_ axis: Int, _ choice: Int) -> Double { problem.axes[axis].choices[choice].cost }

    /// The choices that some point below the claim can take; `nil` when no point is that cheap.
    private func affordable(_ choices: [[Int]]) -> [[Int]]? {
        let least = choices.indices.map { axis in choices[axis].reduce(Double.infinity) { min($0, cost(axis, $1)) } }
        let sum = least.reduce(0, +)
        guard sum < claim else { return nil }
        return choices.indices.map { axis in choices[axis].filter { cost(axis, $0) < claim - sum + least[axis] } }
    }

    private func mayKeepRules(_ choices: [[Int]]) -> Bool {
        problem.rules.clauses.allSatisfy { clause in
            clause.contains { literal in choices[literal.axis].contains { literal.choices.contains($0) } }
        }
    }

    /// The axis on which costs differ most, of those with a choice left.
    private func widest(_ choices: [[Int]]) -> Int? {
        let spreads = choices.enumerated().filter { $0.element.count > 1 }.map { axis, own in
            (axis, own.reduce(0) { max($0, cost(axis, $1)) })
        }
        return spreads.max { $0.1 < $1.1 }?.0
    }

    private func mayReach(_ target: Int, _ targets: WeighedTargets, _ choices: [[Int]]) -> Bool {
        let cells = choices.indices.map { axis in
            Set(choices[axis].map { problem.axes[axis].choices[$0].cell })
        }
        var sum = targets.base[target]
        for root in problem.ensemble.roots { sum += best(target, targets, under: root, cells) }
        return sum >= targets.floors[target]
    }

    private func best(_ target: Int, _ targets: WeighedTargets, under root: Int, _ cells: [Set<Int>]) -> Double {
        let node = problem.ensemble.nodes[root]
        guard !node.isLeaf else { return targets.value(ofLeaf: Int(node.test), for: target) }
        let own = cells[Int(node.axis)]
        var best = -Double.infinity
        if own.contains(where: { problem.ensemble.goesLeft($0, at: node) }) {
            best = self.best(target, targets, under: Int(node.left), cells)
        }
        if own.contains(where: { !problem.ensemble.goesLeft($0, at: node) }) {
            best = max(best, self.best(target, targets, under: Int(node.right), cells))
        }
        return best
    }
}
