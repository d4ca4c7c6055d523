/// What a change costs: a sum over the changed features of terms in `change = weight × |new − old| / scale`.
///
/// For a category the change is its weight; for becoming or ceasing to be missing, `weight × missingCost`.
public struct Cost: Sendable, Hashable, Codable {
    /// Price per changed feature.
    public var l0: Double
    /// Price per unit of change.
    public var l1: Double
    /// Price per squared unit of change.
    public var squared: Double
    /// How the sum is reported.
    public var report: Report
    /// What counts as one unit of change.
    public var scale: Scale

    /// How the sum over the features is reported.
    public enum Report: String, Sendable, Hashable, Codable {
        case sum
        /// The square root of the sum: the Euclidean distance.
        case root
        /// The sum over the number of features: Gower's distance (1971), where scales are ranges and weights 1.
        case mean
        /// Fewest features first, then the least distance.
        case lexicographic
    }

    /// What counts as one unit of change of a number.
    public enum Scale: String, Sendable, Hashable, Codable, CaseIterable {
        /// The feature's range in the reference data.
        case range
        /// The median absolute deviation in the reference data; the range where that is 0.
        case mad
        /// The feature's own unit.
        case none
    }

    /// - Parameters:
    ///   - l0: Price per changed feature, at least 0, as all prices.
    ///   - l1: Price per unit of change.
    ///   - squared: Price per squared unit of change.
    ///   - report: How the sum is reported.
    ///   - scale: What counts as one unit of change.
    public init(l0: Double = 0, l1: Double = 0, squared: Double = 0, report: Report = .sum, scale: Scale = .range) {
        self.l0 = l0
        self.l1 = l1
        self.squared = squared
        self.report = report
        self.scale = scale
    }

    /// The number of changed features.
    public static func l0(scale: Scale = .range) -> Cost { Cost(l0: 1, scale: scale) }
    /// The weighted sum of changes.
    public static func l1(scale: Scale = .range) -> Cost { Cost(l1: 1, scale: scale) }
    /// The weighted Euclidean distance.
    public static func l2(scale: Scale = .range) -> Cost { Cost(squared: 1, report: .root, scale: scale) }
    /// Gower's distance.
    public static func gower() -> Cost { Cost(l1: 1, report: .mean) }
    /// The number of changed features, then the weighted sum of changes.
    public static func lexicographic(scale: Scale = .range) -> Cost {
        Cost(l1: 1, report: .lexicographic, scale: scale)
    }
}
