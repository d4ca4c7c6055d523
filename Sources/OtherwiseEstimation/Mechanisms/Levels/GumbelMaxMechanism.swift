import Foundation
public import OtherwiseCausal
public import OtherwiseNumerics

/// A variable of levels: the one whose `log p + g` is greatest, with noise `g` from the Gumbel distribution
/// (Oberst and Sontag 2019).
///
/// What was observed leaves the noise open, so that one of the values that it can have is drawn. A level becomes
/// likelier in the counterfactual only where its odds do. Data cannot tell this model from others with the same
/// probabilities.
public struct GumbelMaxMechanism: InvertibleMechanism, Hashable {
    /// The names of the causes, in the order in which values are given.
    public let parents: [String]
    let function: LevelFunction
    /// Of what observations leave open.
    let seed: UInt64

    var levels: Int { function.levels }

    /// Level by level, `[levels × count]`.
    public func sampleNoise(count: Int, using generator: inout SeededGenerator) -> [Double] {
        (0..<(levels * count)).map { _ in Self.gumbel(using: &generator) }
    }

    /// Levels by number, for noise level by level.
    public func values(_ parents: [[Double]], noise: [Double]) -> [Double] {
        let count = noise.count / levels
        return (0..<count).map { row in
            let logarithms = function.logProbabilities(parents, row)
            var (best, greatest) = (0, -Double.infinity)
            for level in 0..<levels where logarithms[level] + noise[level * count + row] > greatest {
                (best, greatest) = (level, logarithms[level] + noise[level * count + row])
            }
            return Double(best)
        }
    }

    /// Noise under which the observed level comes out, drawn from its distribution: the greatest sum first, then the
    /// others below it (Maddison, Tarlow and Minka 2014).
    public func noise(_ parents: [[Double]], values: [Double]) -> [Double] {
        let count = values.count
        var generator = SeededGenerator(seed: seed)
        var noise = [Double](repeating: 0, count: levels * count)
        for row in 0..<count {
            let logarithms = function.logProbabilities(parents, row)
            let greatest = Self.gumbel(using: &generator)
            for level in 0..<levels {
                let free = Self.gumbel(using: &generator) + logarithms[level]
                let sum = Double(level) == values[row] ? greatest : -log(exp(-greatest) + exp(-free))
                noise[level * count + row] = sum - logarithms[level]
            }
        }
        return noise
    }

    private static func gumbel(using generator: inout SeededGenerator) -> Double {
        -log(-log(Double.random(in: Double.leastNormalMagnitude..<1, using: &generator)))
    }
}
