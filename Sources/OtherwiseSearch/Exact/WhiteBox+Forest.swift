import OtherwiseCore
package import OtherwiseModels

extension WhiteBox {
    /// The same model with one more output: an isolation forest's mean path, the longer the more ordinary a row is.
    ///
    /// - Parameter forest: Of the features that the box has, in the same order.
    package func joined(with forest: IsolationForest) -> WhiteBox {
        let axes = ensemble.axes.indices.map { position in
            JoinedAxis(
                ensemble.axes[position], values: cellValues[position], cuts: forest.cuts(of: position))
        }
        var sets = JoinedSets()
        var nodes = ensemble.nodes.map { node -> FeatureEnsemble.Node in
            guard !node.isLeaf, node.left != node.right else { return node }
            var node = node
            node.test = Int32(axes[Int(node.axis)].test(of: node, in: ensemble, adding: &sets))
            return node
        }
        let leaves = ensemble.leafValues.count / ensemble.outputs
        var leafValues = (0..<leaves).flatMap { leaf in
            ensemble.leafValues[leaf * ensemble.outputs..<(leaf + 1) * ensemble.outputs] + [0]
        }
        let (start, trees) = (nodes.count, Double(forest.roots.count))
        for node in forest.nodes {
            guard node.axis >= 0 else {
                nodes.append(.leaf(leafValues.count / (ensemble.outputs + 1)))
                leafValues += [Double](repeating: 0, count: ensemble.outputs) + [node.value / trees]
                continue
            }
            let axis = Int(node.axis)
            let test = axes[axis].test(of: node, in: forest, at: axis, adding: &sets)
            nodes.append(
                FeatureEnsemble.Node(
                    axis: axis, test: test, left: start + Int(node.left), right: start + Int(node.right),
                    missingGoesLeft: node.missingGoesLeft))
        }
        let joined = FeatureEnsemble(
            axes: axes.map(\.axis), nodes: nodes, roots: ensemble.roots + forest.roots.map { start + $0 },
            sets: sets.all, leafValues: leafValues, outputs: ensemble.outputs + 1, base: ensemble.base + [0])
        return WhiteBox(ensemble: joined, head: head, cellValues: axes.map(\.values))
    }
}

extension PlausibilityLimit {
    /// The limit as a target on the last output of an ensemble joined with the forest.
    func target(in ensemble: FeatureEnsemble) -> LinearTarget {
        let weights = [Double](repeating: 0, count: ensemble.outputs - 1) + [1]
        return LinearTarget(weights: weights, threshold: path)
    }
}

extension IsolationForest {
    /// Where its trees cut the numbers of a feature.
    fileprivate func cuts(of position: Int) -> [Float] {
        nodes.filter { $0.axis == position && $0.set < 0 }.map { Float($0.value) }
    }
}

/// An axis within whose cells neither the model nor the forest can tell values apart.
private struct JoinedAxis {
    let axis: FeatureEnsemble.Axis
    /// The values of a listed axis, by cell.
    let values: [Value]
    /// For each cell the model's own that it is part of.
    private let origins: [Int]
    /// For each of the model's own cells the last that is part of it.
    private let lasts: [Int]

    init(_ own: FeatureEnsemble.Axis, values: [Value], cuts: [Float]) {
        self.values = values
        if case .ordered(let ownCuts) = own {
            let all = Set(ownCuts + cuts).sorted()
            axis = .ordered(cuts: all)
            origins = all.map(own.cell(of:)) + [ownCuts.count, own.missingCell]
        } else {
            axis = own
            origins = Array(0..<own.cellCount)
        }
        var lasts = [Int](repeating: 0, count: own.cellCount)
        for (cell, origin) in origins.enumerated() { lasts[origin] = cell }
        self.lasts = lasts
    }

    /// A test of the model on the cells of this axis.
    func test(of node: FeatureEnsemble.Node, in ensemble: FeatureEnsemble, adding sets: inout JoinedSets) -> Int {
        guard node.test < 0 else { return lasts[Int(node.test)] }
        let set = ensemble.sets[-1 - Int(node.test)]
        return sets.test(for: origins.indices.filter { set.contains(origins[$0]) }, of: origins.count)
    }

    /// A test of the forest on the cells of this axis.
    func test(
        of node: IsolationForest.Node, in forest: IsolationForest, at position: Int, adding sets: inout JoinedSets
    ) -> Int {
        if case .ordered = axis { return axis.cell(of: Float(node.value)) }
        let codes = values.map { forest.code(of: $0, at: position) } + [.nan]
        let left = forest.setWords.withUnsafeBufferPointer { words in
            codes.indices.filter { node.sendsLeft(codes[$0], setWords: words) }
        }
        return sets.test(for: left, of: codes.count)
    }
}

/// Keeps each set of cells once.
private struct JoinedSets {
    private(set) var all: [CellSet] = []
    private var places: [CellSet: Int] = [:]

    /// The test of a node that sends these cells left.
    mutating func test(for cells: [Int], of count: Int) -> Int {
        let set = CellSet(cells, count: count)
        let place = places[set] ?? all.count
        if place == all.count {
            places[set] = place
            all.append(set)
        }
        return -1 - place
    }
}
