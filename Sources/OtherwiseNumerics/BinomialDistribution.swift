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

    /// A number of successes, drawn: what is likely is tried first, so that few are.
    ///
    /// - Complexity: In the order of the standard deviation.
    package func drawn(using generator: inout SeededGenerator) -> Int {
        guard trials > 0, probability > 0 else { return 0 }
        guard probability < 1 else { return trials }
        let mode = min(trials, Int(Double(trials + 1) * probability)), odds = probability / (1 - probability)
        var (low, high, below, above) = (mode, mode, mass(mode), mass(mode))
        var left = Double.random(in: 0..<1, using: &generator) - below
        while left >= 0, low > 0 || high < trials {
            above *= Double(trials - high) / Double(high + 1) * odds
            high += 1
            left -= above
            guard left >= 0 else { return high }
            below *= Double(low) / Double(trials - low + 1) / odds
            low -= 1
            left -= below
            guard left >= 0 else { return low }
        }
        return mode
    }
}
