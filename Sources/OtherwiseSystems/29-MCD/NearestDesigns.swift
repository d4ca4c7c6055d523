import OtherwiseCore
import OtherwiseSearch

/// A surrogate: of each output the mean of the nearest known designs, or their most frequent class.
struct NearestDesigns: Evaluator {
    private let known: Table
    private let schema: Schema
    private let space: MixedSpace
    private let tree: NeighbourTree

    private static let neighbours = 5

    init(_ designs: Table, outputs: Table, schema: Schema) {
        known = outputs
        self.schema = schema
        let statistics = schema.features.compactMap { feature -> (String, FeatureStatistics)? in
            guard case .numeric(let range, _) = feature.domain else { return nil }
            return FeatureStatistics([range.lowerBound, range.upperBound]).map { (feature.name, $0) }
        }
        space = MixedSpace(schema: schema, statistics: Dictionary(uniqueKeysWithValues: statistics))
        tree = NeighbourTree((0..<designs.count).map { [space] in space.point(designs.values(at: $0)) })
    }

    func outputs(of designs: Table) throws -> Table {
        let outputs = (0..<designs.count).map { self.outputs(designs.values(at: $0)) }
        return try Table(
            columns: known.columns.enumerated().map { position, column in
                Column(
                    name: column.name, values: outputs.map { $0[position] }, isNumeric: !column.isClass)
            })
    }

    private func outputs(_ values: [Value]) -> [Value] {
        let nearest = tree.nearest(to: space.point(values), limit: Self.neighbours).map(\.number)
        return known.columns.map { column in
            let entries = nearest.map { column[$0] }
            guard column.isClass else {
                return .number(entries.reduce(0) { $0 + ($1.number ?? .nan) } / Double(entries.count))
            }
            let counts = Dictionary(grouping: entries) { $0.description }.mapValues(\.count)
            return .category(counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "")
        }
    }

    func meets(_ limits: [DesignLimit], _ values: [Value]) -> Bool {
        let outcome = outputs(values)
        return limits.allSatisfy { limit in
            guard let position = known.columns.firstIndex(where: { $0.name == limit.output }) else { return false }
            return switch limit.requirement {
            case .within(let range): outcome[position].number.map(range.contains) ?? false
            case .oneOf(let labels): labels.contains(outcome[position].description)
            case .noneOf(let labels): !labels.contains(outcome[position].description)
            }
        }
    }

    func share(of rows: [[Value]], reaching targets: DesignTargets) -> Double {
        Double(rows.count { meets(targets.limits, $0) }) / Double(rows.count)
    }

    /// The fewest changes that a grid over any one and any two features finds; three where it finds none.
    func fewestChanges(of query: Row, reaching targets: DesignTargets) -> Int {
        let choices = schema.features.map(\.gridValues)
        var least = 3
        for one in choices.indices {
            for other in choices.indices where other >= one {
                for values in query.settings(of: one, choices[one], and: other, choices[other]) {
                    let count = query.changeCount(to: values)
                    if count < least, meets(targets.limits, values) { least = count }
                }
            }
        }
        return least
    }
}

extension Feature {
    /// 21 numbers over the range, or every category.
    fileprivate var gridValues: [Value] {
        guard case .numeric(let range, _) = domain else { return domain.categories.map(Value.category) }
        return (0...20).map { .number(range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 20) }
    }
}

extension Row {
    /// The row with two features set to every pair of some values; one and the same to each of the first.
    fileprivate func settings(of one: Int, _ first: [Value], and other: Int, _ second: [Value]) -> [[Value]] {
        first.flatMap { value in
            (other == one ? [value] : second).map { rival in
                var values = values
                (values[one], values[other]) = (value, rival)
                return values
            }
        }
    }

    /// How many values others differ in.
    func changeCount(to values: [Value]) -> Int { values.indices.count { values[$0] != self.values[$0] } }
}
