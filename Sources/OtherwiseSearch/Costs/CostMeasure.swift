public import OtherwiseCore
import OtherwiseNumerics

/// A cost with the scale of every feature settled: measures what a change costs.
public struct CostMeasure: Sendable, Hashable {
    /// The cost that is measured.
    public let cost: Cost
    /// The features whose changes cost.
    public let schema: Schema
    /// What one unit of a feature's value adds to the cost: weight over scale, `[features]`.
    public let units: [Double]
    /// The price of a changed feature that comes before every distance; 0 unless the cost is lexicographic.
    package var priority: Double

    /// - Parameter statistics: Ranges and deviations of the reference data, by feature; a feature that
    ///   has none there, or one value alone, is scaled by its declared range.
    public init(_ cost: Cost, schema: Schema, statistics: [String: FeatureStatistics] = [:]) {
        self.cost = cost
        self.schema = schema
        units = schema.features.map { $0.weight / Self.scale(of: $0, cost.scale, statistics[$0.name]) }
        priority = 0
        guard cost.report == .lexicographic else { return }
        priority =
            1 + schema.features.enumerated().reduce(0) { sum, pair in
                sum
                    + max(
                        pair.element.weight, pair.element.weight * pair.element.missingCost,
                        units[pair.offset] * Self.reach(of: pair.element, statistics[pair.element.name]))
            } * cost.l1
    }

    private static func scale(of feature: Feature, _ scale: Cost.Scale, _ statistics: FeatureStatistics?) -> Double {
        if let own = feature.scale { return own }
        guard case .numeric(let range, _) = feature.domain, scale != .none else { return 1 }
        let declared = range.upperBound - range.lowerBound
        let width = statistics.map { $0.maximum - $0.minimum } ?? declared
        let chosen = scale == .mad ? statistics?.medianAbsoluteDeviation ?? 0 : width
        return [chosen, width, declared].first { $0.isFinite && $0 >= .leastScale } ?? 1
    }

    /// The furthest that a number is thought to move.
    private static func reach(of feature: Feature, _ statistics: FeatureStatistics?) -> Double {
        guard case .numeric(let range, _) = feature.domain else { return 0 }
        let low = min(range.lowerBound, statistics?.minimum ?? range.lowerBound)
        let high = max(range.upperBound, statistics?.maximum ?? range.upperBound)
        return (high - low).isFinite ? high - low : 1e6
    }

    /// `weight × |new − old| / scale` for numbers, the weight for categories, `weight × missingCost` for a missing value.
    public func change(of position: Int, from old: Value, to new: Value) -> Double {
        guard old != new else { return 0 }
        let feature = schema.features[position]
        switch (old, new) {
        case (.number(let old), .number(let new)): return units[position] * abs(new - old)
        case (.missing, _), (_, .missing): return feature.weight * feature.missingCost
        default: return feature.weight
        }
    }

    /// What a change of one feature adds to the sum that is minimised; 0 only for no change.
    package func price(of position: Int, from old: Value, to new: Value) -> Double {
        guard old != new else { return 0 }
        let change = change(of: position, from: old, to: new)
        return cost.l0 + priority + cost.l1 * change + cost.squared * change * change
    }

    /// A lower bound as it is reported; `nil` for one that says nothing.
    package func known(_ lowerBound: Double) -> Double? {
        lowerBound > 0 && lowerBound < .infinity ? reported(lowerBound) : nil
    }

    /// The sum of prices in the unit of the report.
    package func reported(_ sum: Double) -> Double {
        switch cost.report {
        case .sum: sum
        case .root: max(sum, 0).squareRoot()
        case .mean: sum / Double(max(schema.features.count, 1))
        case .lexicographic: sum / priority
        }
    }

    /// The sum of prices that is reported as `cost`.
    package func unreported(_ cost: Double) -> Double {
        switch self.cost.report {
        case .sum: cost
        case .root: cost * cost
        case .mean: cost * Double(max(schema.features.count, 1))
        case .lexicographic: cost * priority
        }
    }

    /// The cost of a counterfactual in every form.
    public func breakdown(from factual: Row, to counterfactual: Row) -> CostBreakdown {
        var (sum, l0, l1, squares) = (0.0, 0, 0.0, 0.0)
        for position in schema.features.indices {
            let (old, new) = (factual.values[position], counterfactual.values[position])
            guard old != new else { continue }
            let change = change(of: position, from: old, to: new)
            sum += price(of: position, from: old, to: new)
            l0 += 1
            l1 += change
            squares += change * change
        }
        return CostBreakdown(total: reported(sum), l0: l0, l1: l1, l2: squares.squareRoot())
    }
}

/// What a change costs, in every form.
public struct CostBreakdown: Sendable, Hashable, Codable {
    /// In the unit of the cost that was asked for.
    public let total: Double
    /// The number of changed features.
    public let l0: Int
    /// The sum of `weight × |change| / scale`.
    public let l1: Double
    /// The root of the sum of their squares.
    public let l2: Double
}

/// What the reference data say about a number.
public struct FeatureStatistics: Sendable, Hashable, Codable {
    /// The least number, in the unit of the feature.
    public private(set) var minimum: Double
    /// The largest number.
    public private(set) var maximum: Double
    /// The median.
    public let median: Double
    /// The median of the distances from the median; 0 where most numbers are alike.
    public let medianAbsoluteDeviation: Double

    /// - Returns: `nil` for no finite numbers.
    public init?(_ numbers: [Double]) {
        let finite = numbers.filter(\.isFinite)
        guard let minimum = finite.min(), let maximum = finite.max(), let median = OrderStatistics.median(finite) else {
            return nil
        }
        self.minimum = minimum
        self.maximum = maximum
        self.median = median
        medianAbsoluteDeviation = OrderStatistics.medianAbsoluteDeviation(finite) ?? 0
    }

    /// Takes in a range that more numbers have than were looked at.
    package mutating func widen(to range: ClosedRange<Double>) {
        guard range.lowerBound.isFinite, range.upperBound.isFinite else { return }
        (minimum, maximum) = (min(minimum, range.lowerBound), max(maximum, range.upperBound))
    }
}
