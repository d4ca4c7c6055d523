import OtherwiseModels

/// Two lines that enclose an activation between two sums (Zhang et al. 2018, CROWN; Singh et al. 2019, DeepPoly).
struct UnitRelaxation {
    var lowerSlope = 0.0
    var lowerOffset = 0.0
    var upperSlope = 0.0
    var upperOffset = 0.0

    /// - Parameter tangent: Where the lower line of a rectifier, or either line of a curve, is to touch if it can.
    init(_ activation: Activation, from low: Double, to high: Double, tangent: Double) {
        switch activation {
        case .relu: self.init(rectifierFrom: low, to: high, tangent: tangent)
        case .tanh, .logistic: self.init(curve: activation, from: low, to: high, tangent: tangent)
        }
    }

    private init(rectifierFrom low: Double, to high: Double, tangent: Double) {
        if low >= 0 {
            (lowerSlope, upperSlope) = (1, 1)
        } else if high > 0 {
            lowerSlope = tangent > 0 ? 1 : 0
            upperSlope = high / (high - low)
            upperOffset = -upperSlope * low
        }
    }

    /// A curve that bends up below 0 and down above: the chord on the side where it lies outside, a tangent on the other.
    ///
    /// Where the interval holds the bend, the tangent that passes through the far end, found by bisection to the safe
    /// side.
    private init(curve: Activation, from low: Double, to high: Double, tangent: Double) {
        let chord = high - low < 1e-9 ? curve.slope(at: low) : (curve(high) - curve(low)) / (high - low)
        let touch = min(max(tangent, low), high)
        if low >= 0 {
            set(lower: chord, through: low, curve)
            set(upper: curve.slope(at: touch), through: touch, curve)
        } else if high <= 0 {
            set(upper: chord, through: high, curve)
            set(lower: curve.slope(at: touch), through: touch, curve)
        } else {
            let above = max(touch, Self.touching(curve, from: low, to: high))
            set(upper: curve.slope(at: above), through: above, curve)
            let below = min(touch, -Self.touching(Mirrored(curve), from: -high, to: -low))
            set(lower: curve.slope(at: below), through: below, curve)
            if chord <= curve.slope(at: high) { set(upper: chord, through: high, curve) }
            if chord <= curve.slope(at: low) { set(lower: chord, through: low, curve) }
        }
        // Chords of a float's width round; a little room costs nothing.
        upperOffset += 1e-12
        lowerOffset -= 1e-12
    }

    private mutating func set(upper slope: Double, through sum: Double, _ curve: Activation) {
        (upperSlope, upperOffset) = (slope, curve(sum) - slope * sum)
    }

    private mutating func set(lower slope: Double, through sum: Double, _ curve: Activation) {
        (lowerSlope, lowerOffset) = (slope, curve(sum) - slope * sum)
    }

    /// Where above 0 the tangent of a curve touches that lies above it at `low`, or `high` if none does before.
    private static func touching(_ curve: some Curve, from low: Double, to high: Double) -> Double {
        var (outside, inside) = (0.0, high)
        for _ in 0..<50 {
            let middle = (outside + inside) / 2
            let value = curve.value(at: middle) + curve.slope(at: middle) * (low - middle)
            if value >= curve.value(at: low) { inside = middle } else { outside = middle }
        }
        return inside
    }
}

/// A curve that rises, bending up below 0 and down above it.
private protocol Curve {
    func value(at sum: Double) -> Double
    func slope(at sum: Double) -> Double
}

extension Activation: Curve {
    fileprivate func value(at sum: Double) -> Double { self(sum) }
}

/// A curve turned about 0.
private struct Mirrored: Curve {
    private let curve: Activation
    init(_ curve: Activation) { self.curve = curve }
    func value(at sum: Double) -> Double { -curve(-sum) }
    func slope(at sum: Double) -> Double { curve.slope(at: -sum) }
}
