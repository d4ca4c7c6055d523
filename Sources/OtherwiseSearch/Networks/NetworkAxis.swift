package import OtherwiseCore

/// What one feature of a row may become: pieces, within each of which price and effect follow one formula.
package struct NetworkAxis: Sendable, Hashable {
    package var pieces: [Piece]
    /// The piece that changes nothing; its cost is 0.
    package var factual: Int
    /// The numbers are those of a grid; `nil` for all.
    package var grid: Grid?

    package enum Piece: Sendable, Hashable {
        case value(Value, cost: Double)
        /// The numbers between two, both included, on one side of the origin of their price.
        case numbers(ClosedRange<Double>, NumberPrice)
    }

    package init(pieces: [Piece], factual: Int, step: Double? = nil) {
        self.pieces = pieces
        self.factual = factual
        grid = step.map(Grid.init)
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

    /// The distance of neighbours on the grid; `nil` without one.
    package var step: Double? { grid?.step }

    /// The nearest number of the grid at or below a computed number, or at or above it: one that is a number of the
    /// grid up to its last digits is that number.
    func onGrid(_ number: Double, _ rule: FloatingPointRoundingRule) -> Double {
        guard let grid else { return number }
        let quotient = number / grid.step
        let nearest = grid.number(nearest: number)
        return grid.value(abs(quotient - nearest) <= 1e-9 * max(1, abs(quotient)) ? nearest : quotient.rounded(rule))
    }

    /// The first and the last number of the grid between two, to the last bit; `nil` for none.
    func numbers(from low: Double, to high: Double) -> ClosedRange<Double>? {
        let first = grid.map { $0.value($0.number(atLeast: low)) } ?? low
        let last = grid.map { $0.value($0.number(atMost: high)) } ?? high
        return first <= last ? first...last : nil
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
