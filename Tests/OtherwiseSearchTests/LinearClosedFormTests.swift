import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseSearch
import Testing

@Suite("Linear models against the closed form")
struct LinearClosedFormTests {
    /// The answer clears the target by 4·10⁻⁷ of the sum of magnitudes, here at most 50, of which at least 2 is missing:
    /// 10⁻⁵ of the distance, twice that of its square.
    static let tolerance = 3e-5

    @Test("The least sum of changes moves the feature that gains most per cost", arguments: 0..<10)
    func leastSum(_ seed: Int) {
        let question = Question(seed: seed)
        let outcome = NetworkSearch(question.problem { NumberPrice(origin: 0, linear: $0) }).solve()
        let closed = zip(question.weights, question.units).map { question.missing * $1 / abs($0) }.min() ?? .infinity
        #expect(outcome.isComplete)
        #expect(abs(outcome.cost - closed) <= Self.tolerance * closed)
        #expect(outcome.lowerBound <= closed && outcome.lowerBound >= closed * (1 - Self.tolerance))
        #expect(outcome.point.map { question.changed($0) } == 1)
    }

    @Test("The least sum of squares moves every feature by what it gains over its cost", arguments: 0..<10)
    func leastSquares(_ seed: Int) {
        let question = Question(seed: seed)
        let outcome = NetworkSearch(question.problem { NumberPrice(origin: 0, squared: $0 * $0) }).solve()
        let strength = zip(question.weights, question.units).reduce(0) { $0 + $1.0 * $1.0 / ($1.1 * $1.1) }
        let closed = question.missing * question.missing / strength
        #expect(outcome.isComplete)
        #expect(abs(outcome.cost - closed) <= Self.tolerance * closed)
        #expect(outcome.lowerBound <= closed && outcome.lowerBound >= closed * (1 - 2 * Self.tolerance))
        #expect(outcome.point.map { question.changed($0) } == question.weights.count)
    }

    @Test("A closed form with one weight doubled does not agree")
    func wrongFormIsSeen() {
        let question = Question(seed: 0)
        let outcome = NetworkSearch(question.problem { NumberPrice(origin: 0, squared: $0 * $0) }).solve()
        var weights = question.weights
        weights[0] *= 2
        let strength = zip(weights, question.units).reduce(0) { $0 + $1.0 * $1.0 / ($1.1 * $1.1) }
        #expect(
            abs(outcome.cost - question.missing * question.missing / strength) > 100 * Self.tolerance * outcome.cost)
    }

    /// Numbers around 0, ten to either side, and a score that lacks two to four.
    private struct Question {
        let weights, units: [Double]
        let missing: Double

        init(seed: Int) {
            var generator = SeededGenerator(seed: UInt64(seed))
            weights = (0..<6).map { _ in
                Double.random(in: 0.4...0.8, using: &generator) * (Bool.random(using: &generator) ? 1 : -1)
            }
            units = (0..<6).map { _ in Double.random(in: 0.5...2, using: &generator) }
            missing = Double.random(in: 2...3.5, using: &generator)
        }

        func problem(_ price: (Double) -> NumberPrice) -> NetworkProblem {
            let terms = weights.map { weight in
                let slope = FeatureNetwork.Effect(sums: [weight], magnitudes: [abs(weight)])
                return FeatureNetwork.Term(
                    number: (slope: slope, offset: FeatureNetwork.Effect(sums: [0], magnitudes: [0])), listed: [:])
            }
            let axes = units.map { unit in
                NetworkAxis(
                    pieces: [
                        .value(.number(0), cost: 0), .numbers(-10...(-1e-300), price(unit)),
                        .numbers(1e-300...10, price(unit)),
                    ], factual: 0)
            }
            return NetworkProblem(
                network: FeatureNetwork(base: [0], terms: terms), axes: axes,
                alternatives: [NetworkTargets([LinearTarget(weights: [1], threshold: missing)])]
            ) { _ in true }
        }

        func changed(_ point: NetworkPoint) -> Int { point.pieces.count { $0 != 0 } }
    }
}
