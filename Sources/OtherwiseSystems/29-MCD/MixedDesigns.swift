import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch

/// The paper's case of mixed types: A a whole number, B a number, C an operation, D a sign. The fewest changes that meet
/// both targets are known from a grid of all designs.
struct MixedDesigns: Evaluator {
    let population: Int
    let generations: Int

    private static let operations = ["Add", "Sub", "Mul", "Div"]
    private static let query: [Value] = [.number(0), .number(0), .category("Add"), .category("true")]

    /// O1 = C(±A, B) and O2, whether ±C(B, A) is above 0. A division by zero gives nothing.
    static func outputs(_ values: [Value]) -> (first: Double, second: Double) {
        guard let a = values[0].number, let b = values[1].number else { return (.nan, .nan) }
        let sign = values[3] == .category("true") ? 1.0 : -1
        return (applied(values[2], sign * a, b), sign * applied(values[2], b, a))
    }

    private static func applied(_ operation: Value, _ left: Double, _ right: Double) -> Double {
        switch operation {
        case .category("Add"): left + right
        case .category("Sub"): left - right
        case .category("Mul"): left * right
        default: right == 0 ? .nan : left / right
        }
    }

    func outputs(of designs: Table) throws -> Table {
        let outputs = (0..<designs.count).map { Self.outputs(designs.values(at: $0)) }
        let isPositive = outputs.map { $0.second.isNaN ? Int32(-1) : $0.second > 0 ? 1 : 0 }
        return try Table(columns: [
            Column(name: "O1", storage: .numbers(outputs.map(\.first))),
            Column(name: "O2", storage: .categories(codes: isPositive, levels: ["false", "true"])),
        ])
    }

    func findings(_ seeds: [UInt64]) async throws -> Findings {
        let least = Self.fewestChanges()
        var (valid, turned, excess): ([Double], [Double], [Double]) = ([], [], [])
        for seed in seeds {
            var search = DesignSearch(try problem(seed), population: population, start: .random, seed: seed)
            try await search.generate(generations)
            let rows = try search.pool().candidates.map(\.values)
            let chosen = try search.sample(10).candidates.map(\.values) + rows
            valid.append(Self.share(chosen) { Self.meetsTargets($0) })
            turned.append(
                Self.share(chosen) {
                    Self.meetsTargets($0.dropLast() + [.category($0[3] == .category("true") ? "false" : "true")])
                })
            excess.append(Double((rows.map(Self.changes).min() ?? .max) - least))
        }
        return Findings(
            figures: [
                Figure("mixed types: share that meets both targets exactly", valid.min() ?? .nan, .atLeast, 1),
                Figure("mixed types: fewest changes, beyond the grid's \(least)", excess.max() ?? .nan, .atMost, 0),
                Figure("mixed types: fewest changes, below the grid's \(least)", -(excess.min() ?? .nan), .atMost, 0),
            ],
            controls: [
                Control(
                    "mixed types: share that meets both with D turned", turned.max() ?? .nan, mustNotReach: .atLeast, 1)
            ])
    }

    private static func meetsTargets(_ values: [Value]) -> Bool {
        let (first, second) = outputs(values)
        return first >= 10 && first.isFinite && second > 0
    }

    private static func changes(_ values: [Value]) -> Int { zip(values, query).count { $0 != $1 } }

    private static func share(_ rows: [[Value]], _ holds: ([Value]) -> Bool) -> Double {
        Double(rows.count(where: holds)) / Double(rows.count)
    }

    /// Over all A, C and D, and 201 values of B.
    private static func fewestChanges() -> Int {
        var least = query.count + 1
        for a in 0...10 {
            for step in -100...100 {
                for operation in operations {
                    for sign in ["true", "false"] {
                        let values: [Value] = [
                            .number(Double(a)), .number(Double(step) / 100), .category(operation), .category(sign),
                        ]
                        if meetsTargets(values) { least = min(least, changes(values)) }
                    }
                }
            }
        }
        return least
    }

    private func problem(_ seed: UInt64) throws -> DesignProblem {
        let schema = try Schema(features: [
            Feature(name: "A", domain: .numeric(range: 0...10, step: 1)),
            Feature(name: "B", domain: .numeric(range: -1...1, step: nil)),
            Feature(name: "C", domain: .categorical(categories: Self.operations, isOrdered: false)),
            Feature(name: "D", domain: .categorical(categories: ["false", "true"], isOrdered: false)),
        ])
        var generator = SeededGenerator(seed: seed)
        let query = try Row(schema: schema, values: Self.query)
        let coding = RowCoding(schema: schema, factual: Self.query)
        let designs = try coding.table(of: (0..<1000).map { _ in coding.genes.map { $0.sample(using: &generator) } })
        return try DesignProblem(
            designs: designs, outputs: outputs(of: designs), query: query,
            targets: DesignTargets(["O1 >= 10", "O2 is true"]), evaluator: self)
    }
}
