import Foundation
import OtherwiseNumerics
import Testing

@testable import OtherwiseEstimation

@Suite("Smooth mechanisms with kinks and without")
struct LikenessTests {
    /// What 400 rows of a function with noise of deviation 0.3 say of it.
    private static func choice(
        _ function: (Double) -> Double, seed: UInt64
    ) -> (best: SmoothBasis, other: SmoothFitter.Alternative) {
        var generator = SeededGenerator(seed: seed)
        let x = (0..<400).map { _ in Double.random(in: -2..<2, using: &generator) }
        let y = zip(x, generator.normals(400)).map { function($0) + 0.3 * $1 }
        return SmoothFitter([x], y).choice(using: &generator)
    }

    @Test("A step asks for a rough process, a wave for a smooth one", arguments: 1...3 as ClosedRange<UInt64>)
    func chosen(seed: UInt64) {
        #expect(Self.choice({ $0 > 0.3 ? 2 : 0 }, seed: seed).best.bumps.likeness == .rough)
        #expect(Self.choice({ sin(1.5 * $0) }, seed: seed).best.bumps.likeness == .smooth)
    }

    /// A few rows with much noise leave the kind open; of 400 draws the number of one kind has a deviation of 10 at most.
    @Test("What is drawn is of either kind as often as it is likely; where the kind is known it is of one")
    func mixed() throws {
        let open = try #require(
            (1...20 as ClosedRange<UInt64>).lazy.map { Self.drawn(40, 1, $0) }.first { $0.share > 0.1 })
        #expect(abs(Double(open.others) - 400 * open.share) < 45, "\(open)")
        let alone = Self.drawn(400, 0.1, 1)
        #expect(alone.share < 0.01 && alone.others == 0, "\(alone)")
    }

    /// How likely the less likely kind is by rows of a step, and how many of 400 draws are of it.
    private static func drawn(_ rows: Int, _ noise: Double, _ seed: UInt64) -> (share: Double, others: Int) {
        var generator = SeededGenerator(seed: seed)
        let x = (0..<rows).map { _ in Double.random(in: -2..<2, using: &generator) }
        let y = zip(x, generator.normals(rows)).map { ($0 > 0.3 ? 2 : 0) + noise * $1 }
        let (best, other) = SmoothFitter([x], y).choice(using: &generator)
        let draws = RidgeCandidate.smooth([x], y, using: &generator).functions(draws: 400, using: &generator).draws
        let others = draws.count {
            if case .smooth(let function) = $0 { function.bumps.likeness != best.bumps.likeness } else { false }
        }
        return (other.share, others)
    }

    /// Right of a step from 0 to 2, by 400 rows each of six seeds: draws with kinks are 3.2 of their deviations off on
    /// average, those without 6.1.
    @Test("At a step, what is drawn with kinks lies farther apart and is less sure of what is wrong")
    func spread() {
        let found = (1...6 as ClosedRange<UInt64>).map { seed -> (rough: Draws, smooth: Draws) in
            var generator = SeededGenerator(seed: seed)
            let x = (0..<400).map { _ in Double.random(in: -2..<2, using: &generator) }
            let y = zip(x, generator.normals(400)).map { ($0 > 0.3 ? 2 : 0) + 0.3 * $1 }
            let (best, other) = SmoothFitter([x], y).choice(using: &generator)
            #expect(best.bumps.likeness == .rough)
            return (Draws(best, y, at: 0.35, using: &generator), Draws(other.basis(), y, at: 0.35, using: &generator))
        }
        func mean(_ value: ((rough: Draws, smooth: Draws)) -> Double) -> Double {
            found.map(value).reduce(0, +) / Double(found.count)
        }
        #expect(mean(\.rough.deviation) > 1.1 * mean(\.smooth.deviation))
        #expect(mean { $0.rough.distance(to: 2) } < 0.7 * mean { $0.smooth.distance(to: 2) })
    }

    /// What 300 drawn functions are at one place.
    private struct Draws {
        let mean: Double
        let deviation: Double

        init(_ basis: SmoothBasis, _ target: [Double], at place: Double, using generator: inout SeededGenerator) {
            let fit = RidgeEquations(basis.design, target).solved(penalty: basis.penalty, free: basis.free)
            let values = (0..<300).map { _ in
                basis.function(
                    drawn: fit.draw(using: &generator), variance: fit.variance, using: &generator)([place])
            }
            (mean, deviation) = (Regressor("", values).mean, Regressor("", values).deviation)
        }

        /// In deviations.
        func distance(to truth: Double) -> Double { abs(truth - mean) / deviation }
    }

    /// The mean of 8,000 products has a standard error of 0.014; the two kinds are 0.12 apart.
    @Test("Functions that are drawn are as alike at two places as their kind says", arguments: Likeness.allCases)
    func waves(_ likeness: Likeness) {
        var generator = SeededGenerator(seed: 5)
        let mean =
            (0..<8_000).reduce(0.0) { sum, _ in
                let waves = RandomWaves(20, lengths: [2], deviation: 3, likeness: likeness, using: &generator)
                return sum + waves([0.5]) * waves([2.5]) / 9
            } / 8_000
        let other = likeness == .smooth ? Likeness.rough : .smooth
        #expect(abs(mean - likeness(1)) < 0.055 && abs(mean - other(1)) > 0.055, "\(mean)")
        #expect(likeness(0) == 1 && likeness(4) < likeness(1))
    }
}
