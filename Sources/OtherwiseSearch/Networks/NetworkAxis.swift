package import OtherwiseCore

/// What one feature of a row may become: pieces, within each of which price and effect follow one formula.
package struct NetworkAxis: Sendable, Hashable {
    package var pieces: [Piece]
    /// The piece that changes nothing; its cost is 0.
    package var factual: Int
    /// The numbers are multiples of this; `nil` for all.
    package var step: Double?

    package enum Piece: Sendable, Hashable {
        case value(Value, cost: Double)
        /// The numbers between two, both included, on one side of the origin of their price.
        case numbers(ClosedRange<Double>, NumberPrice)
    }

    package init(pieces: [Piece], factual: Int, step: Double? = nil) {
        self.pieces = pieces
        self.factual = factual
        self.step = step
    }

    /// The value of a piece, at `number` where it is one of numbers.
    package func value(_ piece: Int, _ number: Double) -> Value {
        if case .value(let value, _) = pieces[piece] { value } else { .number(number) }
    }

    package func cost(_ piece: Int, _ number: Double) -> Double {
        switch pieces[piece] {
        case .value(_, let cost): cost
        case .numbers(_, let price): price(number)
        }
    }

    /// The number of a piece of one number; 0 for a category or a missing value, for which it does not count.
    func ownNumber(of piece: Int) -> Double {
        switch pieces[piece] {
        case .value(let value, _): value.number ?? 0
        case .numbers(let range, _): range.lowerBound
        }
    }

    func isNumber(_ piece: Int) -> Bool {
        switch pieces[piece] {
        case .value(let value, _): value.number != nil
        case .numbers: true
        }
    }

    /// Whether a piece costs something by itself, however near its numbers are to the factual.
    func jumps(_ piece: Int) -> Bool {
        if case .numbers(_, let price) = pieces[piece] { price.jump > 0 } else { false }
    }

    /// The ends of all pieces of numbers; `nil` where there are none.
    var numberRange: ClosedRange<Double>? {
        let ranges = pieces.compactMap { piece in if case .numbers(let range, _) = piece { range } else { nil } }
        guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else { return nil }
        return low...high
    }

    /// The nearest multiple of the step at or below a number, and at or above it.
    func onGrid(_ number: Double, _ rule: FloatingPointRoundingRule) -> Double {
        guard let step else { return number }
        // A quotient that is a whole number up to its last digits is that number.
        let quotient = number / step
        let nearest = quotient.rounded()
        return (abs(quotient - nearest) <= 1e-9 * max(1, abs(quotient)) ? nearest : quotient.rounded(rule)) * step
    }
}

/// `jump + linear · |x − origin| + squared · (x − origin)²`: what changing to a number costs.
package struct NumberPrice: Sendable, Hashable {
    package var origin: Double
    package var jump: Double
    package var linear: Double
    package var squared: Double

    package init(origin: Double = 0, jump: Double = 0, linear: Double = 0, squared: Double = 0) {
        self.origin = origin
        self.jump = jump
        self.linear = linear
        self.squared = squared
    }

    package func callAsFunction(_ number: Double) -> Double {
        let distance = abs(number - origin)
        return jump + (linear + squared * distance) * distance
    }

    /// The ends of a range on one side of the origin, the cheaper first.
    func ends(of range: ClosedRange<Double>) -> (near: Double, far: Double) {
        range.lowerBound >= origin ? (range.lowerBound, range.upperBound) : (range.upperBound, range.lowerBound)
    }

    /// The furthest from the origin that costs no more than `budget`; `nil` when nothing does.
    func reach(within budget: Double) -> Double? {
        let room = budget - jump
        guard room >= 0 else { return nil }
        if squared > 0 { return 2 * room / (linear + (linear * linear + 4 * squared * room).squareRoot()) }
        return linear > 0 ? room / linear : .infinity
    }
}
