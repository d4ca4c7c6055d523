import OtherwiseCore
import OtherwiseModels

/// A box of values around an answer, all of which reach the goal and keep the rules: widened choice by choice for as
/// long as the trees' least leaves together still do.
struct ProvedRegion {
    private let problem: EnsembleProblem
    private let point: [Int]
    private let span: (_ axis: Int, _ number: Double) -> ClosedRange<Double>
    /// The alternative that the answer satisfies; `nil` when only the model itself can tell.
    private let alternative: WeighedTargets?

    /// - Parameter span: The numbers that the trees and the rules do not tell apart from one, on an axis.
    init(
        around point: [Int], in problem: EnsembleProblem,
        span: @escaping (_ axis: Int, _ number: Double) -> ClosedRange<Double>
    ) {
        self.problem = problem
        self.point = point
        self.span = span
        let scores = problem.ensemble.scores(at: problem.cells(of: point))
        let met = problem.alternatives.first { alternative in
            zip(alternative.targets, alternative.slacks).allSatisfy { $0.score(of: scores) > $0.threshold + $1 }
        }
        alternative = problem.targetsSuffice ? met : nil
    }

    /// For each changed feature, by position, the values that do as well.
    func extents() -> [Int: Extent] {
        let changed = point.indices.filter { point[$0] != problem.axes[$0].factual }
        var box = point.indices.map {
            CellSet([problem.axes[$0].choices[point[$0]].cell], count: problem.ensemble.axes[$0].cellCount)
        }
        var members = point.map { [$0] }
        guard alternative != nil else { return extents(changed, members) }
        for axis in changed { widen(axis, &box, &members) }
        return extents(changed, members)
    }

    private func widen(_ axis: Int, _ box: inout [CellSet], _ members: inout [[Int]]) {
        let choices = problem.axes[axis].choices
        for direction in [1, -1] {
            var next = point[axis] + direction
            while choices.indices.contains(next), choices[next].value != .missing {
                var (wider, more) = (box, members)
                for cell in cells(between: choices[members[axis].last ?? next], choices[next]) {
                    wider[axis].insert(cell)
                }
                more[axis].append(next)
                if problem.rules.hold(throughout: more), reaches(wider) {
                    (box, members) = (wider, more)
                } else if case .number = choices[next].value {
                    break
                }
                next += direction
            }
        }
    }

    /// The cells that a number passes on its way from one choice to another, the last included; those that offer no
    /// choice of their own among them. For categories the last alone.
    private func cells(between one: Choice, _ other: Choice) -> ClosedRange<Int> {
        guard one.value.number != nil, other.value.number != nil else { return other.cell...other.cell }
        return min(one.cell, other.cell)...max(one.cell, other.cell)
    }

    /// Whether every point of a box of cells reaches the goal.
    private func reaches(_ box: [CellSet]) -> Bool {
        guard let alternative else { return false }
        return alternative.targets.indices.allSatisfy { target in
            let sum = problem.ensemble.roots.reduce(alternative.base[target]) {
                $0 + least(target, alternative, under: $1, in: box)
            }
            return sum > alternative.thresholds[target] + alternative.slacks[target]
        }
    }

    private func least(_ target: Int, _ targets: WeighedTargets, under root: Int, in box: [CellSet]) -> Double {
        let ensemble = problem.ensemble
        var least = Double.infinity
        var open = [root]
        while let index = open.popLast() {
            let node = ensemble.nodes[index]
            guard !node.isLeaf else {
                least = min(least, targets.value(ofLeaf: Int(node.test), for: target))
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
                extents[axis] = .numbers(
                    problem.rules.sums(over: axis)
                        ? low...high : span(axis, low).lowerBound...span(axis, high).upperBound)
            } else {
                extents[axis] = .categories(values.compactMap(\.category).sorted())
            }
        }
        return extents
    }
}
