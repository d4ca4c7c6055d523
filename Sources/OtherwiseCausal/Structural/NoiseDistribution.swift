import Foundation
public import OtherwiseNumerics

/// A distribution of noise, or of what an intervention draws anew.
public enum NoiseDistribution: Sendable, Hashable {
    case none
    case normal(mean: Double, deviation: Double)
    case uniform(ClosedRange<Double>)
    /// Each of the values with the same probability, such as the residuals of a fit. Not empty.
    case empirical([Double])

    /// So many independent draws.
    public func sample(count: Int, using generator: inout SeededGenerator) -> [Double] {
        switch self {
        case .none: [Double](repeating: 0, count: count)
        case .normal(let mean, let deviation):
            (0..<count).map { _ in mean + deviation * Self.standardNormal(using: &generator) }
        case .uniform(let range): (0..<count).map { _ in Double.random(in: range, using: &generator) }
        case .empirical(let values): (0..<count).map { _ in values.randomElement(using: &generator) ?? 0 }
        }
    }

    /// The expected value.
    public var mean: Double {
        switch self {
        case .none: 0
        case .normal(let mean, _): mean
        case .uniform(let range): (range.lowerBound + range.upperBound) / 2
        case .empirical(let values): values.reduce(0, +) / Double(max(values.count, 1))
        }
    }

    /// Box and Muller 1958.
    private static func standardNormal(using generator: inout SeededGenerator) -> Double {
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }
}
