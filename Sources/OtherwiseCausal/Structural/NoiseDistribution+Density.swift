import Foundation

extension NoiseDistribution {
    /// The natural logarithm of the density at a number; where single numbers have probabilities, of that. -∞ for what
    /// cannot be drawn.
    ///
    /// - Parameter tolerance: How far off rounding may have put the number.
    func logDensity(at number: Double, within tolerance: Double) -> Double {
        switch self {
        case .none: return abs(number) <= tolerance ? 0 : -.infinity
        case .normal(let mean, let deviation):
            guard deviation > 0 else { return abs(number - mean) <= tolerance ? 0 : -.infinity }
            let distance = (number - mean) / deviation
            return -distance * distance / 2 - log(deviation * (2 * .pi).squareRoot())
        case .uniform(let range):
            guard number >= range.lowerBound - tolerance, number <= range.upperBound + tolerance else {
                return -.infinity
            }
            return range.lowerBound < range.upperBound ? -log(range.upperBound - range.lowerBound) : 0
        case .empirical(let values):
            let count = values.count { abs($0 - number) <= tolerance }
            return log(Double(count) / Double(max(values.count, 1)))
        }
    }
}
