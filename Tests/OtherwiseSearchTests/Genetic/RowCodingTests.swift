import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseSearch

@Suite("Rows as genomes")
struct RowCodingTests {
    private static func schema() throws -> Schema {
        let number = Domain.numeric(range: 0...4, step: nil)
        let flag = Domain.numeric(range: 0...1, step: 1)
        return try Schema(
            features: [
                Feature(name: "n", domain: number), Feature(name: "red", domain: flag),
                Feature(name: "c", domain: .categorical(categories: ["a", "b", "c"], isOrdered: false)),
                Feature(name: "green", domain: flag), Feature(name: "m", domain: number),
            ], constraints: [.oneHot(["red", "green"])])
    }

    @Test("The point of a genome is that of its values, and the values come back")
    func points() throws {
        let schema = try Self.schema()
        let statistics = ["n": FeatureStatistics([0, 8]), "m": FeatureStatistics([1, 1])].compactMapValues(\.self)
        let space = MixedSpace(schema: schema, statistics: statistics)
        let factual: [Value] = [.number(1), .number(1), .category("a"), .number(0), .missing]
        let coding = RowCoding(schema: schema, factual: factual)
        #expect(coding.values(of: coding.genome(of: factual)) == factual)
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            var genome = coding.genes.map { $0.sample(using: &generator) }
            if Bool.random(using: &generator) { genome[0] = .nan }
            if Bool.random(using: &generator) { genome[2] = .nan }
            #expect(coding.point(of: genome, in: space) == space.point(coding.values(of: genome)))
        }
    }
}
