import Foundation

/// A strictly increasing function that a value passes through last. It takes all numbers, so that there is a value for
/// whatever noise and causes add up to.
public enum Link: Sendable, Hashable {
    /// Nothing is done.
    case identity
    /// For what is above 0 and varies by factors: a price, a wage, a concentration.
    case exp
    /// For a share between 0 and 1.
    case logistic
    /// For what may be far from 0 on either side.
    case sinh
    /// What the transformation of Yeo and Johnson (2000) undoes, with a power from 0 to 2: 1 does nothing, 0 is
    /// `exp(number) − 1` above 0, 2 the same below 0.
    case power(Double)

    /// The value for a number.
    public func callAsFunction(_ number: Double) -> Double {
        switch self {
        case .identity: number
        case .exp: Foundation.exp(number)
        case .logistic: 1 / (1 + Foundation.exp(-number))
        case .sinh: Foundation.sinh(number)
        case .power(let power):
            number >= 0 ? Self.rise(number, power) : -Self.rise(-number, 2 - power)
        }
    }

    /// The number that has a value; NaN or infinite for a value that none has.
    public func inverse(_ value: Double) -> Double {
        switch self {
        case .identity: value
        case .exp: log(value)
        case .logistic: log(value) - log1p(-value)
        case .sinh: asinh(value)
        case .power(let power):
            value >= 0 ? Self.fall(value, power) : -Self.fall(-value, 2 - power)
        }
    }

    /// The natural logarithm of the slope at a number.
    public func logSlope(_ number: Double) -> Double {
        switch self {
        case .identity: 0
        case .exp: number
        case .logistic: -abs(number) - 2 * log1p(Foundation.exp(-abs(number)))
        case .sinh: abs(number) + log1p(Foundation.exp(-2 * abs(number))) - log(2)
        case .power(let power): (number >= 0 ? 1 - power : power - 1) * log1p(abs(self(number)))
        }
    }

    /// `(power × number + 1)^(1 / power) − 1` of what is not below 0; the exponential where the power is 0.
    private static func rise(_ number: Double, _ power: Double) -> Double {
        power == 0 ? expm1(number) : expm1(log1p(power * number) / power)
    }

    /// The inverse of `rise`.
    private static func fall(_ value: Double, _ power: Double) -> Double {
        power == 0 ? log1p(value) : expm1(power * log1p(value)) / power
    }
}

/// Those that have a name.
extension Link: CaseIterable {
    /// All that a model file may name.
    public static let allCases: [Link] = [.identity, .exp, .logistic, .sinh]

    /// As a model file has it.
    public var name: String {
        switch self {
        case .identity: "identity"
        case .exp: "exp"
        case .logistic: "logistic"
        case .sinh: "sinh"
        case .power: "power"
        }
    }

    /// - Parameter name: One of those of `allCases`.
    public init?(named name: String) {
        guard let link = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = link
    }
}

/// `centre + scale × link(number)`.
public struct ScaledLink: Sendable, Hashable {
    /// The function itself.
    public let link: Link
    /// The value in the middle, where the link is 0.
    public let centre: Double
    /// What the link is multiplied by; above 0.
    public let scale: Double

    /// - Parameter scale: Above 0.
    public init(_ link: Link, centre: Double = 0, scale: Double = 1) {
        (self.link, self.centre, self.scale) = (link, centre, scale)
    }

    /// The value for a number.
    public func callAsFunction(_ number: Double) -> Double { centre + scale * link(number) }

    /// The number that has a value; NaN or infinite for a value that none has.
    public func inverse(_ value: Double) -> Double { link.inverse((value - centre) / scale) }

    /// The natural logarithm of the slope at a number.
    public func logSlope(_ number: Double) -> Double { link.logSlope(number) + log(scale) }
}
