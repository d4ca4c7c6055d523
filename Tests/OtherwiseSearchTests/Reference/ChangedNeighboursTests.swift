import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseSearch

@Suite("Neighbours of rows that differ from a query in a few features")
struct ChangedNeighboursTests {
    /// Numbers, some of them missing, and categories.
    private static func space(features: Int) throws -> MixedSpace {
        let features = (0..<features).map { place in
            Feature(
                name: "f\(place)",
                domain: place % 5 == 4
                    ? .categorical(categories: ["a", "b", "c"], isOrdered: false) : .numeric(range: -2...3, step: nil))
        }
        return MixedSpace(schema: try Schema(features: features), statistics: [:])
    }

    private static func row(_ space: MixedSpace, using generator: inout SeededGenerator) -> [Value] {
        space.schema.features.map { feature in
            if Int.random(in: 0..<20, using: &generator) == 0 { return .missing }
            guard feature.domain.isNumeric else {
                return .category(["a", "b", "c"][Int.random(in: 0..<3, using: &generator)])
            }
            return .number(Double.random(in: -2...3, using: &generator))
        }
    }

    @Test("The least distances are those of a tree of neighbours, to the last bit", arguments: [1, 7, 30, 130])
    func same(features: Int) throws {
        var generator = SeededGenerator(seed: UInt64(features))
        let space = try Self.space(features: features)
        let rows = (0..<300).map { _ in Self.row(space, using: &generator) }
        let query = Self.row(space, using: &generator)
        // Points that lie equally far, and the query itself, are among them.
        let points = (rows + rows.prefix(20) + [query]).map(space.point)
        let neighbours = ChangedNeighbours(points, query: space.point(query), features: features)
        let tree = NeighbourTree(points)
        for changed in [0, 1, 3, features] {
            for _ in 0..<20 {
                let other = Self.row(space, using: &generator)
                var row = query
                for place in (0..<features).shuffled(using: &generator).prefix(changed) { row[place] = other[place] }
                let point = space.point(row)
                #expect(
                    neighbours.nearest(to: point, limit: 3) == tree.nearest(to: point, limit: 3).map(\.distance))
            }
        }
    }

    @Test("Of few points all are told, of none none")
    func few() throws {
        let space = try Self.space(features: 3)
        let point = space.point([.number(0), .number(0), .number(0)])
        #expect(ChangedNeighbours([point], query: point, features: 3).nearest(to: point, limit: 3) == [0])
        #expect(ChangedNeighbours([], query: point, features: 3).nearest(to: point, limit: 3) == [])
    }
}
