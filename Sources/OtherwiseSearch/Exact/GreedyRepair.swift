import OtherwiseModels

/// Finds a solution near a point: changes that gain most for their cost, then as much as possible undone.
struct GreedyRepair {
    let problem: EnsembleProblem
    let targets: [LinearTarget]

    /// A point that reaches the targets and keeps the rules, or `nil`.
    func solution(from start: [Int], accepts: ([Int]) -> Bool) -> [Int]? {
        var point = start
        var scores = targetScores(at: point)
        for _ in 0..<4 * problem.axes.count + 4 where shortfall(scores) > 0 || !accepts(point) {
            guard let step = bestStep(from: point, scores: scores) else { break }
            point[step.axis] = step.choice
            scores = targetScores(at: point)
        }
        guard accepts(point) else { return nil }
        return pruned(point, accepts: accepts)
    }

    /// Undoes or cheapens one change after the other for as long as the point stays acceptable.
    func pruned(_ start: [Int], accepts: ([Int]) -> Bool) -> [Int] {
        var point = start
        var improved = true
        while improved {
            improved = false
            let changed = point.indices.filter { cost($0, point[$0]) > 0 }.sorted { cost($0, point[$0]) > cost($1, point[$1]) }
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
        let scores = profile(of: axis, at: point)
        let cheaper = problem.axes[axis].choices.indices
            .filter { cost(axis, $0) < present && shortfall(scores[$0]) <= 0 }
            .sorted { cost(axis, $0) < cost(axis, $1) }
        return cheaper.first { choice in
            var candidate = point
            candidate[axis] = choice
            return accepts(candidate)
        }
    }

    private func bestStep(from point: [Int], scores: [Double]) -> (axis: Int, choice: Int)? {
        let missing = shortfall(scores)
        var best: (rate: Double, axis: Int, choice: Int)?
        for axis in problem.axes.indices where problem.axes[axis].choices.count > 1 {
            let profile = profile(of: axis, at: point)
            for choice in problem.axes[axis].choices.indices where choice != point[axis] {
                let gain = missing - max(0, shortfall(profile[choice]))
                guard gain > 1e-12 else { continue }
                let price = max(cost(axis, choice) - cost(axis, point[axis]), 1e-9)
                if gain / price > best?.rate ?? 0 { best = (gain / price, axis, choice) }
            }
        }
        return best.map { ($0.axis, $0.choice) }
    }

    /// How far the scores fall short of the targets in sum; at most 0 when all are met.
    private func shortfall(_ scores: [Double]) -> Double {
        var sum = 0.0
        for (score, target) in zip(scores, targets) where score < target.threshold { sum += target.threshold - score }
        return sum
    }

    func targetScores(at point: [Int]) -> [Double] {
        weigh(problem.ensemble.scores(at: problem.cells(of: point)))
    }

    private func weigh(_ raw: [Double]) -> [Double] {
        targets.map { $0.score(of: raw) }
    }

    /// The target scores for every choice on one axis, the others held.
    private func profile(of axis: Int, at point: [Int]) -> [[Double]] {
        let ensemble = problem.ensemble
        var cells = problem.cells(of: point)
        let choices = problem.axes[axis].choices
        var raw = [[Double]](repeating: ensemble.base, count: choices.count)
        for root in ensemble.roots {
            addLeaves(under: root, to: &raw, first: 0, last: choices.count, axis: axis, cells: &cells)
        }
        return raw.map(weigh)
    }

    /// Adds a subtree's leaves to the choices `first..<last` of `axis`, splitting the range where the tree does.
    private func addLeaves(
        under root: Int, to raw: inout [[Double]], first: Int, last: Int, axis: Int, cells: inout [Int]
    ) {
        let ensemble = problem.ensemble
        var node = ensemble.nodes[root]
        while !node.isLeaf {
            guard Int(node.axis) == axis else {
                node = ensemble.nodes[Int(ensemble.goesLeft(cells[Int(node.axis)], at: node) ? node.left : node.right)]
                continue
            }
            let choices = problem.axes[axis].choices
            var start = first
            while start < last {
                let goesLeft = ensemble.goesLeft(choices[start].cell, at: node)
                var end = start + 1
                while end < last, ensemble.goesLeft(choices[end].cell, at: node) == goesLeft { end += 1 }
                addLeaves(
                    under: Int(goesLeft ? node.left : node.right), to: &raw, first: start, last: end, axis: axis, cells: &cells)
                start = end
            }
            return
        }
        for choice in first..<last {
            for output in 0..<ensemble.outputs { raw[choice][output] += ensemble.leafValues[Int(node.test) * ensemble.outputs + output] }
        }
    }
}
