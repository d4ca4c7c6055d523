import Foundation

/// The gamma distribution.
public enum GammaDistribution {
    /// The share above `x`: the regularised upper incomplete gamma function of `shape` and `x / scale`, by its series or
    /// its continued fraction (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31).
    ///
    /// - Parameters:
    ///   - shape: Above 0.
    ///   - scale: Above 0.
    public static func upperTail(_ x: Double, shape: Double, scale: Double = 1) -> Double {
        let z = x / scale
        guard z > 0 else { return 1 }
        guard z.isFinite else { return 0 }
        let factor = exp(shape * log(z) - z - lgamma(shape))
        return z < shape + 1 ? 1 - factor * series(shape, z) : factor * fraction(shape, z)
    }

    private static func series(_ shape: Double, _ z: Double) -> Double {
        var (term, sum, place) = (1 / shape, 1 / shape, shape)
        while term > sum * 1e-16 {
            place += 1
            term *= z / place
            sum += term
        }
        return sum
    }

    /// By Lentz's method (1976).
    private static func fraction(_ shape: Double, _ z: Double) -> Double {
        var b = z + 1 - shape
        var c = 1e300
        var d = 1 / b
        var value = d
        for step in 1...10_000 {
            let a = -Double(step) * (Double(step) - shape)
            b += 2
            d = 1 / (a * d + b)
            c = b + a / c
            value *= c * d
            if abs(c * d - 1) < 1e-15 { break }
        }
        return value
    }

    /// The share of the chi-squared distribution above `x`.
    public static func chiSquaredTail(_ x: Double, degrees: Double) -> Double {
        upperTail(x, shape: degrees / 2, scale: 2)
    }
}
