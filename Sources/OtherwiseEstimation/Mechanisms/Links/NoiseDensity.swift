import Foundation
import OtherwiseNumerics

/// How likely each of some noises is by the others, whatever their distribution: a sum of bells with the tails of
/// Student's t with 3 degrees, so that a far one is unlikely and not impossible.
enum NoiseDensity {
    /// The natural logarithm of the density at each, estimated from all others (Duin 1976), `[count]`.
    ///
    /// - Complexity: O(count²).
    static func logDensities(_ noise: [Double]) -> [Double] {
        let width = width(noise)
        guard width > 0 else { return [Double](repeating: 0, count: noise.count) }
        var sums = [Double](repeating: 0, count: noise.count)
        noise.withUnsafeBufferPointer { noise in
            for one in noise.indices {
                for other in 0..<one {
                    let distance = (noise[one] - noise[other]) / width
                    let tail = 1 + distance * distance / 3
                    let height = 1 / (tail * tail)
                    sums[one] += height
                    sums[other] += height
                }
            }
        }
        // The density of t with 3 degrees is 2 / (π √3 (1 + x² / 3)²).
        let scale = 2 / (Double.pi * 3.0.squareRoot() * width * Double(max(noise.count - 1, 1)))
        return sums.map { log(max($0 * scale, Double.leastNormalMagnitude)) }
    }

    /// Of the bells (Silverman 1986, 3.31).
    private static func width(_ noise: [Double]) -> Double {
        let sorted = noise.sorted()
        let quartiles = (sorted.quantile(0.75) - sorted.quantile(0.25)) / 1.34
        let deviation = Regressor("", noise).deviation
        let spread = quartiles > 0 ? min(quartiles, deviation) : deviation
        return 0.9 * spread * pow(Double(max(noise.count, 1)), -0.2)
    }
}
