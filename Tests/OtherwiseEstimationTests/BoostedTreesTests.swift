import OtherwiseNumerics
import Testing

@testable import OtherwiseEstimation

@Suite("Boosted trees, read many rows at a time")
struct BoostedTreesTests {
    /// Trees grown on columns of which every third is of a few whole numbers, and the others are spread.
    private static func trees(columns: Int, rounds: Int, using generator: inout SeededGenerator) -> BoostedTrees {
        let parents = table(columns: columns, rows: 300, using: &generator)
        let binned = BinnedColumns(parents)
        let target = (0..<300).map { row in
            parents.reduce(0) { $0 + $1[row] * $1[row] } + Double.random(in: -1..<1, using: &generator)
        }
        var trainer = BoostingTrainer(
            binned, codes: parents.indices.map { binned.codes(parents[$0], column: $0) }, target: target,
            weights: [Double](repeating: 1, count: 300))
        for _ in 0..<rounds { trainer.step() }
        return trainer.trees
    }

    private static func table(columns: Int, rows: Int, using generator: inout SeededGenerator) -> [[Double]] {
        (0..<columns).map { column in
            let numbers = generator.normals(rows)
            return column % 3 == 1 ? numbers.map { $0.rounded() } : numbers
        }
    }

    /// Of how many rows the bits differ from those of the row alone.
    private static func differences(_ trees: BoostedTrees, _ parents: [[Double]], _ values: [Double]) -> Int {
        values.indices.count { row in
            trees.value(parents.map { $0[row] }).bitPattern != values[row].bitPattern
        }
    }

    @Test("Many rows have the bits that each has alone", arguments: [1, 2, 3, 5, 20], [1, 3, 4, 30])
    func bits(columns: Int, rounds: Int) {
        var generator = SeededGenerator(seed: UInt64(100 * columns + rounds))
        let trees = Self.trees(columns: columns, rounds: rounds, using: &generator)
        for rows in [1, 255, 600, 9_000] {
            var parents = Self.table(columns: columns, rows: rows, using: &generator)
            #expect(Self.differences(trees, parents, trees.values(parents, count: rows)) == 0)
            parents[0] = [Double](repeating: 0.25, count: rows)
            #expect(Self.differences(trees, parents, trees.values(parents, count: rows)) == 0, "one is the same in all")
        }
    }

    @Test("No tree and trees that split nothing have the mean; the ends of all numbers have a bin")
    func edges() {
        var generator = SeededGenerator(seed: 1)
        let grown = Self.trees(columns: 2, rounds: 8, using: &generator)
        let ends = [-Double.infinity, -.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude, .infinity]
        let parents = [ends + ends, ends + ends.reversed()]
        #expect(Self.differences(grown, parents, grown.values(parents, count: 10)) == 0)
        var bare = BoostedTrees(columns: BinnedColumns([[1, 1]]), base: 3)
        #expect(bare.values([[0, 5]], count: 2) == [3, 3])
        bare.append(
            splits: [BoostedTrees.Split](repeating: .init(), count: BoostedTrees.inner),
            leaves: (0..<BoostedTrees.outer).map(Double.init))
        #expect(bare.values([[0, 5]], count: 2) == [3, 3] && bare.value([5]) == 3)
    }

    @Test("Trees that differ in one split, or are added in another order, are told apart by the bits")
    func control() {
        var generator = SeededGenerator(seed: 7)
        let trees = Self.trees(columns: 3, rounds: 20, using: &generator)
        let parents = Self.table(columns: 3, rows: 2_000, using: &generator)
        let values = trees.values(parents, count: 2_000)
        var moved = BoostedTrees(columns: trees.columns, base: trees.base)
        var reversed = moved
        for tree in 0..<trees.rounds {
            var splits = Array(trees.splits(of: tree))
            if tree == 11 { splits[0].bin += 1 }
            moved.append(splits: splits, leaves: trees.leaves(of: tree))
            let last = trees.rounds - 1 - tree
            reversed.append(splits: Array(trees.splits(of: last)), leaves: trees.leaves(of: last))
        }
        #expect((1..<400).contains(Self.differences(moved, parents, values)))
        #expect(Self.differences(reversed, parents, values) > 100)
    }

    @Test("Combinations of bins are found once each, and given up where they are too many")
    func combinations() throws {
        let codes: [[UInt8]] = [[0, 1, 0, 1, 2], [5, 5, 5, 5, 0]]
        let found = try #require(BinCombinations(codes, bins: [3, 6], most: 3, rows: 5))
        #expect(found.codes == [[0, 1, 2], [5, 5, 0]] && found.count == 3 && found.places == [0, 1, 0, 1, 2])
        #expect(BinCombinations(codes, bins: [3, 6], most: 2, rows: 5) == nil)
        #expect(BinCombinations([], bins: [], most: 1, rows: 4)?.places == [0, 0, 0, 0])
        let many = [[UInt8]](repeating: [0, 0], count: 8)
        #expect(BinCombinations(many, bins: [Int](repeating: 64, count: 8), most: 2, rows: 2) == nil)
    }
}
