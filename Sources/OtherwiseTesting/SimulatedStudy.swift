import Foundation
import OtherwiseCausal
public import OtherwiseEstimation
import OtherwiseNumerics

/// Studies drawn from models whose effects are known and where treated and untreated differ before the treatment, so
/// that an estimate without adjustment is wrong.
public enum SimulatedStudy: String, Sendable, CaseIterable {
    /// Two common causes that are observed; the effect differs between units.
    case backDoor
    /// The same with a treatment of three levels, of which two are compared; the effect is another among those who had
    /// neither.
    case levels
    /// A hidden common cause; the effect passes through a mediator.
    case frontDoor
    /// A hidden common cause; a coin moves the treatment.
    case instrument

    /// - Parameter count: The number of units.
    /// - Throws: `EstimationError` where all happen to be treated alike.
    public func draw(_ count: Int, seed: UInt64) throws(EstimationError) -> Study {
        var generator = SeededGenerator(seed: seed)
        let noises = (0..<4).map { _ in
            NoiseDistribution.normal(mean: 0, deviation: 1).sample(count: count, using: &generator)
        }
        let chances = (0..<count).map { _ in Double.random(in: 0..<1, using: &generator) }
        switch self {
        case .backDoor: return try Self.confounded(noises, chances)
        case .levels: return try Self.levelled(noises, chances)
        case .frontDoor:
            let treatment = zip(noises[0], chances).map { $1 < Regression.logistic($0) ? 1.0 : 0 }
            let mediator = zip(treatment, noises[1]).map(+)
            let outcome = (0..<count).map { 1.5 * mediator[$0] + noises[0][$0] + noises[2][$0] }
            return try Study(
                treatment: treatment, outcome: outcome, mediators: [Regressor("mediator", mediator)])
        case .instrument:
            let coin = chances.map { $0 < 0.5 ? 1.0 : 0 }
            let treatment = (0..<count).map { 2 * coin[$0] + noises[0][$0] + noises[1][$0] > 1 ? 1.0 : 0 }
            let outcome = (0..<count).map { treatment[$0] + noises[0][$0] + noises[2][$0] }
            return try Study(treatment: treatment, outcome: outcome, instruments: [Regressor("coin", coin)])
        }
    }

    /// The effect is `1 + x / 2`, and x makes treatment likelier.
    private static func confounded(_ noises: [[Double]], _ chances: [Double]) throws(EstimationError) -> Study {
        let (x, w) = (noises[0], noises[1])
        let treatment = chances.indices.map { row -> Double in
            chances[row] < Regression.logistic(slopes.x * x[row] + slopes.w * w[row]) ? 1 : 0
        }
        let outcome = chances.indices.map { row -> Double in
            let untreated = x[row] + w[row] / 2 + noises[2][row]
            return untreated + treatment[row] * (1 + x[row] / 2)
        }
        return try Study(treatment: treatment, outcome: outcome, covariates: [Regressor("x", x), Regressor("w", w)])
    }

    /// Of level 1 against 0 the effect is `1 + x`; x makes level 1 likelier and level 2 less likely.
    private static func levelled(_ noises: [[Double]], _ chances: [Double]) throws(EstimationError) -> Study {
        let (x, w) = (noises[0], noises[1])
        let treatment = chances.indices.map { row -> Double in
            let shares = levelShares(x[row], w[row])
            return chances[row] < shares[0] ? 0 : chances[row] < shares[0] + shares[1] ? 1 : 2
        }
        let outcome = chances.indices.map { row -> Double in
            let effects = [0, 1 + x[row], 2 - x[row] / 2]
            return x[row] + w[row] / 2 + noises[2][row] + effects[Int(treatment[row])]
        }
        return try Study(
            treatment: treatment, outcome: outcome, covariates: [Regressor("x", x), Regressor("w", w)],
            hasLevels: true)
    }

    private static func levelShares(_ x: Double, _ w: Double) -> [Double] {
        let odds = [1, exp(0.4 * x + 0.4 * w), exp(-0.6 * x + 0.3 * w)]
        let total = odds[0] + odds[1] + odds[2]
        return odds.map { $0 / total }
    }

    /// The mean of x among those with level 1, by the trapezium rule over ± 7 deviations of x and w.
    private static let levelExcess: Double = {
        let step = 0.1
        var (sum, total) = (0.0, 0.0)
        for x in stride(from: -7, through: 7, by: step) {
            for w in stride(from: -7, through: 7, by: step) {
                let mass = levelShares(x, w)[1] * exp(-(x * x + w * w) / 2)
                (sum, total) = (sum + x * mass, total + mass)
            }
        }
        return sum / total
    }()

    private static let slopes = (x: 0.6, w: 0.4)

    /// The true effect.
    public func effect(on population: Population) -> Double {
        switch self {
        case .backDoor: population == .everyone ? 1 : 1 + Self.excess / 2
        case .levels: population == .everyone ? 1 : 1 + Self.levelExcess
        case .frontDoor: 1.5
        case .instrument: 1
        }
    }

    /// The mean of x among the treated, who are half of all: `slope · E[e (1 − e)] / ½` (Stein's lemma), by the
    /// trapezium rule over ± 8 deviations of the logit.
    private static var excess: Double {
        let deviation = (slopes.x * slopes.x + slopes.w * slopes.w).squareRoot()
        let step = 0.01
        let mean = stride(from: -8.0, through: 8, by: step).reduce(0.0) { sum, place in
            let chance = Regression.logistic(deviation * place)
            return sum + chance * (1 - chance) * exp(-place * place / 2) / (2 * Double.pi).squareRoot() * step
        }
        return slopes.x * mean / 0.5
    }

    /// The methods that answer, with whom they answer about.
    public var questions: [(method: EstimationMethod, population: Population)] {
        switch self {
        case .backDoor, .levels:
            [.regression, .weighting, .doublyRobust].flatMap { method in
                [(method, Population.everyone), (method, .treated)]
            }
        case .frontDoor: [(.frontDoor, .everyone), (.frontDoor, .treated)]
        case .instrument: [(.twoStage, .everyone)]
        }
    }
}
