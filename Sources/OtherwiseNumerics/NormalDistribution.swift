import Foundation

/// The standard normal distribution.
package enum NormalDistribution {
    /// The share below `x`.
    package static func cumulative(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

    /// The value that a share lies below.
    ///
    /// - Parameter share: Above 0 and below 1.
    package static func quantile(_ share: Double) -> Double {
        Bisection.root(in: -40...40) { cumulative($0) - share }
    }

    /// The probability of a value at least as far from 0 as `x`.
    package static func twoSided(_ x: Double) -> Double { erfc(abs(x) / 2.0.squareRoot()) }

    /// What 97.5% lie below: half the width of a 95% interval, in standard errors.
    package static let width95 = 1.959963984540054
}
