import Foundation

/// How much better each rollout of one prompt ended than the others (GRPO, Shao et al. 2024).
public struct GroupAdvantage: Sendable, Hashable {
    /// (S − mean) / (std + 1e-6), `[rollouts]`.
    public let values: [Double]
    /// Of the outcomes, in their unit, with n − 1; 1 for a single rollout, whose mean counts as 0.
    public let standardDeviation: Double

    static let least = 1e-6

    /// - Parameter outcomes: Of the rollouts of one prompt.
    public init(_ outcomes: [Double]) {
        let isSingle = outcomes.count < 2
        let mean = isSingle ? 0 : outcomes.reduce(0, +) / Double(outcomes.count)
        let deviation = isSingle ? 1 : outcomes.sampleDeviation
        standardDeviation = deviation
        values = outcomes.map { ($0 - mean) / (deviation + Self.least) }
    }

    /// How much room outcomes that tie leave to other rewards: sigmoid(−std / temperature), 0.5 where all tie and near 0
    /// where they differ.
    ///
    /// - Parameter temperature: In the unit of the outcomes, above 0.
    public func varianceGate(temperature: Double) -> Double { 1 / (1 + exp(standardDeviation / temperature)) }
}

extension [Double] {
    /// The standard deviation with n − 1; 0 for fewer than two.
    var sampleDeviation: Double {
        guard count > 1 else { return 0 }
        let mean = reduce(0, +) / Double(count)
        return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
    }
}
