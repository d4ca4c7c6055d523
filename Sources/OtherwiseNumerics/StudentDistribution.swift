import Foundation

/// Student's t distribution.
public struct StudentDistribution: Sendable, Hashable {
    /// Degrees of freedom, above 0.
    public let degrees: Double

    /// - Parameter degrees: Above 0.
    public init(degrees: Double) { self.degrees = degrees }

    /// The share below `x`.
    public func cumulative(_ x: Double) -> Double {
        let beyond = BetaDistribution(alpha: degrees / 2, beta: 0.5).cumulative(degrees / (degrees + x * x)) / 2
        return x > 0 ? 1 - beyond : beyond
    }

    /// The value that a share lies below.
    ///
    /// - Parameter share: Above 0 and below 1.
    public func quantile(_ share: Double) -> Double {
        Bisection.root(in: -1e6...1e6) { cumulative($0) - share }
    }
}
