import Foundation
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch
import Testing

@Suite("Outliers")
struct OutlierTests {
    @Test("The tree finds the nearest that a plain scan finds", arguments: 0..<20)
    func nearest(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let points = (0..<300).map { _ in Self.point(using: &generator) }
        let tree = NeighbourTree(points)
        for _ in 0..<10 {
            let query = Self.point(using: &generator)
            let found = tree.nearest(to: query, limit: 7)
            let scanned = points.map { MixedSpace.distance(query, $0) }.sorted().prefix(7)
            #expect(found.map(\.distance) == Array(scanned))
            #expect(found.allSatisfy { MixedSpace.distance(query, points[$0.number]) == $0.distance })
        }
        #expect(tree.nearest(to: points[3], limit: 400, excluding: 3).count == 299)
        #expect(!tree.nearest(to: points[3], limit: 400, excluding: 3).contains { $0.number == 3 })
    }

    /// Three numbers on a coarse grid, so that ties abound, and two categories.
    private static func point(using generator: inout SeededGenerator) -> Point {
        let numbers = (0..<3).map { _ in Double(Int.random(in: 0...16, using: &generator)) / 16 }
        let categories = (0..<2).map { _ in Double(Int.random(in: 0..<4, using: &generator)) }
        return [SIMD4(numbers[0], numbers[1], numbers[2], categories[0]), SIMD4(categories[1], 0, 0, 0)]
    }

    @Test("The local outlier factor is scikit-learn's", arguments: [5, 20])
    func factor(neighbours: Int) throws {
        let fixture = try QualityFixture()
        let space = fixture.space
        let outliers = try #require(
            LocalOutlierFactor(fixture.reference.map(space.point), neighbourCount: neighbours))
        let said = try #require(fixture.said["factor\(neighbours)"])
        for (query, expected) in zip(fixture.queries, said) {
            // Both sides add in double precision, in different orders; the factors are below 10.
            #expect(abs(outliers.factor(of: space.point(query)) - expected) < 1e-9)
        }
    }

    @Test("Rows that coincide do not make a density infinite")
    func duplicates() throws {
        let fixture = try QualityFixture()
        let points = fixture.reference.map(fixture.space.point)
        let once = try #require(LocalOutlierFactor(points))
        let often = try #require(LocalOutlierFactor(points + Array(repeating: points[0], count: 50)))
        for query in fixture.queries.map(fixture.space.point) {
            #expect(once.factor(of: query) == often.factor(of: query))
        }
        #expect(LocalOutlierFactor([points[0], points[0]]) == nil)
    }

    @Test("Numbers that single precision hardly tells apart are not split")
    func tiny() throws {
        let schema = try Schema(features: [Feature(name: "x", domain: .numeric(range: 0...1, step: nil))])
        let least = Double(Float.leastNonzeroMagnitude)
        let forest = IsolationForest([[.number(0)], [.number(least)]], schema: schema, seed: 1)
        #expect(forest.score(of: [.number(0)]) == forest.score(of: [.number(least)]))
        let apart = IsolationForest([[.number(0)], [.number(1)]], schema: schema, seed: 1)
        #expect(apart.nodes.contains { $0.axis == 0 } && !forest.nodes.contains { $0.axis == 0 })
    }

    @Test("What is missing is far from a number that never varies, whatever that is", arguments: [1, 1e6, 1e9, -3e6])
    func constant(number: Double) throws {
        let schema = try Schema(features: [Feature(name: "x", domain: .numeric(range: number...number, step: nil))])
        let statistics = ["x": FeatureStatistics([number, number])].compactMapValues(\.self)
        let space = MixedSpace(schema: schema, statistics: statistics)
        #expect(space.gower([.missing], [.number(number)]) == 1 && space.gower([.number(number)], [.missing]) == 1)
        #expect(space.gower([.missing], [.missing]) == 0 && space.gower([.number(number)], [.number(number)]) == 0)
    }

    @Test("The isolation score is scikit-learn's for the same trees")
    func isolation() throws {
        let fixture = try QualityFixture()
        let forest = try SavedForest().forest(schema: fixture.schema)
        for (query, expected) in zip(fixture.queries, try #require(fixture.said["isolation"])) {
            #expect(abs(forest.score(of: query) - expected) < 1e-12)
        }
    }

    @Test("A forest of our own finds the planted outlier, and the same seed gives the same forest", arguments: 0..<5)
    func planted(seed: UInt64) throws {
        let fixture = try QualityFixture()
        let forest = IsolationForest(fixture.reference, schema: fixture.schema, sampleSize: 64, seed: seed)
        let again = IsolationForest(fixture.reference, schema: fixture.schema, sampleSize: 64, seed: seed)
        #expect(forest.nodes == again.nodes)
        #expect(
            forest.nodes != IsolationForest(fixture.reference, schema: fixture.schema, sampleSize: 64, seed: 99).nodes)
        let planted: [Value] = [.number(99), .number(2900), .category("blue"), .missing]
        let ordinary = fixture.reference.map(forest.score)
        #expect(forest.score(of: planted) > ordinary.reduce(0, max))
        // The mean path of the ordinary is near c(64), whose score is 1/2 by definition.
        #expect(abs(ordinary.reduce(0, +) / Double(ordinary.count) - 0.5) < 0.06)
    }

    /// `forest.json`.
    private struct SavedForest: Decodable {
        let sampleSize: Int
        let trees: [Tree]

        struct Tree: Decodable {
            let feature: [Int]
            let threshold: [Double]
            let left: [Int]
            let right: [Int]
            let rows: [Int]
        }

        init() throws {
            let data = try Data(contentsOf: QualityFixture.folder.appending(path: "forest.json"))
            self = try JSONDecoder().decode(SavedForest.self, from: data)
        }

        func forest(schema: Schema) -> IsolationForest {
            var nodes: [IsolationForest.Node] = []
            var roots: [Int] = []
            for tree in trees {
                let start = nodes.count
                var depths = [Int](repeating: 0, count: tree.feature.count)
                roots.append(start)
                for place in tree.feature.indices {
                    guard tree.feature[place] >= 0 else {
                        let path = Double(depths[place]) + IsolationForest.averagePath(tree.rows[place])
                        nodes.append(.leaf(path: path))
                        continue
                    }
                    for child in [tree.left[place], tree.right[place]] { depths[child] = depths[place] + 1 }
                    nodes.append(
                        IsolationForest.Node(
                            axis: tree.feature[place], value: tree.threshold[place], left: start + tree.left[place],
                            right: start + tree.right[place]))
                }
            }
            return IsolationForest(schema: schema, nodes: nodes, roots: roots, sampleSize: sampleSize)
        }
    }
}
