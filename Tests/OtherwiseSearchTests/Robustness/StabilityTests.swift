import Foundation
import OtherwiseNumerics
import OtherwiseSearch
import Testing

@Suite("Stability")
struct StabilityTests {
    private static func scores(_ scores: [Double], centre: Double, slope: Double? = nil) -> NeighbourhoodScores {
        NeighbourhoodScores(
            centre: centre, scores: scores, offsets: scores.indices.map { [0.1 * Double($0 + 1), 0] }, sigma: 0.1,
            slope: slope)
    }

    @Test("Each form is what its formula says")
    func formulae() {
        let scores = Self.scores([0.9, 0.5, 0.7], centre: 0.8, slope: 2)
        // 0.9 − 0.1, 0.5 − 0.3, 0.7 − 0.1.
        #expect(abs(scores.stability(.relaxed).value - (0.8 + 0.2 + 0.6) / 3) < 1e-15)
        // Distances 0.1, 0.2, 0.3 at a slope of 2.
        #expect(abs(scores.stability(.lipschitz).value - (0.7 + 0.1 + 0.1) / 3) < 1e-15)
        #expect(abs(scores.stability(.meanMinusDeviation).value - (0.7 - 0.2)) < 1e-15)
        // The steepest of all pairs: the first two draws, 0.4 apart at a distance of 0.1.
        #expect(abs(Self.scores([0.9, 0.5, 0.7], centre: 0.8).slope - 4) < 1e-12)
    }

    @Test("High and even scores are stable, high and uneven ones are not, and no form exceeds the mean")
    func order() {
        let even = Self.scores([0.9, 0.9, 0.9, 0.9], centre: 0.9)
        let uneven = Self.scores([1, 0.8, 1, 0.8], centre: 0.9)
        for form in StabilityForm.allCases {
            #expect(even.stability(form).value > uneven.stability(form).value)
            #expect(uneven.stability(form).value <= 0.9)
        }
        #expect(uneven.stability(.relaxed).guarantee == nil)
    }

    @Test("A guarantee needs a slope that is known, and tells its conditions")
    func conditions() throws {
        let scores = [Double](repeating: 0.9, count: 400)
        #expect(Self.scores(scores, centre: 0.9).stability(.relaxed).guarantee == nil)
        let offsets = scores.map { _ in [0.1, 0] }
        let known = NeighbourhoodScores(centre: 0.9, scores: scores, offsets: offsets, sigma: 0.1, slope: 0.5)
        let guarantee = try #require(known.stability(.relaxed).guarantee)
        // R = 0.9 − 0.5 · 0.1, and 0.35 above an even share.
        #expect(guarantee.slope == 0.5 && abs(guarantee.tolerance - 0.35 / 2) < 1e-12)
        #expect(abs(guarantee.probability - (1 - exp(-400 * 0.35 * 0.35 / (32 * 0.25 * 0.01)))) < 1e-12)
    }

    /// m = sigmoid(w·x), M = sigmoid((w + ξ)·x); both are Lipschitz with ‖w‖ / 4, taken at the largest seen.
    @Test(
        "A retrained model falls short of the stability no more often than the bound allows", arguments: [0.02, 0.05])
    func bound(slack: Double) {
        let trial = SigmoidTrial(trials: 2_000, slack: slack)
        // Three standard errors of a frequency over 2,000 trials at most.
        #expect(trial.shortfalls <= trial.allowed + 3 * (0.25 / 2_000).squareRoot())
    }

    @Test("Without the slope's term models do fall short: the bound is of that form for a reason")
    func boundWithoutSlope() {
        let trial = SigmoidTrial(trials: 2_000, slack: 0.02, ignoresSlope: true)
        #expect(trial.shortfalls > trial.allowed + 3 * (0.25 / 2_000).squareRoot())
    }
}

/// How often a perturbed logistic model scores a point below its stability less a slack, against the bound.
private struct SigmoidTrial {
    private(set) var shortfalls = 0.0
    private(set) var allowed = 0.0

    init(trials: Int, slack: Double, ignoresSlope: Bool = false) {
        var generator = SeededGenerator(seed: 7)
        let weights = [1.5, -1, 0.5, 2]
        let point = [0.4, -0.2, 0.3, 0.1]
        for _ in 0..<trials {
            let changed = zip(weights, generator.normals(4)).map { $0 + 0.2 * $1 }
            let slope = max(Self.norm(weights), Self.norm(changed)) / 4
            let offsets = (0..<30).map { _ in generator.normals(4).map { 0.1 * $0 } }
            let draws = offsets.map { Self.score(weights, zip(point, $0).map(+)) }
            let scores = NeighbourhoodScores(
                centre: Self.score(weights, point), scores: draws, offsets: offsets, sigma: 0.1,
                slope: ignoresSlope ? 1e-3 : slope)
            let value = scores.stability(.lipschitz).value
            if Self.score(changed, point) < value - slack { shortfalls += 1 / Double(trials) }
            allowed += (1 - scores.probability(slack: slack)) / Double(trials)
        }
    }

    private static func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    private static func score(_ weights: [Double], _ point: [Double]) -> Double {
        1 / (1 + exp(-zip(weights, point).reduce(0) { $0 + $1.0 * $1.1 }))
    }
}
