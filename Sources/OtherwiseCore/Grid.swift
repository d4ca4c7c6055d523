/// The multiples of a step.
///
/// A step that is a decimal is kept as a fraction of whole numbers, so that its multiples are the decimals that people
/// write: 0.3 as 3/10 rather than as 3 × 0.1, which is 0.30000000000000004.
package struct Grid: Sendable, Hashable {
    package let step: Double
    private let numerator, denominator: Double

    /// - Parameter step: Above 0, and finite.
    package init(step: Double) {
        self.step = step
        let powers = sequence(first: 1.0) { $0 < 1e15 ? $0 * 10 : nil }
        denominator = powers.first { (step * $0).rounded() / $0 == step } ?? 1
        numerator = denominator == 1 ? step : (step * denominator).rounded()
    }

    /// The multiple with this number.
    package func value(_ number: Double) -> Double { number * numerator / denominator }

    /// The number of the multiple nearest to a value.
    package func number(nearest value: Double) -> Double { (value / step).rounded() }

    /// The number of the least multiple that is at least `bound`; infinite where the bound is.
    package func number(atLeast bound: Double) -> Double {
        let near = number(nearest: bound)
        return [near - 1, near].first { value($0) >= bound } ?? near + 1
    }

    /// The number of the greatest multiple that is at most `bound`; infinite where the bound is.
    package func number(atMost bound: Double) -> Double {
        let near = number(nearest: bound)
        return [near + 1, near].first { value($0) <= bound } ?? near - 1
    }

    /// Whether a number is a multiple up to its last places.
    package func holds(_ number: Double) -> Bool {
        abs(value(self.number(nearest: number)) - number) <= 1e-12 * max(abs(number), step)
    }

    /// Whether numbers as large as `magnitude` can tell one multiple from the next.
    package func resolves(_ magnitude: Double) -> Bool { magnitude / step < 0x1p53 }

    /// The multiples in a range; `nil` for more than `limit` of them.
    package func values(in range: ClosedRange<Double>, limit: Int) -> [Double]? {
        let (first, last) = (number(atLeast: range.lowerBound), number(atMost: range.upperBound))
        guard last - first < Double(limit), resolves(max(abs(range.lowerBound), abs(range.upperBound))) else {
            return nil
        }
        return stride(from: first, through: last, by: 1).map(value)
    }
}
