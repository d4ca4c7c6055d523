import OtherwiseNumerics
import OtherwiseSearch
import Testing

@Suite("Non-dominated sorting")
struct NonDominatedSortingTests {
    @Test("Fronts are those found by comparing each with each", arguments: 0..<40)
    func equalsDefinition(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let fitness = (0..<60).map { _ in Self.random(objectives: 1 + seed % 4, using: &generator) }
        #expect(NonDominatedSorting.fronts(fitness).map(Set.init) == Self.peeled(fitness))
    }

    @Test("The first front by itself is that which nobody dominates", arguments: 0..<40)
    func first(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let objectives = (0..<80).map { _ in
            (0..<1 + seed % 4).map { _ in Double(Int.random(in: 0..<6, using: &generator)) }
        }
        let front = NonDominatedSorting.front(objectives)
        #expect(Set(front) == Self.peeled(objectives.map { Fitness(objectives: $0) }).first)
        #expect(front == front.sorted())
    }

    @Test("What keeps the limits comes before what does not, and that in the order of its violation")
    func limits() {
        let fitness = [
            Fitness(objectives: [0], constraints: [0.5, -1]), Fitness(objectives: [9], constraints: [0, -1]),
            Fitness(objectives: [.nan]), Fitness(objectives: [1], constraints: [0.2, 0.3]),
            Fitness(objectives: [8], constraints: [0.1, -7]),
        ]
        #expect(NonDominatedSorting.fronts(fitness) == [[1], [4], [0, 3], [2]])
    }

    @Test("Crowding is the extent of the box around a member, and endless at the ends")
    func crowding() {
        let fitness = [[0, 10], [1, 6], [4, 2], [10, 0]].map { Fitness(objectives: $0) }
        let distances = NonDominatedSorting.crowdingDistances(in: [0, 1, 2, 3], fitness)
        #expect(distances[0] == .infinity && distances[3] == .infinity)
        #expect(abs(distances[1] - (4 / 10 + 8 / 10)) < 1e-12)
        #expect(abs(distances[2] - (9 / 10 + 6 / 10)) < 1e-12)
    }

    /// Deb's definition: remove what nobody left dominates, again and again.
    private static func peeled(_ fitness: [Fitness]) -> [Set<Int>] {
        var left = Set(fitness.indices)
        var fronts: [Set<Int>] = []
        while !left.isEmpty {
            let front = left.filter { one in !left.contains { fitness[$0].dominates(fitness[one]) } }
            fronts.append(front)
            left.subtract(front)
        }
        return fronts
    }

    private static func random(objectives: Int, using generator: inout SeededGenerator) -> Fitness {
        Fitness(
            objectives: (0..<objectives).map { _ in Double(Int.random(in: 0...6, using: &generator)) },
            constraints: [Double(Int.random(in: -3...2, using: &generator))])
    }
}

@Suite("Selection of a few that are far apart")
struct MaxMinSelectionTests {
    private static let positions = [0.0, 0.1, 0.45, 0.5, 0.9, 1.0]

    @Test("Of equals the ends are chosen first, then the middle of the widest gap")
    func equals() {
        #expect(Self.places(3, qualities: [1, 1, 1, 1, 1, 1]) == [0, 5, 3])
    }

    @Test("A place of poor quality gives way to its neighbour")
    func qualities() {
        #expect(Self.places(3, qualities: [0.2, 1, 1, 0.8, 1, 0.2]) == [1, 4, 2])
    }

    @Test("One is the best, none is none, and too many are all")
    func counts() {
        #expect(Self.places(1, qualities: [0.1, 0.2, 0.9, 0.9, 0, 0]) == [2])
        #expect(Self.places(0, qualities: [1, 1, 1, 1, 1, 1]).isEmpty)
        #expect(Set(Self.places(20, qualities: [0, 0, 0, 0, 0, 0])) == Set(0..<6))
        #expect(MaxMinSelection.places(3, qualities: []) { _, _ in 0 }.isEmpty)
    }

    @Test("The first pair is the best of all pairs", arguments: 0..<30)
    func firstPair(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let qualities = (0..<40).map { _ in Double.random(in: 0...1, using: &generator) }
        let points = (0..<40).map { _ in Double.random(in: 0...1, using: &generator) }
        func weighted(_ one: Int, _ other: Int) -> Double {
            qualities[one] * qualities[other] * abs(points[one] - points[other])
        }
        let chosen = MaxMinSelection.places(2, qualities: qualities) { abs(points[$0] - points[$1]) }
        let best = (0..<40).flatMap { one in (0..<40).filter { $0 != one }.map { weighted(one, $0) } }.max()
        #expect(weighted(chosen[0], chosen[1]) == best)
    }

    private static func places(_ count: Int, qualities: [Double]) -> [Int] {
        MaxMinSelection.places(count, qualities: qualities) { abs(positions[$0] - positions[$1]) }
    }
}
