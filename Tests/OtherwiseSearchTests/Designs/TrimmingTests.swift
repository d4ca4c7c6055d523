import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseSearch

/// Says `enough` of a design whose first three features all exceed a half.
private struct FirstThree: Evaluator {
    func outputs(of designs: Table) throws -> Table {
        let codes = (0..<designs.count).map { row in
            Int32(designs.values(at: row).prefix(3).allSatisfy { ($0.number ?? 0) > 0.5 } ? 1 : 0)
        }
        return try Table(columns: [
            Column(name: "verdict", storage: .categories(codes: codes, levels: ["little", "enough"]))
        ])
    }
}

@Suite("Trimming of designs")
struct TrimmingTests {
    private static func search(features: Int) throws -> DesignSearch {
        let schema = try Schema(
            features: (0..<features).map { Feature(name: "f\($0)", domain: .numeric(range: 0...1, step: nil)) })
        let problem = try DesignProblem(
            query: Row(schema: schema, values: (0..<features).map { _ in .number(0) }),
            targets: DesignTargets(["verdict is enough"]), outputs: ["verdict"], evaluator: FirstThree(),
            terms: DesignTerms(), reference: [], statistics: [:])
        let full = [Double](repeating: 0.75, count: features)
        return DesignSearch(problem, start: .random, GeneticSettings(population: 2), candidates: [full], seed: 1)
    }

    @Test("Of many changes those that are needed are left, by far fewer trials than one by one")
    func many() async throws {
        var search = try Self.search(features: 400)
        try await search.generate(1)
        let before = search.progress.evaluated
        try await search.trim(1, DesignPreferences(), limit: .max) { false }
        // One by one it takes the sum of 400, 399, ... trials: 80,000.
        #expect(search.progress.evaluated - before < 1000)
        let best = try search.pool().candidates.map { $0.values.count { $0 != .number(0) } }
        #expect(best.min() == 3)
    }

    @Test("What is missing here and there is no change")
    func missing() async throws {
        let schema = try Schema(
            features: (0..<4).map { Feature(name: "f\($0)", domain: .numeric(range: 0...1, step: nil)) })
        let problem = try DesignProblem(
            query: Row(schema: schema, values: [.number(0), .number(0), .number(0), .missing]),
            targets: DesignTargets(["verdict is enough"]), outputs: ["verdict"], evaluator: FirstThree(),
            terms: DesignTerms(), reference: [], statistics: [:])
        var search = DesignSearch(
            problem, start: .random, GeneticSettings(population: 2), candidates: [[0.6, 0.7, 0.8, .nan]], seed: 1)
        try await search.generate(1)
        try await search.trim(1, DesignPreferences(), limit: 200) { false }
        #expect(search.progress.evaluated < 50)
    }
}
