import OtherwiseCore
import OtherwiseNumerics

/// One feature as the trees see it: its cells, and what every test of it becomes.
struct FeatureView {
    let axis: FeatureEnsemble.Axis
    /// The values of a categorical axis by cell; empty for an ordered one.
    let cellValues: [Value]
    /// By position of the node.
    private(set) var splits: [Int: Split]

    enum Split {
        case always(goesLeft: Bool)
        /// Cells up to `cut` pass the test if `passesBelow`, the others if not.
        case cut(Int, passesBelow: Bool, missingPasses: Bool)
        case set(CellSet)
    }

    /// - Parameters:
    ///   - nodes: The positions of the tests whose column depends on this feature.
    ///   - isMonotone: Whether all those columns rise or fall with it.
    init(
        _ feature: Feature, nodes: [Int], trees: TreeEnsemble, isMonotone: Bool, probe: FeatureProbe, isInteger: Bool
    ) throws {
        // A test against a list needs the values listed; so does a column that jumps.
        let testsLists = nodes.contains { trees.nodes[$0].test == .member }
        if feature.domain.isNumeric, isMonotone, !testsLists {
            try self.init(ordered: feature.name, nodes: nodes, trees: trees, probe: probe, isInteger: isInteger)
        } else {
            try self.init(listed: feature, nodes: nodes, trees: trees, probe: probe)
        }
    }

    /// A feature whose values are listed: every test becomes the set of values that pass it.
    private init(listed feature: Feature, nodes: [Int], trees: TreeEnsemble, probe: FeatureProbe) throws {
        guard let values = feature.domain.listedValues else {
            throw OpaqueModel(
                "feature '\(feature.name)' is encoded by steps; give it a `step` and a range of at most 10,000 values in the schema"
            )
        }
        let columns =
            nodes.isEmpty ? [] : try probe.columns(of: feature.name, at: values) + [probe.missing(feature.name)]
        axis = .categorical(count: values.count)
        cellValues = values
        splits = [:]
        for node in nodes {
            let column = Int(trees.nodes[node].feature)
            let passing = columns.indices.filter { trees.goesLeft(columns[$0][column], at: node) }
            splits[node] = .set(CellSet(passing, count: values.count + 1))
        }
    }

    /// A number whose columns rise or fall with it: every test becomes a cut.
    private init(ordered name: String, nodes: [Int], trees: TreeEnsemble, probe: FeatureProbe, isInteger: Bool) throws {
        let missing = nodes.isEmpty ? [] : probe.missing(name)
        let thresholds = Dictionary(grouping: nodes) { Threshold(trees.nodes[$0]) }
        let boundaries = try Self.boundaries(of: Array(thresholds.keys), name: name, probe: probe, isInteger: isInteger)
        let cuts = Set(boundaries.values.flatMap { $0.compactMap { $0?.last } }).sorted()
        let positions = Dictionary(uniqueKeysWithValues: cuts.enumerated().map { ($1, $0) })
        axis = .ordered(cuts: cuts)
        cellValues = []
        splits = [:]
        for (threshold, nodes) in thresholds {
            let found = boundaries[threshold] ?? []
            for node in nodes {
                let missingPasses = trees.goesLeft(missing[threshold.column], at: node)
                if threshold.isInterval {
                    splits[node] = .set(
                        try Self.cells(
                            passing: node, trees: trees, cuts: cuts, missingPasses: missingPasses, name: name,
                            probe: probe))
                } else if let boundary = found.first ?? nil, let cut = positions[boundary.last] {
                    splits[node] = .cut(cut, passesBelow: boundary.passesBelow, missingPasses: missingPasses)
                } else {
                    let value = try probe.columns(of: name, at: [.number(0)])[0][threshold.column]
                    let passes = trees.goesLeft(value, at: node)
                    let all = CellSet(0..<cuts.count + 1, count: cuts.count + 2)
                    splits[node] =
                        passes == missingPasses
                        ? .always(goesLeft: passes)
                        : .set(passes ? all : CellSet([cuts.count + 1], count: cuts.count + 2))
                }
            }
        }
    }

    private static func boundaries(
        of thresholds: [Threshold], name: String, probe: FeatureProbe, isInteger: Bool
    ) throws -> [Threshold: [(last: Float, passesBelow: Bool)?]] {
        var found: [Threshold: [(last: Float, passesBelow: Bool)?]] = [:]
        for (column, group) in Dictionary(grouping: thresholds, by: \.column) {
            let tests = group.flatMap { threshold in threshold.tests.map { (threshold, $0) } }
            let results = try probe.boundaries(of: name, isInteger: isInteger, column: column, tests: tests.map(\.1))
            for (test, result) in zip(tests, results) { found[test.0, default: []].append(result) }
        }
        return found
    }

    /// The cells whose largest number passes an equality test.
    private static func cells(
        passing node: Int, trees: TreeEnsemble, cuts: [Float], missingPasses: Bool, name: String, probe: FeatureProbe
    ) throws -> CellSet {
        let numbers = cuts + [cuts.last.map { $0.nextUp } ?? 0]
        let column = Int(trees.nodes[node].feature)
        let columns = try probe.columns(of: name, at: numbers.map { .number(Double($0)) })
        var cells = CellSet(
            columns.indices.filter { trees.goesLeft(columns[$0][column], at: node) }, count: cuts.count + 2)
        if missingPasses { cells.insert(cuts.count + 1) }
        return cells
    }
}

/// What a test compares a column with.
private struct Threshold: Hashable {
    let column: Int
    let value: Float
    let test: TreeEnsemble.Test

    init(_ node: TreeEnsemble.Node) {
        column = Int(node.feature)
        value = node.threshold
        test = node.test
    }

    /// Whether the numbers that pass lie between two boundaries.
    var isInterval: Bool { test == .equal || test == .notEqual }

    /// Tests that change once along the column.
    var tests: [@Sendable (Float) -> Bool] {
        let value = value
        switch test {
        case .lessOrEqual: return [{ $0 <= value }]
        case .less: return [{ $0 < value }]
        case .greaterOrEqual: return [{ $0 >= value }]
        case .greater: return [{ $0 > value }]
        case .equal, .notEqual: return [{ $0 < value }, { $0 <= value }]
        case .member, .leaf: return []
        }
    }
}

extension FeatureProbe {
    /// The columns where the feature is missing; NaN where the graph refuses that.
    fileprivate func missing(_ feature: String) -> [Float] {
        if let columns = try? columns(of: feature, at: [.missing]).first { return columns }
        let width = (try? columns(of: feature, at: [sample[feature] ?? .missing]).first?.count) ?? 0
        return [Float](repeating: .nan, count: width)
    }
}

extension Domain {
    /// All values, where they are few enough to list.
    var listedValues: [Value]? {
        switch self {
        case .categorical(let categories, _): return categories.map { .category($0) }
        case .numeric(let range, let step?):
            return Grid(step: step).values(in: range, limit: 10_000)?.map { .number($0) }
        case .numeric: return nil
        }
    }
}
