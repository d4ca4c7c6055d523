import OtherwiseCore
import OtherwiseNumerics

/// The values that a feature of one row may take within its own limits, the present one among them.
struct FeatureReach: Sendable {
    let factual: Value
    /// For a feature that may be another number; `nil` where it may not.
    let numbers: ClosedRange<Double>?
    /// The grid that numbers lie on, if there is one.
    private let grid: Grid?
    /// The categories, without the factual's.
    let categories: [String]
    let allowsMissing: Bool
    private let categorySet: Set<String>

    /// - Parameter statistics: Where a range is unbounded, those of the data bound what is tried.
    init(_ feature: Feature, factual: Value, statistics: FeatureStatistics?) {
        self.factual = factual
        var numbers: ClosedRange<Double>?
        var step: Double?
        var categories: [String] = []
        switch feature.domain {
        case .numeric(let range, let grid):
            numbers = Self.numbers(range, feature.mutability, factual.number, statistics)
            step = grid
        case .categorical(let all, _): categories = all.filter { feature.permits(.category($0), from: factual) }
        }
        self.numbers = feature.mutability == .immutable ? nil : numbers
        grid = step.map(Grid.init)
        self.categories = categories.filter { .category($0) != factual }
        allowsMissing = feature.permits(.missing, from: factual)
        categorySet = Set(self.categories)
    }

    private static func numbers(
        _ range: ClosedRange<Double>, _ mutability: Mutability, _ factual: Double?, _ statistics: FeatureStatistics?
    ) -> ClosedRange<Double>? {
        var low = range.lowerBound.isFinite ? range.lowerBound : statistics?.minimum ?? factual ?? 0
        var high = range.upperBound.isFinite ? range.upperBound : statistics?.maximum ?? factual ?? 0
        if mutability == .increaseOnly, let factual { low = max(low, factual) }
        if mutability == .decreaseOnly, let factual { high = min(high, factual) }
        return low <= high ? low...high : nil
    }

    var step: Double? { grid?.step }

    /// Whether nothing but the factual value is left.
    var isFixed: Bool {
        let isStuck = numbers.map { $0.lowerBound == $0.upperBound && .number($0.lowerBound) == factual } ?? true
        return isStuck && categories.isEmpty && !(allowsMissing && factual != .missing)
    }

    func contains(_ value: Value) -> Bool {
        if value == factual { return true }
        return switch value {
        case .number(let number):
            (numbers?.contains(number) ?? false) && grid.map { $0.holds(number) } ?? true
        case .category(let category): categorySet.contains(category)
        case .missing: allowsMissing
        }
    }

    /// The number on the grid within the range that is nearest to `number`; `nil` where there is none.
    func onGrid(_ number: Double) -> Double? {
        guard let numbers else { return nil }
        let inside = min(max(number, numbers.lowerBound), numbers.upperBound)
        guard let grid else { return inside }
        let nearest = grid.number(nearest: inside)
        let other = grid.value(nearest) > inside ? nearest - 1 : nearest + 1
        return [nearest, other].map(grid.value).first(where: numbers.contains)
    }

    /// A number within the range moved to its grid; other values as they are.
    func gridded(_ value: Value) -> Value {
        guard value != factual, let number = value.number, numbers?.contains(number) == true else { return value }
        return onGrid(number).map(Value.number) ?? value
    }

    /// Values to try in the place of `present`: every category; every number of a short grid; of others the ends of the
    /// range and steps of its half, quarter, … thirty-second to both sides.
    func moves(from present: Value) -> [Value] {
        var values = categories.map(Value.category)
        if let numbers {
            let width = numbers.upperBound - numbers.lowerBound
            let start = present.number ?? (numbers.lowerBound + width / 2)
            let steps = [1, 2, 4, 8, 16].map { width / (2 * $0) }
            let targets =
                step.flatMap {
                    width / $0 <= 16
                        ? Array(stride(from: numbers.lowerBound, through: numbers.upperBound, by: $0)) : nil
                }
                ?? steps.flatMap { [start - $0, start + $0] } + [numbers.lowerBound, start, numbers.upperBound]
            values += Set(targets.compactMap(onGrid)).sorted().map(Value.number)
        }
        if allowsMissing { values.append(.missing) }
        values.append(factual)
        return values.filter { $0 != present }
    }

    /// Any permitted value but the factual one, each kind alike; `nil` for a fixed feature.
    func random(using generator: inout SeededGenerator) -> Value? {
        guard !isFixed else { return nil }
        if let category = categories.randomElement(using: &generator) { return .category(category) }
        return numbers.flatMap { onGrid(.random(in: $0, using: &generator)) }.map(Value.number)
            ?? (allowsMissing ? .missing : nil)
    }
}

extension Query {
    /// What each feature of the row may become.
    var reaches: [FeatureReach] {
        zip(factual.schema.features, factual.values).map {
            FeatureReach($0, factual: $1, statistics: statistics[$0.name])
        }
    }
}
