import Foundation

/// How alike a Gaussian process is at two places, by their distance: how rough its functions are.
enum Likeness: Sendable, Hashable, CaseIterable {
    /// `exp(−d² / 2)`: without kinks, and sure of it.
    case smooth
    /// `(1 + √3 d) exp(−√3 d)` (Matérn with 3/2): with kinks, and near to steps.
    case rough

    /// - Parameter square: Of the distance, in lengths.
    @inline(__always)
    func callAsFunction(_ square: Double) -> Double {
        switch self {
        case .smooth: return exp(-square / 2)
        case .rough:
            let distance = (3 * square).squareRoot()
            return (1 + distance) * exp(-distance)
        }
    }

    /// Each square by the likeness.
    func replaceSquares(_ squares: UnsafeMutableBufferPointer<Double>) {
        for place in squares.indices { squares[place] = self(squares[place]) }
    }
}
