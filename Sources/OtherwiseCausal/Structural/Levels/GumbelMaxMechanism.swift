import Foundation
public import OtherwiseNumerics

/// The probability of each level of a variable given its causes, for whole batches.
public protocol LevelProbabilities: Sendable, Hashable {
    /// How many levels there are, at least 1.
    var levels: Int { get }
    /// The natural logarithm of each level's probability.
    ///
    /// - Parameter parents: One column per parent, in their order, `[count]` each; levels by number from 0.
    /// - Returns: Row by row, `[count × levels]`; -∞ for a level that cannot come out, NaN where the causes give none.
    func logProbabilities(_ parents: [[Double]], count: Int) -> [Double]
}

/// A variable of levels: the one whose `log p + g` is greatest, with noise `g` from the Gumbel distribution
/// (Oberst and Sontag 2019).
///
/// What was observed leaves the noise open, so that one of the values that it can have is drawn. A level becomes
/// likelier in the counterfactual only where its odds do. Data cannot tell this model from others with the same
/// probabilities.
public struct GumbelMaxMechanism<Function: LevelProbabilities>: DensityMechanism, Hashable {
    /// The names of the causes, in the order in which values are given.
    public let parents: [String]
    /// How probable each level is, given the causes.
    public let function: Function
    /// Of what observations leave open.
    public var seed: UInt64

    /// - Parameters:
    ///   - parents: The names of the causes, in the order in which values are given.
    ///   - function: How probable each level is, given the causes.
    ///   - seed: Of what observations leave open.
    public init(parents: [String], function: Function, seed: UInt64) {
        (self.parents, self.function, self.seed) = (parents, function, seed)
    }

    /// The same for units of which so many came before: their noise is drawn apart from that of the first ones.
    package func following(_ units: Int) -> GumbelMaxMechanism {
        guard units != 0 else { return self }
        var own = SeededGenerator(seed: seed).split(units)
        return GumbelMaxMechanism(parents: parents, function: function, seed: own.next())
    }

    /// Level by level, `[levels × count]`.
    public func sampleNoise(count: Int, using generator: inout SeededGenerator) -> [Double] {
        (0..<(function.levels * count)).map { _ in Self.gumbel(using: &generator) }
    }

    /// Levels by number, for noise level by level; NaN where the causes give none.
    public func values(_ parents: [[Double]], noise: [Double]) -> [Double] {
        let levels = function.levels, count = noise.count / levels
        let logarithms = function.logProbabilities(parents, count: count)
        return (0..<count).map { row in
            var (best, greatest) = (Double.nan, -Double.infinity)
            for level in 0..<levels {
                let sum = logarithms[row * levels + level] + noise[level * count + row]
                if sum > greatest { (best, greatest) = (Double(level), sum) }
            }
            return best
        }
    }

    /// Noise under which the observed level comes out, drawn from its distribution: the greatest sum first, then the
    /// others below it (Maddison, Tarlow and Minka 2014). NaN for a level that cannot come out.
    public func noise(_ parents: [[Double]], values: [Double]) -> [Double] {
        let levels = function.levels, count = values.count
        let logarithms = function.logProbabilities(parents, count: count)
        var generator = SeededGenerator(seed: seed)
        var noise = [Double](repeating: .nan, count: levels * count)
        for row in 0..<count {
            let own = logarithms[(row * levels)..<((row + 1) * levels)]
            let (greatest, frees) = Self.draw(levels, using: &generator)
            guard Self.logProbability(of: values[row], own) > -.infinity else { continue }
            for (level, (logarithm, free)) in zip(own, frees).enumerated() {
                let sum = Double(level) == values[row] ? greatest : Self.below(greatest, free + logarithm)
                // Of a level that could not come out nothing was observed.
                noise[level * count + row] = logarithm == -.infinity ? free : sum - logarithm
            }
        }
        return noise
    }

    /// The probability of each level, in nats.
    public func logDensities(_ parents: [[Double]], values: [Double]) -> [Double] {
        let logarithms = function.logProbabilities(parents, count: values.count)
        return values.indices.map { row in
            let own = logarithms[(row * function.levels)..<((row + 1) * function.levels)]
            return Self.logProbability(of: values[row], own)
        }
    }

    /// -∞ for what is no level, and where the causes give none.
    private static func logProbability(of level: Double, _ logarithms: ArraySlice<Double>) -> Double {
        guard let level = Int(exactly: level), (0..<logarithms.count).contains(level) else { return -.infinity }
        let own = logarithms[logarithms.startIndex + level]
        return own.isNaN ? -.infinity : own
    }

    /// One draw for the greatest sum, and one for each level.
    private static func draw(_ levels: Int, using generator: inout SeededGenerator) -> (Double, [Double]) {
        let greatest = gumbel(using: &generator)
        return (greatest, (0..<levels).map { _ in gumbel(using: &generator) })
    }

    /// `−log(exp(−greatest) + exp(−free))`: the Gumbel number `free` given that it is below `greatest`. However far
    /// either is from 0, nothing overflows.
    private static func below(_ greatest: Double, _ free: Double) -> Double {
        min(greatest, free) - log1p(exp(-abs(greatest - free)))
    }

    private static func gumbel(using generator: inout SeededGenerator) -> Double {
        -log(-log(Double.random(in: Double.leastNormalMagnitude..<1, using: &generator)))
    }
}
