import OtherwiseCore

/// What the values of a column lie within.
struct ColumnExtent: Sendable, Hashable {
    /// From the least number to the greatest; `nil` where there is none.
    private(set) var numbers: ClosedRange<Double>?
    private(set) var categories: [String] = []
    private(set) var hasMissing = false

    /// - Parameter column: `nil` for one that is wholly missing.
    init(_ column: Column?) {
        switch column?.storage {
        case .numbers(let all):
            hasMissing = all.contains(where: \.isNaN)
            guard let first = all.first(where: { !$0.isNaN }) else { return }
            // Comparisons with NaN are false, so that it is passed over.
            let (least, most) = all.reduce((first, first)) { ($1 < $0.0 ? $1 : $0.0, $1 > $0.1 ? $1 : $0.1) }
            numbers = least...most
        case .categories(let codes, let levels): (categories, hasMissing) = (levels, codes.contains { $0 < 0 })
        case nil: hasMissing = true
        }
    }
}

extension FeatureReach {
    /// Whether the feature may become every value of a column, numbers brought to its grid; never said wrongly, but not
    /// always seen.
    func takesAll(of column: ColumnExtent) -> Bool {
        column.numbers.map(takesAll) ?? true && column.categories.allSatisfy { contains(.category($0)) }
            && (!column.hasMissing || contains(.missing))
    }

    private func takesAll(_ own: ClosedRange<Double>) -> Bool {
        guard let numbers, onGrid(numbers.lowerBound) != nil else { return false }
        return numbers.lowerBound <= own.lowerBound && own.upperBound <= numbers.upperBound
    }

    /// Whether the feature may become a value, a number brought to its grid.
    func takes(_ value: Value) -> Bool { contains(gridded(value)) }
}
