import Foundation

/// How alike a Gaussian process is at two places, by their distance: how rough its functions are.
enum Likeness: Sendable, Hashable, CaseIterable {
    /// `exp(−d² / 2)`: without kinks, and sure of it.
    case smooth
    /// `(1 + √3 d) exp(−√3 d)` (Matérn with 3/2): with kinks, and near to steps.
    case rough

    /// At such a distance a rough function's likeness is 0; without a bound it would be no number where the distance is none.
    private static let far = 1_000.0

    /// - Parameter square: Of the distance, in lengths.
    @inline(__always)
    func callAsFunction(_ square: Double) -> Double {
        switch self {
        case .smooth: return exponential(-square / 2)
        case .rough:
            let distance = Swift.min((3 * square).squareRoot(), Self.far)
            return (1 + distance) * exponential(-distance)
        }
    }

    /// Each distance, of either sign, by the likeness; it needs no root.
    func replaceDistances(_ distances: UnsafeMutableBufferPointer<Double>) {
        switch self {
        case .smooth:
            for place in distances.indices {
                distances[place] = exponential(-distances[place] * distances[place] / 2)
            }
        case .rough:
            for place in distances.indices {
                let distance = Swift.min(1.7320508075688772 * abs(distances[place]), Self.far)
                distances[place] = (1 + distance) * exponential(-distance)
            }
        }
    }

    /// Each square of a distance by the likeness.
    func replaceSquares(_ squares: UnsafeMutableBufferPointer<Double>) {
        switch self {
        case .smooth: for place in squares.indices { squares[place] = Likeness.smooth(squares[place]) }
        case .rough:
            // In two passes, since the root does not vectorise.
            for place in squares.indices { squares[place] = Swift.min((3 * squares[place]).squareRoot(), Self.far) }
            for place in squares.indices { squares[place] = (1 + squares[place]) * exponential(-squares[place]) }
        }
    }
}

/// `exp` of what is not above 0, to a few units in the last place, in steps that vectorise: a power of 2, and a polynomial
/// for the rest of at most `log(2) / 2`.
@inline(__always)
func exponential(_ exponent: Double) -> Double {
    // Below this the power would leave the normal numbers.
    let own = exponent < -708 ? -708 : exponent
    // Adding 1.5 × 2^52 rounds to a whole number, which then stands in the last bits.
    let shifted = own * 1.4426950408889634 + 6_755_399_441_055_744
    let whole = shifted - 6_755_399_441_055_744
    let rest = (own - whole * 0.6931471803691238) - whole * 1.9082149292705877e-10
    var sum = 1 / 479_001_600.0
    sum = sum * rest + 1 / 39_916_800.0
    sum = sum * rest + 1 / 3_628_800.0
    sum = sum * rest + 1 / 362_880.0
    sum = sum * rest + 1 / 40_320.0
    sum = sum * rest + 1 / 5_040.0
    sum = sum * rest + 1 / 720.0
    sum = sum * rest + 1 / 120.0
    sum = sum * rest + 1 / 24.0
    sum = sum * rest + 1 / 6.0
    sum = sum * rest + 0.5
    sum = sum * rest + 1
    sum = sum * rest + 1
    let power = Double(bitPattern: (shifted.bitPattern &+ 1_023) &<< 52)
    return exponent < -708 ? 0 : sum * power
}
