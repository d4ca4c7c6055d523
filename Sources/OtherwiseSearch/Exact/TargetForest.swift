import OtherwiseModels

/// Scores single points and single moves of an ensemble.
final class TargetForest {
    private let problem: EnsembleProblem
    private let targets: WeighedTargets

    var targetCount: Int { targets.thresholds.count }
    var thresholds: [Double] { targets.thresholds }

    init(_ problem: EnsembleProblem, targets: WeighedTargets) {
        self.problem = problem
        self.targets = targets
    }

    private var nodes: [FeatureEnsemble.Node] { problem.ensemble.nodes }
    private var roots: [Int] { problem.ensemble.roots }
    /// For each axis the trees that test it.
    private lazy var treesOfAxis = Self.treesOfAxis(problem.ensemble)

    private static func treesOfAxis(_ ensemble: FeatureEnsemble) -> [[Int]] {
        var trees = [[Int]](repeating: [], count: ensemble.axes.count)
        for (tree, root) in ensemble.roots.enumerated() {
            var open = [root]
            while let index = open.popLast() {
                let node = ensemble.nodes[index]
                guard !node.isLeaf else { continue }
                if trees[Int(node.axis)].last != tree { trees[Int(node.axis)].append(tree) }
                open += [Int(node.left), Int(node.right)]
            }
        }
        return trees
    }

    /// The target scores of a point given by its cells.
    func scores(at cells: [Int]) -> [Double] {
        var scores = targets.base
        for root in roots { add(leaf(under: root, at: cells), to: &scores) }
        return scores
    }

    /// The target scores for every choice on one axis, the others held, `[choices × targets]`.
    func profile(of axis: Int, at cells: [Int], scores: [Double]) -> [Double] {
        let choices = problem.axes[axis].choices
        var fixed = scores
        for tree in treesOfAxis[axis] { add(leaf(under: roots[tree], at: cells), to: &fixed, sign: -1) }
        var profile: [Double] = []
        profile.reserveCapacity(choices.count * targetCount)
        for _ in choices { profile += fixed }
        for tree in treesOfAxis[axis] {
            addLeaves(under: roots[tree], to: &profile, choices: 0..<choices.count, of: axis, at: cells)
        }
        return profile
    }

    private func leaf(under root: Int, at cells: [Int]) -> Int {
        var node = nodes[root]
        while !node.isLeaf { node = nodes[child(of: node, for: cells[Int(node.axis)])] }
        return Int(node.test)
    }

    @inline(__always)
    private func child(of node: FeatureEnsemble.Node, for cell: Int) -> Int {
        guard node.test >= 0 else { return Int(problem.ensemble.goesLeft(cell, at: node) ? node.left : node.right) }
        let isMissing = cell == problem.ensemble.axes[Int(node.axis)].missingCell
        return Int((isMissing ? node.missingGoesLeft : cell <= Int(node.test)) ? node.left : node.right)
    }

    private func add(_ leaf: Int, to scores: inout [Double], sign: Double = 1) {
        for target in 0..<targetCount { scores[target] += sign * targets.value(ofLeaf: leaf, for: target) }
    }

    /// Adds a subtree's leaves to a range of choices of `axis`, splitting the range where the tree does.
    private func addLeaves(
        under root: Int, to profile: inout [Double], choices: Range<Int>, of axis: Int, at cells: [Int]
    ) {
        var node = nodes[root]
        while !node.isLeaf, Int(node.axis) != axis { node = nodes[child(of: node, for: cells[Int(node.axis)])] }
        guard !node.isLeaf else {
            for choice in choices {
                for target in 0..<targetCount {
                    profile[choice * targetCount + target] += targets.value(ofLeaf: Int(node.test), for: target)
                }
            }
            return
        }
        let all = problem.axes[axis].choices
        var start = choices.lowerBound
        while start < choices.upperBound {
            let side = child(of: node, for: all[start].cell)
            var end = start + 1
            while end < choices.upperBound, child(of: node, for: all[end].cell) == side { end += 1 }
            addLeaves(under: side, to: &profile, choices: start..<end, of: axis, at: cells)
            start = end
        }
    }
}
