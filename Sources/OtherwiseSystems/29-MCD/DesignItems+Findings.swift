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
        var runs: [Run] = []
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
            runs.append(
                Run(
                    valid: nearest.share(of: found, reaching: targets), sparse: Self.sparseShare(found, query),
                    unrepaired: Self.sparseShare(try await rows(nil), query),
                    excess: Double((found.map(query.changeCount).min() ?? .max) - grid)))
        }
        return Self.findings(of: runs)
    }

    /// What one seed gives.
    private struct Run {
        let valid, sparse, unrepaired, excess: Double
    }

    private static func findings(of runs: [Run]) -> Findings {
        func median(_ figure: KeyPath<Run, Double>) -> Double {
            OrderStatistics.median(runs.map { $0[keyPath: figure] }) ?? .nan
        }
        return Findings(
            figures: [
                Figure(
                    "table: share that meets all targets when evaluated anew", runs.map(\.valid).min() ?? .nan,
                    .atLeast, 1),
                Figure(
                    "table: share of the pool that changes at most half, median of the seeds", median(\.sparse),
                    .atLeast, sparseEnough),
                Figure(
                    "table: fewest changes, beyond those of a grid, median of the seeds", median(\.excess), .atMost, 0),
            ],
            controls: [
                Control(
                    "table: share that changes at most half with no genes put back, most of all seeds",
                    runs.map(\.unrepaired).max() ?? .nan, mustNotReach: .atLeast, sparseEnough)
            ])
    }

    /// The class that comes last in order, and the top quarter of the first number.
    private func targets() throws -> DesignTargets {
        let verdict = outputs.columns.first(where: \.isClass)
        let classes = verdict.map { column in Set((0..<column.count).map { column[$0].description }) } ?? []
        var limits = [DesignLimit(verdict?.name ?? "", .oneOf(Set([classes.max()].compactMap(\.self))))]
        if let number = outputs.columns.first(where: { !$0.isClass }) {
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
                file: name, problem: "every design meets one of the targets", format: Self.format)
        }
        return try Row(schema: schema, values: row)
    }

    private static func sparseShare(_ rows: [[Value]], _ query: Row) -> Double {
        Double(rows.count { query.changeCount(to: $0) * 2 <= query.values.count }) / Double(rows.count)
    }
}
