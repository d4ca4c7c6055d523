import Foundation

/// The beta distribution on 0...1, for shapes that are not large.
public struct BetaDistribution: Sendable, Hashable {
    /// The first shape, above 0: the larger, the nearer to 1.
    public let alpha: Double
    /// The second shape, above 0: the larger, the nearer to 0.
    public let beta: Double

    /// - Parameters:
    ///   - alpha: Above 0.
    ///   - beta: Above 0.
    public init(alpha: Double, beta: Double) {
        self.alpha = alpha
        self.beta = beta
    }

    /// A number drawn by Jöhnk's method (1964): U^(1/α) over U^(1/α) + V^(1/β), where that sum is at most 1.
    ///
    /// The powers are kept as logarithms, because for small shapes both of them underflow.
    ///
    /// - Complexity: Γ(α + β + 1) / (Γ(α + 1) Γ(β + 1)) pairs on average: 1.1 for 0.2 and 0.5, but 6 for 2 and 2.
    public func sample(using generator: inout some RandomNumberGenerator) -> Double {
        while true {
            let (u, v) = (Self.positive(&generator), Self.positive(&generator))
            let (left, right) = (log(u) / alpha, log(v) / beta)
            let greater = max(left, right)
            let sum = greater + log(exp(left - greater) + exp(right - greater))
            if sum <= 0 { return exp(left - sum) }
        }
    }

    /// Uniform on (0, 1].
    private static func positive(_ generator: inout some RandomNumberGenerator) -> Double {
        1 - Double.random(in: 0..<1, using: &generator)
    }
}
