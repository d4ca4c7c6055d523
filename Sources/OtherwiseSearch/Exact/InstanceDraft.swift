import OtherwiseModels

/// An instance under construction: walks every tree with the choices that are left.
struct InstanceDraft {
    let axes: KeptChoices
    private(set) var thresholds: [Double]
    private(set) var slotStart = [0]
    private(set) var leafStart = [0]
    private(set) var leafValues: [Double] = []
    private(set) var slotAxis: [Int] = []
    private(set) var slotTree: [Int] = []
    /// The ensemble's number of each tree kept.
    private(set) var treeNumber: [Int] = []
    private(set) var pieceStart = [0]
    private(set) var setStart = [0]
    private(set) var stretchStart = [0]
    private(set) var pieceFirst: [Int32] = []
    private(set) var stretchEnd: [Int32] = []
    private(set) var stretchSet: [UInt16] = []
    private(set) var runStart: [Int32] = [0]
    private(set) var runFirst: [UInt16] = []
    private(set) var runLast: [UInt16] = []
    private(set) var setWordStart: [Int32] = []
    private(set) var setWords: [UInt64] = []
    private(set) var isEmpty = false

    /// - Parameters:
    ///   - box: The choices to keep of each axis, by the problem's indices; `nil` for all.
    ///   - budget: The most that a point of interest may cost.
    /// - Throws: `OutOfTime` when the deadline passes before all trees are walked.
    init(
        _ problem: EnsembleProblem, targets: WeighedTargets, box: [[Int]]? = nil, budget: Double,
        until deadline: Deadline
    ) throws(OutOfTime) {
        axes = KeptChoices(problem, box: box, budget: budget)
        thresholds = zip(targets.floors, targets.base).map { $0 - $1 }
        guard !axes.isEmpty else {
            isEmpty = true
            return
        }
        var walk = LeafWalk(problem, axes: axes, budget: budget)
        for (tree, root) in problem.ensemble.roots.enumerated() {
            guard !deadline.isOver else { throw OutOfTime() }
            walk.visit(root)
            add(walk, tree: tree, targets: targets)
            if isEmpty { return }
        }
    }

    /// Adds the tree just walked; one with a single leaf moves into the thresholds.
    private mutating func add(_ walk: LeafWalk, tree: Int, targets: WeighedTargets) {
        guard let first = walk.leaves.first else {
            isEmpty = true
            return
        }
        guard walk.leaves.count > 1 else {
            for target in thresholds.indices { thresholds[target] -= targets.value(ofLeaf: first, for: target) }
            return
        }
        for leaf in walk.leaves {
            for target in thresholds.indices { leafValues.append(targets.value(ofLeaf: leaf, for: target)) }
        }
        for axis in walk.splitAxes.sorted() { addSlot(axis, walk) }
        treeNumber.append(tree)
        slotStart.append(slotAxis.count)
        leafStart.append(leafStart[leafStart.count - 1] + walk.leaves.count)
    }

    private mutating func addSlot(_ axis: Int, _ walk: LeafWalk) {
        let wordCount = axes.wordStart[axis + 1] - axes.wordStart[axis]
        let whole = Int32(axes.wordStart[axis])
        var offsets = [whole]
        var local = LocalNumbers(whole)
        for leaf in walk.leaves.indices {
            let set = walk.leafSets[leaf * axes.kept.count + axis]
            // Beyond 65,534 sets the whole axis is a valid relaxation.
            let number = local.number(of: set, limit: Int(UInt16.max))
            if number == offsets.count { offsets.append(set) }
            extendStretch(to: leaf, set: UInt16(number < offsets.count ? number : 0))
        }
        let count = axes.kept[axis].count
        let pieces = Self.pieces(of: offsets, in: walk.pool, words: wordCount, choices: count)
        for offset in offsets {
            addSet(walk.pool[Int(offset)..<Int(offset) + wordCount], pieces: pieces, choices: count)
        }
        slotAxis.append(axis)
        slotTree.append(leafStart.count - 1)
        for choice in 0..<count where choice == 0 || pieces[choice] != pieces[choice - 1] {
            pieceFirst.append(Int32(choice))
        }
        pieceStart.append(pieceFirst.count)
        setStart.append(setWordStart.count)
        stretchStart.append(stretchSet.count)
    }

    /// Lengthens the last stretch of the slot at hand by a leaf of its tree, or begins another.
    private mutating func extendStretch(to leaf: Int, set: UInt16) {
        let end = Int32(leafStart[leafStart.count - 1] + leaf + 1)
        if stretchSet.count > stretchStart[stretchStart.count - 1], stretchSet[stretchSet.count - 1] == set {
            stretchEnd[stretchEnd.count - 1] = end
        } else {
            stretchEnd.append(end)
            stretchSet.append(set)
        }
    }

    private mutating func addSet(_ set: ArraySlice<UInt64>, pieces: [UInt16], choices: Int) {
        setWordStart.append(Int32(setWords.count))
        setWords += set
        var isInside = false
        for choice in 0..<choices {
            let contains = set[set.startIndex + choice >> 6] >> UInt64(choice & 63) & 1 == 1
            if contains && !isInside { runFirst.append(pieces[choice]) }
            if !contains && isInside { runLast.append(pieces[choice - 1]) }
            isInside = contains
        }
        if isInside { runLast.append(pieces[choices - 1]) }
        runStart.append(Int32(runFirst.count))
    }

    /// Numbers the runs of choices that no set tells apart.
    private static func pieces(of sets: [Int32], in pool: [UInt64], words: Int, choices: Int) -> [UInt16] {
        var edges = [UInt64](repeating: 0, count: words)
        for set in sets {
            var carry = pool[Int(set)] & 1
            for index in 0..<words {
                let word = pool[Int(set) + index]
                edges[index] |= word ^ (word << 1 | carry)
                carry = word >> 63
            }
        }
        var piece: UInt16 = 0
        return (0..<choices).map { choice in
            if choice > 0 && edges[choice >> 6] >> UInt64(choice & 63) & 1 == 1 { piece += 1 }
            return piece
        }
    }
}

/// Numbers sets in order of appearance, remembering the last few: leaves beside one another share them.
private struct LocalNumbers {
    private var numbers: [Int32: Int]

    init(_ first: Int32) { numbers = [first: 0] }

    mutating func number(of set: Int32, limit: Int) -> Int {
        if let number = numbers[set] { return number }
        guard numbers.count < limit else { return .max }
        numbers[set] = numbers.count
        return numbers.count - 1
    }
}
