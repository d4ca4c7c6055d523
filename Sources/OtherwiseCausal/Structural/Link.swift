import Foundation

/// A strictly increasing function that a value passes through last.
public enum Link: String, Sendable, Hashable, CaseIterable {
    /// Nothing is done.
    case identity
    /// For what is above 0 and varies by factors: a price, a wage, a concentration.
    case exp
    /// For a share between 0 and 1.
    case logistic
    /// For what may be far from 0 on either side.
    case sinh

    /// The value for a number.
    public func callAsFunction(_ number: Double) -> Double {
        switch self {
        case .identity: number
        case .exp: Foundation.exp(number)
        case .logistic: 1 / (1 + Foundation.exp(-number))
        case .sinh: Foundation.sinh(number)
        }
    }

    /// The number that has a value; NaN or infinite for a value that none has.
    public func inverse(_ value: Double) -> Double {
        switch self {
        case .identity: value
        case .exp: log(value)
        case .logistic: log(value) - log1p(-value)
        case .sinh: asinh(value)
        }
    }

    /// The natural logarithm of the slope at a number.
    func logSlope(_ number: Double) -> Double {
        switch self {
        case .identity: 0
        case .exp: number
        case .logistic: -abs(number) - 2 * log1p(Foundation.exp(-abs(number)))
        case .sinh: log(cosh(number))
        }
    }
}
