import Foundation
import OtherwiseNumerics
import Testing

@testable import OtherwiseEstimation

@Suite("Smooth mechanisms of several causes")
struct AffinityTests {
    @Test("The exponential is right to a few units in the last place, and 0 where it has none")
    func exponentials() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let exponent = -pow(10, Double.random(in: -18..<2.85, using: &generator))
            #expect(abs(exponential(exponent) / exp(exponent) - 1) < 1e-15 * 4, "\(exponent)")
        }
        #expect(exponential(0) == 1 && exponential(-709) == 0 && exponential(-.infinity) == 0)
        #expect(exponential(.nan).isNaN)
    }

    private static func heights(_ place: [Double], _ others: [[Double]], _ likeness: Likeness) -> [Double] {
        var heights = [Double](repeating: 0, count: others.count)
        let flat = place.indices.flatMap { regressor in others.map { $0[regressor] } }
        heights.withUnsafeMutableBufferPointer { heights in
            place.withUnsafeBufferPointer { place in
                flat.withUnsafeBufferPointer {
                    Affinity(likeness: likeness).heights(of: place, to: $0, into: heights)
                }
            }
        }
        return heights
    }

    @Test("Places are alike by each regressor alone and by all together", arguments: Likeness.allCases)
    func heights(_ likeness: Likeness) {
        let found = Self.heights([0, 1], [[0, 1], [2, 1], [2, 4], [1e9, 1e9], [1e200, 1e200]], likeness)
        let expected = [
            1, 0.45 * (likeness(4) + 1) + 0.1 * likeness(4), 0.45 * (likeness(4) + likeness(9)) + 0.1 * likeness(13), 0,
            0,
        ]
        for (own, right) in zip(found, expected) { #expect(abs(own - right) < 1e-15) }
        #expect(abs(Self.heights([0], [[2]], likeness)[0] - likeness(4)) < 1e-15)
    }

    /// The mean of 8,000 products has a standard error of 0.014; a process without functions of one regressor would be as
    /// alike as 0.0003 here.
    @Test("Functions that are drawn of two regressors are as alike at two places as their process says")
    func waves() {
        var generator = SeededGenerator(seed: 5)
        let mean =
            (0..<8_000).reduce(0.0) { sum, _ in
                let waves = RandomWaves(20, lengths: [1, 1], deviation: 1, likeness: .smooth, using: &generator)
                return sum + waves([0, 0]) * waves([0, 4]) / 8_000
            }
        let right = Self.heights([0, 0], [[0, 4]], .smooth)[0]
        #expect(abs(mean - right) < 0.055 && right > 0.4, "\(mean), \(right)")
    }

    /// `y` is a sum of a bump, a square and a smooth step, with noise of 0.4; nine in ten intervals are to hold a change. By the
    /// product of the likenesses alone 87% do.
    @Test("What is drawn of a sum of three functions holds the truth at least as often as it says")
    func coverage() {
        func truth(_ x: [Double]) -> Double { 2 * exp(-x[0] * x[0]) - x[1] * x[1] / 2 + tanh(2 * x[2]) }
        var (hits, all) = (0, 0)
        for seed in 1...6 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let x = (0..<3).map { _ in generator.normals(400) }
            let rows = (0..<400).map { row in x.map { $0[row] } }
            let y = zip(rows, generator.normals(400)).map { truth($0) + 0.4 * $1 }
            let found = RidgeCandidate.smooth(x, y, using: &generator).functions(draws: 100, using: &generator)
            let draws = found.draws.compactMap { if case .smooth(let function) = $0 { function } else { nil } }
            #expect(draws.count == 100)
            for row in rows.prefix(40) {
                let other = [1, row[1], row[2]]
                let changes = draws.map { $0(other) - $0(row) }.sorted()
                let right = truth(other) - truth(row)
                hits += (changes.quantile(0.05)...changes.quantile(0.95)).contains(right) ? 1 : 0
                all += 1
            }
        }
        let share = Double(hits) / Double(all)
        #expect(share >= 0.9, "\(share)")
    }
}
