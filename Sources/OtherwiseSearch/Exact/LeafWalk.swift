import OtherwiseModels

/// Walks one tree at a time with the choices that are left on every axis, and lists the leaves it can reach
/// within a budget, each with the set of choices it asks of every axis.
///
/// Sets live in one pool of words and are named by their offset there.
struct LeafWalk {
    private let problem: EnsembleProblem
    private let axes: KeptChoices
    private let budget: Double
    /// For each ordered axis how many kept choices lie at or below each cut; the missing choice comes last.
    private let atOrBelow: [[Int32]]
    private let missing: [Int?]
    private var setWords: SetWords

    /// The leaves reached, as rows of the ensemble's leaf values.
    private(set) var leaves: [Int] = []
    /// The set that each leaf asks of each axis, `[leaves × axes]`; an axis's own offset in a box for all of it.
    private(set) var leafSets: [Int32] = []
    /// The words of all sets; those of the full box come first.
    private(set) var pool: [UInt64]
    /// The axes on which the tree tells choices apart.
    private(set) var splitAxes: Set<Int> = []

    private var current: [Int32]
    private var least: [Double]

    init(_ problem: EnsembleProblem, axes: KeptChoices, budget: Double) {
        self.problem = problem
        self.axes = axes
        self.budget = budget * (1 + 1e-9) + 1e-12
        pool = axes.fullBox
        current = axes.wordStart.dropLast().map(Int32.init)
        least = axes.leastCosts
        let cells = axes.kept.indices.map { axis in axes.kept[axis].map { problem.axes[axis].choices[$0].cell } }
        atOrBelow = cells.enumerated().map { axis, cells in Self.ranks(cells, on: problem.ensemble.axes[axis]) }
        missing = cells.enumerated().map { axis, cells in cells.firstIndex(of: problem.ensemble.axes[axis].missingCell)
        }
        setWords = SetWords(problem.ensemble.sets, cells: cells)
    }

    /// How many cells lie at or below each cut.
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
        pool.removeLast(pool.count - axes.fullBox.count)
        splitAxes.removeAll(keepingCapacity: true)
        descend(root, spent: axes.leastTotal)
    }

    private mutating func descend(_ index: Int, spent: Double) {
        let node = problem.ensemble.nodes[index]
        guard !node.isLeaf else {
            leaves.append(Int(node.test))
            leafSets += current
            return
        }
        let axis = Int(node.axis)
        let (whole, left) = (Int(current[axis]), pool.count)
        let count = axes.wordStart[axis + 1] - axes.wordStart[axis]
        let listed = node.test < 0 ? setWords.offset(ofSet: -1 - Int(node.test), on: axis) : 0
        for word in 0..<count {
            let left = node.test < 0 ? setWords.words[listed + word] : leftWord(word, of: node)
            pool.append(pool[whole + word] & left)
        }
        for word in 0..<count { pool.append(pool[whole + word] & ~pool[left + word]) }
        let right = left + count
        let isLeftEmpty = (left..<right).allSatisfy { pool[$0] == 0 }
        let isRightEmpty = (right..<right + count).allSatisfy { pool[$0] == 0 }
        guard !isLeftEmpty, !isRightEmpty else {
            pool.removeLast(2 * count)
            return descend(Int(isRightEmpty ? node.left : node.right), spent: spent)
        }
        enter(Int(node.left), axis: axis, set: left, spent: spent)
        enter(Int(node.right), axis: axis, set: right, spent: spent)
        current[axis] = Int32(whole)
    }

    /// Goes on below `index` with the choices of `set` left on `axis`, if they can be paid for.
    private mutating func enter(_ index: Int, axis: Int, set: Int, spent: Double) {
        let cost = leastCost(ofSet: set, on: axis)
        let total = spent - least[axis] + cost
        guard total <= budget else { return }
        splitAxes.insert(axis)
        let outer = least[axis]
        current[axis] = Int32(set)
        least[axis] = cost
        descend(index, spent: total)
        least[axis] = outer
    }

    private func leastCost(ofSet set: Int, on axis: Int) -> Double {
        var least = Double.infinity
        for index in 0..<axes.wordStart[axis + 1] - axes.wordStart[axis] {
            var rest = pool[set + index]
            while rest != 0 {
                least = min(least, axes.costs[axes.choiceStart[axis] + index * 64 + rest.trailingZeroBitCount])
                rest &= rest - 1
            }
        }
        return least
    }

    /// One word of the choices that a cut sends left.
    private func leftWord(_ word: Int, of node: FeatureEnsemble.Node) -> UInt64 {
        let axis = Int(node.axis)
        let bits = Int(atOrBelow[axis][Int(node.test)]) - word * 64
        var left: UInt64 = bits >= 64 ? .max : bits <= 0 ? 0 : (1 << UInt64(bits)) - 1
        if let missing = missing[axis], missing >> 6 == word {
            let bit: UInt64 = 1 << UInt64(missing & 63)
            left = node.missingGoesLeft ? left | bit : left & ~bit
        }
        return left
    }
}

/// What the sets of an ensemble leave of the kept choices, worked out when first asked for.
private struct SetWords {
    private let sets: [CellSet]
    private let cells: [[Int]]
    /// Where the words of each set begin for each axis, `[sets × axes]`; -1 while not known.
    private var offsets: [Int32]
    private(set) var words: [UInt64] = []

    init(_ sets: [CellSet], cells: [[Int]]) {
        self.sets = sets
        self.cells = cells
        offsets = [Int32](repeating: -1, count: sets.count * cells.count)
    }

    mutating func offset(ofSet set: Int, on axis: Int) -> Int {
        let place = set * cells.count + axis
        if offsets[place] < 0 {
            offsets[place] = Int32(words.count)
            let left = cells[axis].indices.filter { sets[set].contains(cells[axis][$0]) }
            words += CellSet(left, count: cells[axis].count).words
        }
        return Int(offsets[place])
    }
}
