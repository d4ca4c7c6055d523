import OtherwiseModels

/// Scores single points and single moves of an ensemble.
final class TargetForest {
    private let problem: EnsembleProblem
    private let targets: WeighedTargets
    /// For each axis the cell that stands for a missing value.
    private let missingCells: [Int]

    var targetCount: Int { targets.thresholds.count }

    init(_ problem: EnsembleProblem, targets: WeighedTargets) {
        self.problem = problem
        self.targets = targets
        missingCells = problem.ensemble.axes.map(\.missingCell)
    }

    /// The target scores of a point given by its cells.
    func scores(at cells: [Int]) -> [Double] {
        var scores = targets.base
        withDescent(at: cells) { descent in
            for root in problem.ensemble.roots { descent.add(descent.leaf(under: root), to: &scores) }
        }
        return scores
    }

    /// The target scores for every choice on one axis, the others held, `[choices × targets]`.
    ///
    /// - Parameter scores: Those of the point at hand.
    func profile(of axis: Int, at cells: [Int], scores: [Double]) -> [Double] {
        let moved = problem.axes[axis].choices.map(\.cell)
        var fixed = scores
        var profile: [Double] = []
        profile.reserveCapacity(moved.count * targetCount)
        withDescent(at: cells) { descent in
            for root in targets.trees(testing: axis) { descent.add(descent.leaf(under: root), to: &fixed, sign: -1) }
            for _ in moved { profile += fixed }
            profile.withUnsafeMutableBufferPointer { profile in
                for root in targets.trees(testing: axis) {
                    descent.addLeaves(under: root, to: profile, choices: 0..<moved.count, of: axis, cells: moved)
                }
            }
        }
        return profile
    }

    private func withDescent(at cells: [Int], _ body: (Descent) -> Void) {
        let ensemble = problem.ensemble
        ensemble.nodes.withUnsafeBufferPointer { nodes in
            ensemble.setWords.withUnsafeBufferPointer { sets in
                targets.leafValues.withUnsafeBufferPointer { values in
                    cells.withUnsafeBufferPointer { cells in
                        missingCells.withUnsafeBufferPointer { missing in
                            body(
                                Descent(
                                    nodes: nodes, setWords: sets, wordsPerSet: ensemble.wordsPerSet,
                                    leafValues: values, cells: cells, missingCells: missing, targetCount: targetCount))
                        }
                    }
                }
            }
        }
    }
}

/// Ways from a root to leaves for one point, over borrowed flat memory: indices come from the ensemble itself.
private struct Descent {
    let nodes: UnsafeBufferPointer<FeatureEnsemble.Node>
    let setWords: UnsafeBufferPointer<UInt64>
    let wordsPerSet: Int
    /// `[leaves × targets]`.
    let leafValues: UnsafeBufferPointer<Double>
    /// The point's cell on every axis.
    let cells: UnsafeBufferPointer<Int>
    let missingCells: UnsafeBufferPointer<Int>
    let targetCount: Int

    func leaf(under root: Int) -> Int {
        var node = nodes[root]
        while node.axis >= 0 { node = nodes[child(of: node, for: cells[Int(node.axis)])] }
        return Int(node.test)
    }

    @inline(__always)
    private func child(of node: FeatureEnsemble.Node, for cell: Int) -> Int {
        let goesLeft =
            node.test < 0
            ? setWords[(-1 - Int(node.test)) * wordsPerSet + cell >> 6] >> UInt64(cell & 63) & 1 == 1
            : cell == missingCells[Int(node.axis)] ? node.missingGoesLeft : cell <= Int(node.test)
        return Int(goesLeft ? node.left : node.right)
    }

    func add(_ leaf: Int, to scores: inout [Double], sign: Double = 1) {
        for target in 0..<targetCount { scores[target] += sign * leafValues[leaf * targetCount + target] }
    }

    /// Adds a subtree's leaves to a range of choices of `axis`, splitting the range where the tree does.
    ///
    /// - Parameter cells: The cell of every choice.
    func addLeaves(
        under root: Int, to profile: UnsafeMutableBufferPointer<Double>, choices: Range<Int>, of axis: Int, cells: [Int]
    ) {
        var node = nodes[root]
        while node.axis >= 0, Int(node.axis) != axis { node = nodes[child(of: node, for: self.cells[Int(node.axis)])] }
        guard node.axis >= 0 else { return add(leaf: Int(node.test), to: profile, choices: choices) }
        var start = choices.lowerBound
        while start < choices.upperBound {
            let side = child(of: node, for: cells[start])
            var end = start + 1
            while end < choices.upperBound, child(of: node, for: cells[end]) == side { end += 1 }
            addLeaves(under: side, to: profile, choices: start..<end, of: axis, cells: cells)
            start = end
        }
    }

    private func add(leaf: Int, to profile: UnsafeMutableBufferPointer<Double>, choices: Range<Int>) {
        for target in 0..<targetCount {
            let value = leafValues[leaf * targetCount + target]
            for choice in choices { profile[choice * targetCount + target] += value }
        }
    }
}
