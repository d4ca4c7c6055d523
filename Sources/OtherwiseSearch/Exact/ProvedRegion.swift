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
        let met = problem.alternatives.first { $0.standing(of: scores) == .reached }
        alternative = problem.targetsSuffice ? met : nil
    }

    /// For each changed feature, by position, the values that do as well.
    ///
    /// - Parameter deadline: From when on nothing is widened any more.
    func extents(until deadline: Deadline = Deadline(after: nil)) -> [Int: Extent] {
        let changed = point.indices.filter { point[$0] != problem.axes[$0].factual }
        var box = Box(
            cells: point.indices.map {
                CellSet([problem.axes[$0].choices[point[$0]].cell], count: problem.ensemble.axes[$0].cellCount)
            }, choices: point.map { [$0] })
        if alternative != nil {
            for axis in changed where !deadline.isOver { widen(axis, &box) }
        }
        return extents(changed, box.choices)
    }

    /// The cells that the answer may move in, and the choices among them, axis by axis.
    private struct Box {
        var cells: [CellSet]
        var choices: [[Int]]
    }

    /// Takes choices in, outwards from the answer's own: numbers up to the first that does not do, of categories all
    /// that do. A value that is to be missing stays so.
    private func widen(_ axis: Int, _ box: inout Box) {
        let choices = problem.axes[axis].choices
        let own = point[axis]
        guard choices[own].value != .missing else { return }
        for steps in [Array((own + 1)..<choices.endIndex), (0..<own).reversed()] {
            let steps = steps.filter { choices[$0].value != .missing }
            if choices[own].value.number != nil {
                let taken = Self.most(of: steps.count) { isProved(box, with: steps.prefix($0), on: axis) }
                box = widened(box, by: steps.prefix(taken), on: axis)
            } else {
                for step in steps where isProved(box, with: [step], on: axis) {
                    box = widened(box, by: [step], on: axis)
                }
            }
        }
    }

    /// The most steps that can be taken, where fewer can if more can: doubled, then halved.
    private static func most(of count: Int, _ canTake: (Int) -> Bool) -> Int {
        var (taken, next) = (0, 1)
        while next <= count, canTake(next) { (taken, next) = (next, 2 * next) }
        var refused = min(next, count + 1)
        while refused - taken > 1 {
            let middle = (taken + refused) / 2
            if canTake(middle) { taken = middle } else { refused = middle }
        }
        return taken
    }

    private func isProved(_ box: Box, with steps: some Collection<Int>, on axis: Int) -> Bool {
        let wider = widened(box, by: steps, on: axis)
        return problem.rules.hold(throughout: wider.choices) && reaches(wider.cells)
    }

    /// A box with more choices; between numbers also the cells that offer no choice of their own.
    private func widened(_ box: Box, by steps: some Collection<Int>, on axis: Int) -> Box {
        var box = box
        var last = problem.axes[axis].choices[point[axis]]
        for step in steps {
            let next = problem.axes[axis].choices[step]
            let passed =
                next.value.number == nil ? next.cell...next.cell : min(last.cell, next.cell)...max(last.cell, next.cell)
            for cell in passed { box.cells[axis].insert(cell) }
            last = next
        }
        box.choices[axis] += steps
        return box
    }

    /// Whether every point of a box of cells reaches the goal.
    private func reaches(_ box: [CellSet]) -> Bool {
        guard let alternative else { return false }
        return alternative.targets.indices.allSatisfy { target in
            let sum =
                alternative.base[target]
                + problem.ensemble.leastSum(in: box) {
                    alternative.value(ofLeaf: $0, for: target)
                }
            return sum > alternative.thresholds[target] + alternative.slacks[target]
        }
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

extension FeatureEnsemble {
    /// The sum over the trees of the least value among the leaves that a box of cells meets.
    fileprivate func leastSum(in box: [CellSet], _ value: (_ leaf: Int) -> Double) -> Double {
        var open: [Int] = []
        return roots.reduce(0) { sum, root in
            var least = Double.infinity
            open.append(root)
            while let index = open.popLast() {
                let node = nodes[index]
                guard !node.isLeaf else {
                    least = min(least, value(Int(node.test)))
                    continue
                }
                let sides = sides(of: box[Int(node.axis)], at: node)
                if sides.left { open.append(Int(node.left)) }
                if sides.right { open.append(Int(node.right)) }
            }
            return sum + least
        }
    }
}
