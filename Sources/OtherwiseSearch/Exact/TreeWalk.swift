import OtherwiseModels

/// Walks one tree at a time with the choices that are left on every axis, and lists the leaves it can reach
/// within a budget, each with the set of choices it asks of every axis.
struct TreeWalk {
    private let problem: EnsembleProblem
    private let axes: KeptChoices
    private let budget: Double
    /// For each ordered axis how many kept choices lie at or below each cut; the missing choice comes last.
    private let atOrBelow: [[Int32]]
    private let missing: [Int?]

    /// The leaves reached, as rows of the ensemble's leaf values.
    private(set) var leaves: [Int] = []
    /// The set each leaf asks of each axis, -1 for all of it, `[leaves × axes]`.
    private(set) var leafSets: [Int32] = []
    private(set) var setOffsets: [Int32] = []
    private(set) var setWords: [UInt64] = []
    private(set) var splitAxes: Set<Int> = []

    private var box: [UInt64]
    private var current: [Int32]
    private var least: [Double]

    init(_ problem: EnsembleProblem, axes: KeptChoices, budget: Double) {
        self.problem = problem
        self.axes = axes
        self.budget = budget * (1 + 1e-9) + 1e-12
        box = axes.fullBox
        current = [Int32](repeating: -1, count: axes.kept.count)
        least = axes.kept.map { _ in 0 }
        let cells = axes.kept.indices.map { axis in axes.kept[axis].map { problem.axes[axis].choices[$0].cell } }
        atOrBelow = cells.enumerated().map { axis, cells in Self.ranks(cells, on: problem.ensemble.axes[axis]) }
        missing = cells.enumerated().map { axis, cells in cells.firstIndex(of: problem.ensemble.axes[axis].missingCell) }
    }

    private static func ranks(_ cells: [Int], on axis: FeatureEnsemble.Axis) -> [Int32] {
        guard case .ordered(let cuts) = axis else { return [] }
        var ranks = [Int32](repeating: 0, count: cuts.count)
        var next = 0
        for cut in cuts.indices {
            while next < cells.count, cells[next] <= cut { next += 1 }
            ranks[cut] = Int32(next)
        }
        return ranks
    }

    mutating func visit(_ root: Int) {
        leaves.removeAll(keepingCapacity: true)
        leafSets.removeAll(keepingCapacity: true)
        setOffsets.removeAll(keepingCapacity: true)
        setWords.removeAll(keepingCapacity: true)
        splitAxes.removeAll(keepingCapacity: true)
        descend(root, spent: 0)
    }

    private mutating func descend(_ index: Int, spent: Double) {
        let node = problem.ensemble.nodes[index]
        guard !node.isLeaf else {
            leaves.append(Int(node.test))
            leafSets += current
            return
        }
        let axis = Int(node.axis)
        let words = axes.wordStart[axis]..<axes.wordStart[axis + 1]
        let whole = Array(box[words])
        let left = zip(whole, leftWords(of: node)).map { $0 & $1 }
        let right = zip(whole, left).map { $0 & ~$1 }
        if right.allSatisfy({ $0 == 0 }) { return descend(Int(node.left), spent: spent) }
        if left.allSatisfy({ $0 == 0 }) { return descend(Int(node.right), spent: spent) }
        enter(Int(node.left), axis: axis, choices: left, spent: spent)
        enter(Int(node.right), axis: axis, choices: right, spent: spent)
        box.replaceSubrange(words, with: whole)
    }

    /// Goes on below `index` with `choices` left on `axis`, if they can be paid for.
    private mutating func enter(_ index: Int, axis: Int, choices: [UInt64], spent: Double) {
        let cost = leastCost(of: choices, on: axis)
        let total = spent - least[axis] + cost
        guard total <= budget else { return }
        splitAxes.insert(axis)
        let (outerSet, outerLeast) = (current[axis], least[axis])
        current[axis] = Int32(setOffsets.count)
        least[axis] = cost
        setOffsets.append(Int32(setWords.count))
        setWords += choices
        box.replaceSubrange(axes.wordStart[axis]..<axes.wordStart[axis + 1], with: choices)
        descend(index, spent: total)
        (current[axis], least[axis]) = (outerSet, outerLeast)
    }

    private func leastCost(of words: [UInt64], on axis: Int) -> Double {
        var least = Double.infinity
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                least = min(least, axes.costs[axes.choiceStart[axis] + index * 64 + rest.trailingZeroBitCount])
                rest &= rest - 1
            }
        }
        return least
    }

    private func leftWords(of node: FeatureEnsemble.Node) -> [UInt64] {
        let axis = Int(node.axis)
        let count = axes.kept[axis].count
        guard node.test >= 0 else {
            let set = problem.ensemble.sets[-1 - Int(node.test)]
            let left = axes.kept[axis].indices.filter { set.contains(problem.axes[axis].choices[axes.kept[axis][$0]].cell) }
            return CellSet(left, count: count).words
        }
        var left = CellSet(0..<Int(atOrBelow[axis][Int(node.test)]), count: count)
        if node.missingGoesLeft, let missing = missing[axis] { left.insert(missing) }
        return left.words
    }
}
