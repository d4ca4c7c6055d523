import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseSearch

@Suite("Rows in the order of what they cost")
struct RowsByCostTests {
    private static func row(_ seed: UInt64) throws -> Row {
        var generator = SeededGenerator(seed: seed)
        let features = (0..<Int.random(in: 1...5, using: &generator)).map { number in
            let categories = (0..<Int.random(in: 1...4, using: &generator)).map { "\($0)" }
            return Feature(
                name: "f\(number)", domain: .categorical(categories: categories, isOrdered: true),
                mutability: Mutability.allCases.randomElement(using: &generator) ?? .free,
                weight: Double(Int.random(in: 0...3, using: &generator)))
        }
        let number = Feature(name: "n", domain: .numeric(range: 0...9, step: 1))
        let values = features.map { Value.category($0.domain.categories.randomElement(using: &generator) ?? "0") }
        return try Row(schema: Schema(features: features + [number]), values: values + [.number(3)])
    }

    /// All rows that are permitted, the factual aside, by brute force.
    private static func all(from row: Row) -> [[Value]] {
        let choices = row.schema.features.enumerated().map { position, feature in
            let old = row.values[position]
            return [old]
                + feature.domain.categories.map(Value.category).filter { $0 != old && feature.permits($0, from: old) }
        }
        return choices.reduce([[]]) { rows, values in rows.flatMap { row in values.map { row + [$0] } } }
            .filter { $0 != row.values }
    }

    @Test("Each comes once, none is left out, and none before a cheaper one", arguments: 0..<200)
    func order(seed: Int) throws {
        let row = try Self.row(UInt64(seed))
        for cost in [Cost.lexicographic(), .l1(), .l0()] {
            let measure = CostMeasure(cost, schema: row.schema)
            let found = Array(RowsByCost(from: row, measure: measure))
            #expect(found.count == Set(found.map(\.values)).count)
            #expect(Set(found.map(\.values)) == Set(Self.all(from: row)))
            #expect(zip(found, found.dropFirst()).allSatisfy { $0.cost <= $1.cost + 1e-9 })
            for candidate in found {
                let counterfactual = try Row(schema: row.schema, values: candidate.values)
                let total = measure.breakdown(from: row, to: counterfactual).total
                #expect(abs(candidate.cost - total) <= 1e-9 * max(total, 1))
                #expect(candidate.changes == row.values.indices.filter { row.values[$0] != candidate.values[$0] })
            }
            for size in 1...row.values.count {
                #expect(
                    RowsByCost.count(from: row, changing: size) == found.count { $0.changes.count == size }, "\(size)")
            }
        }
    }

    @Test("The first of very many come at once, and what cannot be counted says so")
    func many() throws {
        let features = (0..<200).map {
            Feature(name: "f\($0)", domain: .categorical(categories: ["a", "b", "c"], isOrdered: false))
        }
        let row = try Row(
            schema: Schema(features: features), values: [Value](repeating: .category("a"), count: 200))
        let first = RowsByCost(from: row, measure: CostMeasure(.lexicographic(), schema: row.schema)).prefix(1000)
        #expect(first.map(\.changes.count) == [Int](repeating: 1, count: 400) + [Int](repeating: 2, count: 600))
        #expect(RowsByCost.count(from: row, changing: 2) == 199 * 100 * 4)
        #expect(RowsByCost.count(from: row, changing: 100) == .max)
    }
}
