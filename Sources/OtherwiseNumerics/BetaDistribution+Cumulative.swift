import Foundation

extension BetaDistribution {
    /// The share below `x`: the regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun
    /// 1964, 26.5.8).
    ///
    /// - Precision: 12 digits for shapes up to 10,000.
    public func cumulative(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        // On the other side of the mean the fraction of the mirrored distribution converges faster.
        guard x <= (alpha + 1) / (alpha + beta + 2) else {
            return 1 - BetaDistribution(alpha: beta, beta: alpha).cumulative(1 - x)
        }
        let factor = lgamma(alpha + beta) - lgamma(alpha) - lgamma(beta) + alpha * log(x) + beta * log1p(-x)
        return exp(factor) * fraction(x) / alpha
    }

    /// By Lentz's method (1976).
    private func fraction(_ x: Double) -> Double {
        var (c, d) = (1.0, Self.inverse(1 - (alpha + beta) * x / (alpha + 1)))
        var value = d
        for step in 1...10_000 {
            let m = Double(step), place = alpha + 2 * m
            let even = m * (beta - m) * x / ((place - 1) * place)
            let odd = -(alpha + m) * (alpha + beta + m) * x / (place * (place + 1))
            for term in [even, odd] {
                d = Self.inverse(1 + term * d)
                c = 1 + term / c
                value *= c * d
            }
            if abs(c * d - 1) < 1e-15 { break }
        }
        return value
    }

    private static func inverse(_ value: Double) -> Double { 1 / (abs(value) < 1e-300 ? 1e-300 : value) }
}
