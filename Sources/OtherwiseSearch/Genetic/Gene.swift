import OtherwiseCore
package import OtherwiseNumerics

/// The values of the genes of a candidate, in their order.
package typealias Genome = [Double]

/// A variable that a genetic search sets. Every value is coded as a number; NaN stands for a missing one.
package enum Gene: Sendable, Hashable {
    /// A number in a range.
    case real(ClosedRange<Double>)
    /// A multiple of `step`: that of a number in a range.
    case grid(step: Double, ClosedRange<Int>)
    /// One of these codes, between which there is no order; not empty.
    case choice([Double])
    /// What may not change.
    case fixed(Double)

    /// A value drawn evenly.
    package func sample(using generator: inout SeededGenerator) -> Double {
        switch self {
        case .real(let range): Double.random(in: range, using: &generator)
        case .grid(let step, let range): Grid(step: step).value(Double(Int.random(in: range, using: &generator)))
        case .choice(let codes): codes[Int.random(in: codes.indices, using: &generator)]
        case .fixed(let value): value
        }
    }

    /// Whether the search may give the gene this value.
    package func allows(_ value: Double) -> Bool {
        switch self {
        case .real, .grid: snapped(value) == value
        case .choice(let codes): codes.contains(value)
        case .fixed(let fixed): value == fixed || (value.isNaN && fixed.isNaN)
        }
    }

    /// Where numbers may lie before they are snapped: on a grid half a step farther, so that its ends are met as often
    /// as the rest.
    var reach: ClosedRange<Double>? {
        switch self {
        case .real(let range): range
        case .grid(let step, let range):
            step * (Double(range.lowerBound) - 0.5)...step * (Double(range.upperBound) + 0.5)
        case .choice, .fixed: nil
        }
    }

    /// The nearest number that is allowed; NaN remains.
    func snapped(_ value: Double) -> Double {
        switch self {
        // Nobody tells a negative zero from zero.
        case .real(let range): return min(max(value, range.lowerBound), range.upperBound) + 0
        case .grid(let step, let range):
            return Grid(step: step).value(
                min(max((value / step).rounded(), Double(range.lowerBound)), Double(range.upperBound)) + 0)
        case .choice, .fixed: return value
        }
    }
}

extension Double {
    /// Whether two values of a gene are different; both missing, they are the same.
    func differs(from other: Double) -> Bool { self != other && !(isNaN && other.isNaN) }
}
