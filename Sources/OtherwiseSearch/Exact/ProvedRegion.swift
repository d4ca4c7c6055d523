import OtherwiseCore
import OtherwiseModels

/// A box of values around an answer, all of which reach the goal: widened choice by choice for as long as the
/// trees' least leaves together still do.
struct ProvedRegion {
    private let problem: EnsembleProblem
    private let point: [Int]
    /// The alternative that the answer satisfies; `nil` when only the model itself can tell.
    private let targets: [LinearTarget]?
    private let slack: [Double]

    init(around point: [Int], in problem: EnsembleProblem) {
        self.problem = problem
        self.point = point
        let scores = problem.ensemble.scores(at: problem.cells(of: point))
        let met = problem.alternatives.first { targets in
            targets.allSatisfy { $0.score(of: scores) > $0.threshold + RoundingSlack.relative * problem.ensemble.magnitude(of: $0) }
        }
        targets = problem.targetsSuffice ? met : nil
        slack = met?.map { RoundingSlack.relative * problem.ensemble.magnitude(of: $0) } ?? []
    }

    /// For each changed feature, by position, the values that do as well.
    func extents() -> [Int: Extent] {
        let changed = point.indices.filter { point[$0] != problem.axes[$0].factual }
        var box = point.indices.map { CellSet([problem.axes[$0].choices[point[$0]].cell], count: problem.ensemble.axes[$0].cellCount) }
        var members = point.map { [$0] }
        guard targets != nil, problem.rules.isEmpty else { return extents(changed, members) }
        for axis in changed { widen(axis, &box, &members) }
        return extents(changed, members)
    }

    private func widen(_ axis: Int, _ box: inout [CellSet], _ members: inout [[Int]]) {
        let choices = problem.axes[axis].choices
        for direction in [1, -1] {
            var next = point[axis] + direction
            while choices.indices.contains(next), choices[next].value != .missing {
                var wider = box
                wider[axis].insert(choices[next].cell)
                let isReached = reaches(wider)
                if isReached {
                    box = wider
                    members[axis].append(next)
                } else if case .number = choices[next].value {
                    break
                }
                next += direction
            }
        }
    }

    /// Whether every point of a box of cells reaches the goal.
    private func reaches(_ box: [CellSet]) -> Bool {
        guard let targets else { return false }
        return zip(targets, slack).allSatisfy { target, slack in
            let base = target.score(of: problem.ensemble.base)
            let sum = problem.ensemble.roots.reduce(base) { $0 + least(target, under: $1, in: box) }
            return sum > target.threshold + slack
        }
    }

    private func least(_ target: LinearTarget, under root: Int, in box: [CellSet]) -> Double {
        let ensemble = problem.ensemble
        var least = Double.infinity
        var open = [root]
        while let index = open.popLast() {
            let node = ensemble.nodes[index]
            guard !node.isLeaf else {
                let row = Int(node.test) * ensemble.outputs
                least = min(least, target.score(of: Array(ensemble.leafValues[row..<row + ensemble.outputs])))
                continue
            }
            let cells = box[Int(node.axis)].cells
            if cells.contains(where: { ensemble.goesLeft($0, at: node) }) { open.append(Int(node.left)) }
            if cells.contains(where: { !ensemble.goesLeft($0, at: node) }) { open.append(Int(node.right)) }
        }
        return least
    }

    private func extents(_ changed: [Int], _ members: [[Int]]) -> [Int: Extent] {
        var extents: [Int: Extent] = [:]
        for axis in changed {
            let values = members[axis].map { problem.axes[axis].choices[$0].value }
            let numbers = values.compactMap(\.number)
            if let low = numbers.min(), let high = numbers.max() {
                extents[axis] = .numbers(low...high)
            } else {
                extents[axis] = .categories(values.compactMap(\.category).sorted())
            }
        }
        return extents
    }
}
