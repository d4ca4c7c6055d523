import OtherwiseCore
import OtherwiseNumerics

/// Turns a tree ensemble over encoded columns into one over the features of a table.
struct EnsembleLift {
    private let trees: TreeEnsemble
    private let axes: [FeatureEnsemble.Axis]
    /// For each categorical axis its values by cell.
    let cellValues: [[Value]]
    /// The feature that each column depends on; `nil` for none.
    private let featureOfColumn: [Int?]
    private let views: [FeatureView]

    init(_ model: ONNXDecisionModel, trees: TreeEnsemble, input: String, schema: Schema) throws {
        guard (trees.depths.max() ?? 0) <= 1000 else { throw OpaqueModel("a tree is more than 1,000 tests deep") }
        let (leaves, outputs) = (trees.nodes.count(where: \.isLeaf), trees.outputCount)
        guard outputs <= 1000, leaves * outputs * outputs <= 1 << 33 else {
            throw OpaqueModel("\(leaves) leaves with \(outputs) scores each are too many to compare")
        }
        guard trees.aggregate == .sum || trees.aggregate == .average else {
            throw OpaqueModel("its trees are not summed")
        }
        self.trees = trees
        let sample = Dictionary(uniqueKeysWithValues: schema.features.map { ($0.name, $0.domain.anyValue) })
        let sources = try ColumnTrace.sources(of: input, in: model, sample: sample)
        let positions = try model.binding.positions(in: schema)
        featureOfColumn = sources.map { $0.columns.first.map { positions[$0] } }
        let nodesOfColumn = Dictionary(
            grouping: trees.nodes.indices.filter { !trees.nodes[$0].isLeaf }, by: { Int(trees.nodes[$0].feature) })
        for column in nodesOfColumn.keys {
            guard sources.indices.contains(column) else {
                throw OpaqueModel("a tree tests column \(column) of \(sources.count)")
            }
            guard sources[column].columns.count <= 1 else {
                throw OpaqueModel("a tree tests a column that mixes features")
            }
        }
        let probe = FeatureProbe(model: model, sample: sample, target: input)
        let featureOfColumn = featureOfColumn
        views = try schema.features.enumerated().map { position, feature in
            let columns = sources.indices.filter { featureOfColumn[$0] == position && nodesOfColumn[$0] != nil }
            let nodes = columns.flatMap { nodesOfColumn[$0] ?? [] }
            return try FeatureView(
                feature, nodes: nodes, trees: trees, isMonotone: columns.allSatisfy { sources[$0].isMonotone },
                probe: probe,
                isInteger: model.binding.readsIntegers(feature.name))
        }
        axes = views.map(\.axis)
        cellValues = views.map(\.cellValues)
    }

    func ensemble() throws -> FeatureEnsemble {
        var sets = SetTable()
        var leaves: [Double] = []
        var nodes = trees.nodes.indices.map { position in
            trees.nodes[position].isLeaf ? leaf(at: position, adding: &leaves) : split(at: position, sets: &sets)
        }
        let roots = trees.roots.map { target(of: $0, in: nodes) }
        for position in nodes.indices where !nodes[position].isLeaf {
            nodes[position].left = Int32(target(of: Int(nodes[position].left), in: nodes))
            nodes[position].right = Int32(target(of: Int(nodes[position].right), in: nodes))
        }
        return FeatureEnsemble(
            axes: axes, nodes: nodes, roots: roots, sets: sets.sets, leafValues: leaves, outputs: trees.outputCount,
            base: trees.baseValues.map(Double.init))
    }

    /// Follows splits that go one way whatever the features are.
    private func target(of position: Int, in nodes: [FeatureEnsemble.Node]) -> Int {
        var position = position
        while !nodes[position].isLeaf, nodes[position].left == nodes[position].right {
            position = Int(nodes[position].left)
        }
        return position
    }

    private func leaf(at position: Int, adding leaves: inout [Double]) -> FeatureEnsemble.Node {
        var values = [Double](repeating: 0, count: trees.outputCount)
        let divisor = trees.aggregate == .average ? Double(max(trees.roots.count, 1)) : 1
        for weight in trees.weights(of: trees.nodes[position]) {
            values[Int(weight.output)] += Double(weight.value) / divisor
        }
        leaves += values
        return .leaf(leaves.count / trees.outputCount - 1)
    }

    private func split(at position: Int, sets: inout SetTable) -> FeatureEnsemble.Node {
        let node = trees.nodes[position]
        guard let feature = featureOfColumn[Int(node.feature)] else {
            return always(trees.goesLeft(0, at: position), node)
        }
        switch views[feature].splits[position] {
        case .always(let goesLeft)?: return always(goesLeft, node)
        case .cut(let cut, let passesBelow, let missingPasses)?:
            return FeatureEnsemble.Node(
                axis: feature, test: cut, left: Int(passesBelow ? node.left : node.right),
                right: Int(passesBelow ? node.right : node.left), missingGoesLeft: missingPasses == passesBelow)
        case .set(let cells)?:
            return FeatureEnsemble.Node(
                axis: feature, test: -1 - sets.index(of: cells), left: Int(node.left), right: Int(node.right),
                missingGoesLeft: false)
        case nil: return always(false, node)
        }
    }

    private func always(_ goesLeft: Bool, _ node: TreeEnsemble.Node) -> FeatureEnsemble.Node {
        let child = Int(goesLeft ? node.left : node.right)
        return FeatureEnsemble.Node(axis: 0, test: 0, left: child, right: child, missingGoesLeft: true)
    }
}

/// Keeps each set of cells once.
private struct SetTable {
    private(set) var sets: [CellSet] = []
    private var positions: [CellSet: Int] = [:]

    mutating func index(of set: CellSet) -> Int {
        if let position = positions[set] { return position }
        positions[set] = sets.count
        sets.append(set)
        return sets.count - 1
    }
}

extension Domain {
    /// A value to hold a feature at while others are probed.
    var anyValue: Value {
        switch self {
        case .numeric(let range, _): .number(min(max(0, range.lowerBound), range.upperBound))
        case .categorical(let categories, _): .category(categories.first ?? "")
        }
    }
}

extension InputBinding {
    /// The features that the columns are.
    func positions(in schema: Schema) throws(OpaqueModel) -> [Int] {
        try columns.map { name throws(OpaqueModel) in
            guard let position = schema.position(of: name) else {
                throw OpaqueModel("the schema has no feature '\(name)'")
            }
            return position
        }
    }

    func readsIntegers(_ column: String) -> Bool {
        tensors.contains { $0.columns.contains(column) && $0.elements.isInteger }
    }
}
