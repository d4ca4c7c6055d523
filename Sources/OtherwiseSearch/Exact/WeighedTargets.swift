package import OtherwiseModels

/// The targets of one alternative with what every leaf adds to each: settled once per goal, shared by all rows.
package final class WeighedTargets: Sendable {
    package let targets: [LinearTarget]
    let thresholds: [Double]
    let base: [Double]
    /// How far the model's own arithmetic may be off each target's score.
    let slacks: [Double]
    /// `[leaves × targets]`.
    let leafValues: [Double]
    /// Whether a score that only rounding decides counts as missed.
    private let areStrict: Bool
    /// For each axis the roots of the trees that test it.
    private let treesOfAxis: [[Int]]

    /// - Parameter headRounding: What the model's head may round by, in the unit of a raw score.
    package init(_ targets: [LinearTarget], of ensemble: FeatureEnsemble, headRounding: Double = 0) {
        self.targets = targets
        let base = targets.map { $0.score(of: ensemble.base) }
        let rows = ensemble.leafValues.count / max(ensemble.outputs, 1)
        var values = [Double](repeating: 0, count: rows * targets.count)
        for row in 0..<rows {
            for (index, target) in targets.enumerated() {
                var sum = 0.0
                for output in 0..<ensemble.outputs {
                    sum += target.weights[output] * ensemble.leafValues[row * ensemble.outputs + output]
                }
                values[row * targets.count + index] = sum
            }
        }
        leafValues = values
        treesOfAxis = ensemble.treesOfAxis
        thresholds = targets.map(\.threshold)
        self.base = base
        let rounding = ensemble.rounding
        slacks = targets.map { zip($0.weights, rounding).reduce(headRounding) { $0 + abs($1.0) * $1.1 } }
        areStrict = false
    }

    /// The same targets, missed by every score that only rounding lets reach them.
    init(strict lenient: WeighedTargets) {
        (targets, thresholds, base) = (lenient.targets, lenient.thresholds, lenient.base)
        (slacks, leafValues, treesOfAxis) = (lenient.slacks, lenient.leafValues, lenient.treesOfAxis)
        areStrict = true
    }

    /// The least score of each target with which the model may still say yes.
    var floors: [Double] { zip(thresholds, slacks).map { areStrict ? $0 + $1 : $0 - $1 } }

    /// What scores tell of all targets together.
    enum Standing {
        /// Reached or missed, however the model rounds.
        case reached, missed
        /// So near that the model itself must be asked.
        case open
    }

    /// - Parameter scores: Raw, `[outputs]`.
    func standing(of scores: [Double]) -> Standing {
        var standing = Standing.reached
        for (target, slack) in zip(targets, slacks) {
            let surplus = target.score(of: scores) - target.threshold
            if surplus < -slack || areStrict && surplus <= slack { return .missed }
            if surplus <= slack { standing = .open }
        }
        return standing
    }

    func trees(testing axis: Int) -> [Int] { treesOfAxis[axis] }

    @inline(__always)
    func value(ofLeaf leaf: Int, for target: Int) -> Double { leafValues[leaf * thresholds.count + target] }
}

extension FeatureEnsemble {
    /// For each axis the roots of the trees that test it.
    fileprivate var treesOfAxis: [[Int]] {
        var trees = [[Int]](repeating: [], count: axes.count)
        for root in roots {
            var open = [root]
            while let index = open.popLast() {
                let node = nodes[index]
                guard !node.isLeaf else { continue }
                if trees[Int(node.axis)].last != root { trees[Int(node.axis)].append(root) }
                open += [Int(node.left), Int(node.right)]
            }
        }
        return trees
    }
}

extension LinearTarget {
    /// The weighted sum of raw scores.
    package func score(of raw: [Double]) -> Double {
        var sum = 0.0
        for (weight, score) in zip(weights, raw) { sum += weight * score }
        return sum
    }
}
