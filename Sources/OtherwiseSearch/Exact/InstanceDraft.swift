import OtherwiseModels

/// An instance under construction: walks every tree with the choices that are left.
struct InstanceDraft {
    let axes: KeptChoices
    var thresholds: [Double]
    var slotStart = [0]
    var leafStart = [0]
    var leafValues: [Double] = []
    var slotAxis: [Int] = []
    var slotTree: [Int] = []
    var pieceOfStart = [0]
    var pieceStart = [0]
    var setStart = [0]
    var matrixStart = [0]
    var pieceOf: [UInt16] = []
    var setOf: [UInt16] = []
    var runStart: [Int32] = [0]
    var runFirst: [UInt16] = []
    var runLast: [UInt16] = []
    var setWordStart: [Int32] = []
    var setWords: [UInt64] = []
    var isEmpty = false

    /// - Parameter budget: The most that a point of interest may cost.
    init(_ problem: EnsembleProblem, targets: [LinearTarget], budget: Double) {
        axes = KeptChoices(problem, budget: budget)
        let base = problem.ensemble.base
        thresholds = targets.map { target in target.threshold - zip(target.weights, base).reduce(0) { $0 + $1.0 * $1.1 } }
        var walk = TreeWalk(problem, axes: axes, budget: budget)
        for root in problem.ensemble.roots {
            walk.visit(root)
            add(walk, targets: targets, ensemble: problem.ensemble)
            if isEmpty { return }
        }
    }

    /// Adds the tree just walked; one with a single leaf moves into the thresholds.
    private mutating func add(_ walk: TreeWalk, targets: [LinearTarget], ensemble: FeatureEnsemble) {
        guard !walk.leaves.isEmpty else {
            isEmpty = true
            return
        }
        let values = walk.leaves.map { leaf in targets.map { $0.value(ofLeaf: leaf, in: ensemble) } }
        guard walk.leaves.count > 1 else {
            for index in targets.indices { thresholds[index] -= values[0][index] }
            return
        }
        for value in values { leafValues += value }
        for axis in walk.splitAxes.sorted() { addSlot(axis, walk) }
        slotStart.append(slotAxis.count)
        leafStart.append(leafStart[leafStart.count - 1] + walk.leaves.count)
    }

    private mutating func addSlot(_ axis: Int, _ walk: TreeWalk) {
        let count = axes.kept[axis].count
        let wordCount = axes.wordStart[axis + 1] - axes.wordStart[axis]
        var localSets: [Int32: UInt16] = [-1: 0]
        var sets: [ArraySlice<UInt64>] = [axes.fullBox[axes.wordStart[axis]..<axes.wordStart[axis + 1]]]
        for leaf in walk.leaves.indices {
            let set = walk.leafSets[leaf * axes.kept.count + axis]
            if let local = localSets[set] {
                setOf.append(local)
            } else if sets.count < Int(UInt16.max) {
                localSets[set] = UInt16(sets.count)
                setOf.append(UInt16(sets.count))
                let start = Int(walk.setOffsets[Int(set)])
                sets.append(walk.setWords[start..<start + wordCount])
            } else {
                // Too many sets for the matrix: the whole axis is a valid relaxation.
                setOf.append(0)
            }
        }
        let pieces = Self.pieces(of: sets, choices: count)
        for set in sets { add(set: set, pieces: pieces, choices: count) }
        slotAxis.append(axis)
        slotTree.append(leafStart.count - 1)
        pieceOf += pieces
        pieceOfStart.append(pieceOf.count)
        pieceStart.append(pieceStart[pieceStart.count - 1] + Int(pieces[count - 1]) + 1)
        setStart.append(setWordStart.count)
        matrixStart.append(setOf.count)
    }

    private mutating func add(set: ArraySlice<UInt64>, pieces: [UInt16], choices: Int) {
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
    private static func pieces(of sets: [ArraySlice<UInt64>], choices: Int) -> [UInt16] {
        var edges = [UInt64](repeating: 0, count: (choices + 63) / 64)
        for set in sets {
            var carry: UInt64 = set[set.startIndex] & 1
            for (index, word) in set.enumerated() {
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

extension LinearTarget {
    fileprivate func value(ofLeaf leaf: Int, in ensemble: FeatureEnsemble) -> Double {
        var sum = 0.0
        for output in 0..<ensemble.outputs { sum += weights[output] * ensemble.leafValues[leaf * ensemble.outputs + output] }
        return sum
    }
}
