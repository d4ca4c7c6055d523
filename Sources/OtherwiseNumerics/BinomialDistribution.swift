import Foundation

/// The number of successes among independent trials.
public struct BinomialDistribution: Sendable, Hashable {
    /// At least 0.
    public let trials: Int
    /// The probability of success, 0...1.
    public let probability: Double

    /// - Parameters:
    ///   - trials: At least 0.
    ///   - probability: Of success, 0...1.
    public init(trials: Int, probability: Double) {
        self.trials = trials
        self.probability = probability
    }

    /// The probability of just so many successes.
    public func mass(_ successes: Int) -> Double {
        guard (0...max(trials, 0)).contains(successes) else { return 0 }
        let (n, k) = (Double(trials), Double(successes))
        guard probability > 0, probability < 1 else {
            return k == (probability <= 0 ? 0 : n) ? 1 : 0
        }
        let ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        return exp(ways + k * log(probability) + (n - k) * log1p(-probability))
    }

    /// The probability of at most so many successes: the terms on both sides of the largest, each from its neighbour.
    ///
    /// - Complexity: In the order of the standard deviation.
    public func cumulative(_ successes: Int) -> Double {
        guard successes >= 0 else { return 0 }
        guard successes < trials, probability > 0 else { return 1 }
        guard probability < 1 else { return 0 }
        let start = min(successes, Int(Double(trials + 1) * probability))
        var sum = mass(start), term = sum, place = start
        while place > 0, term > sum * 1e-18 {
            term *= Double(place) / Double(trials - place + 1) * (1 - probability) / probability
            sum += term
            place -= 1
        }
        (term, place) = (mass(start), start)
        while place < successes, term > sum * 1e-18 {
            term *= Double(trials - place) / Double(place + 1) * probability / (1 - probability)
            sum += term
            place += 1
        }
        return min(1, sum)
    }
}
