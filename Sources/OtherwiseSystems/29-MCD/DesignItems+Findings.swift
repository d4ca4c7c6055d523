import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch

extension DesignItems {
    /// The least that decode-mcd made sparse of its pool, over 8 queries of the table, less what a search varies by.
    private static let sparseEnough = 0.05

    /// Searches for designs of the other class whose first number is among the top quarter, from designs that are neither.
    func findings(_ seeds: [UInt64], population: Int, generations: Int) async throws -> Findings {
        let nearest = NearestDesigns(designs, outputs: outputs, schema: schema)
        let targets = try targets()
        var (valid, sparse, unrepaired, excess): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
        for seed in seeds {
            let query = try query(targets, nearest, seed: seed)
            let problem = try DesignProblem(
                designs: designs, outputs: outputs, query: query, targets: targets, evaluator: nearest)
            func rows(_ repair: RevertRepair?) async throws -> [[Value]] {
                var search = DesignSearch(
                    problem, start: .random, GeneticSettings(population: population, repair: repair), seed: seed)
                try await search.generate(generations)
                return try search.pool().candidates.map(\.values)
            }
            let found = try await rows(RevertRepair(to: problem.coding.genome(of: query.values)))
            let grid = nearest.fewestChanges(of: query, reaching: targets)
            valid.append(nearest.share(of: found, reaching: targets))
            sparse.append(Self.sparseShare(found, query))
            unrepaired.append(Self.sparseShare(try await rows(nil), query))
            excess.append(Double((found.map { query.changes(to: $0).count }.min() ?? .max) - grid))
        }
        func median(_ values: [Double]) -> Double { OrderStatistics.median(values) ?? .nan }
        return Findings(
            figures: [
                Figure("table: share that meets all targets when evaluated anew", valid.min() ?? .nan, .atLeast, 1),
                Figure(
                    "table: share of the pool that changes at most half, median of the seeds", median(sparse), .atLeast,
                    Self.sparseEnough),
                Figure(
                    "table: fewest changes, beyond those of a grid, median of the seeds", median(excess), .atMost, 0),
            ],
            controls: [
                Control(
                    "table: share that changes at most half with no genes put back, most of all seeds",
                    unrepaired.max() ?? .nan, mustNotReach: .atLeast, Self.sparseEnough)
            ])
    }

    /// The class that comes last in order, and the top quarter of the first number.
    private func targets() throws -> DesignTargets {
        let verdict = outputs.columns.first { $0.name.hasPrefix("O_C") }
        let classes = verdict.map { column in Set((0..<column.count).map { column[$0].description }) } ?? []
        var limits = [DesignLimit(verdict?.name ?? "", .oneOf(Set([classes.max()].compactMap(\.self))))]
        if let number = outputs.columns.first(where: { !$0.name.hasPrefix("O_C") }) {
            let values = (0..<number.count).compactMap { number[$0].number }.sorted()
            limits.append(DesignLimit(number.name, .within(values[values.count * 3 / 4]...Double.infinity)))
        }
        return try DesignTargets(limits: limits)
    }

    /// A design that meets none of the targets, drawn evenly.
    private func query(_ targets: DesignTargets, _ nearest: NearestDesigns, seed: UInt64) throws -> Row {
        let rows = (0..<designs.count).map(designs.values)
        let failing = rows.filter { row in
            targets.limits.allSatisfy { !nearest.meets([$0], row) }
        }
        var generator = SeededGenerator(seed: seed)
        guard let row = failing.randomElement(using: &generator) else {
            throw SystemError.badItems(
                file: "items", problem: "every design meets one of the targets", format: Self.format)
        }
        return try Row(schema: schema, values: row)
    }

    private static func sparseShare(_ rows: [[Value]], _ query: Row) -> Double {
        Double(rows.count { query.changes(to: $0).count * 2 <= query.values.count }) / Double(rows.count)
    }
}

extension Row {
    /// The positions at which other values differ.
    fileprivate func changes(to values: [Value]) -> [Int] { values.indices.filter { values[$0] != self.values[$0] } }
}

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
                    name: column.name, values: outputs.map { $0[position] }, isNumeric: !column.name.hasPrefix("O_C"))
            })
    }

    private func outputs(_ values: [Value]) -> [Value] {
        let nearest = tree.nearest(to: space.point(values), limit: Self.neighbours).map(\.number)
        return known.columns.map { column in
            let entries = nearest.map { column[$0] }
            guard column.name.hasPrefix("O_C") else {
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
                for first in choices[one] {
                    for second in other == one ? [first] : choices[other] {
                        var values = query.values
                        (values[one], values[other]) = (first, second)
                        let count = query.changes(to: values).count
                        if count < least, meets(targets.limits, values) { least = count }
                    }
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
