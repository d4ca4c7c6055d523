package import OtherwiseModels

/// The targets of one alternative with what every leaf adds to each: settled once per goal, shared by all rows.
package final class WeighedTargets: Sendable {
    package let targets: [LinearTarget]
    let thresholds: [Double]
    let base: [Double]
    /// The room that each target leaves to the rounding of a single-precision sum; 0 for a single tree.
    let slacks: [Double]
    /// `[leaves × targets]`.
    let leafValues: [Double]
    /// For each axis the roots of the trees that test it.
    private let treesOfAxis: [[Int]]

    package init(_ targets: [LinearTarget], of ensemble: FeatureEnsemble) {
        self.targets = targets
        let base = targets.map { $0.score(of: ensemble.base) }
        let rows = ensemble.leafValues.count / max(ensemble.outputs, 1)
        var values = [Double](repeating: 0, count: rows * targets.count)
        var largest = base.map { _ in 0.0 }
        for row in 0..<rows {
            for (index, target) in targets.enumerated() {
                var sum = 0.0
                for output in 0..<ensemble.outputs {
                    sum += target.weights[output] * ensemble.leafValues[row * ensemble.outputs + output]
                }
                values[row * targets.count + index] = sum
                largest[index] = max(largest[index], abs(sum))
            }
        }
        leafValues = values
        treesOfAxis = ensemble.treesOfAxis
        let trees = Double(ensemble.roots.count)
        let magnitudes = targets.indices.map { abs(targets[$0].threshold) + abs(base[$0]) + largest[$0] * trees }
        thresholds = targets.map(\.threshold)
        self.base = base
        slacks = magnitudes.map { trees > 1 ? RoundingSlack.relative * $0 : 0 }
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
