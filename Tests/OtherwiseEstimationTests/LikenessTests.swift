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
        let step = Self.choice({ $0 > 0.3 ? 2 : 0 }, seed: seed)
        #expect(step.best.bumps.likeness == .rough && step.other.share < 0.5)
        let wave = Self.choice({ sin(1.5 * $0) }, seed: seed)
        #expect(wave.best.bumps.likeness == .smooth && wave.other.share <= 0.5)
        #expect(step.other.basis().bumps.likeness == .smooth && wave.other.basis().bumps.likeness == .rough)
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
