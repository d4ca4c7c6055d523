/// A condition on a point that is a sum over its axes: `Σ gain(piece) + slope(axis) · number ≥ floor`.
struct SeparableRow {
    /// By piece, over all axes; for pieces of numbers what is gained at 0.
    var gains: [Double]
    /// By axis; counts for pieces of numbers only.
    var slopes: [Double]
    var floor: Double
    /// How far below `floor` a point may stay that the model itself, with its rounding, might still accept.
    var give = 0.0
}

extension SeparableRow {
    /// What a point adds up to.
    func sum(at point: NetworkPoint, _ layout: PieceLayout) -> Double {
        var sum = 0.0
        for axis in point.pieces.indices {
            let piece = layout.starts[axis] + point.pieces[axis]
            sum += gains[piece]
            if layout.isRange[piece] { sum += slopes[axis] * point.numbers[axis] }
        }
        return sum
    }
}

/// A piece on every axis, and a number in each piece of numbers.
package struct NetworkPoint: Sendable, Hashable {
    package var pieces: [Int]
    /// By axis; 0 for a piece of one value.
    package var numbers: [Double]

    package init(pieces: [Int], numbers: [Double]) {
        self.pieces = pieces
        self.numbers = numbers
    }
}

/// How the pieces of all axes are numbered in one list.
struct PieceLayout: Sendable {
    /// The first piece of each axis, and the number of all pieces at the end.
    let starts: [Int]
    /// Whether a piece is one of numbers.
    let isRange: [Bool]

    init(_ axes: [NetworkAxis]) {
        var starts = [0]
        for axis in axes { starts.append(starts[starts.count - 1] + axis.pieces.count) }
        self.starts = starts
        isRange = axes.flatMap { axis in
            axis.pieces.map { piece in if case .numbers = piece { true } else { false } }
        }
    }

    var axisCount: Int { starts.count - 1 }
    var pieceCount: Int { isRange.count }
    func pieces(of axis: Int) -> Range<Int> { starts[axis]..<starts[axis + 1] }
}
