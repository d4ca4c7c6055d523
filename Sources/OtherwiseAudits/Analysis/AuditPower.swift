import OtherwiseNumerics

/// Which effects an audit is likely to find, before it is run.
public struct AuditPower: Sendable, Hashable, Codable {
    /// What is assumed of the items.
    public struct Assumptions: Sendable, Hashable, Codable {
        /// The share of items whose verdict changes one way or the other, 0.01...1.
        public var changing: Double
        /// Of the changes of two items of a cluster, 0...1.
        public var correlation: Double
        /// The level of a two-sided test, before correction, 10⁻⁶...0.5.
        public var level: Double
        /// The probability to find an effect that is aimed at, 0.05...0.99.
        public var power: Double

        /// - Parameters:
        ///   - changing: The share of items whose verdict changes, 0.01...1.
        ///   - correlation: Of the changes of two items of a cluster, 0...1.
        ///   - level: Of a two-sided test, 10⁻⁶...0.5.
        ///   - power: Aimed at, 0.05...0.99.
        public init(changing: Double = 0.2, correlation: Double = 0.1, level: Double = 0.05, power: Double = 0.8) {
            self.changing = changing
            self.correlation = correlation
            self.level = level
            self.power = power
        }
    }

    /// One effect.
    public struct Row: Sendable, Hashable, Codable {
        /// The change of the share of items whose option in focus is chosen, 0.02...0.4.
        public let difference: Double
        /// The probability to find it with the items at hand.
        public let power: Double
        /// The items that it takes, in clusters of the same size; `nil` for more than can be had.
        public let items: Int?
    }

    /// What was assumed.
    public let assumptions: Assumptions
    /// As many independent items would tell as much.
    public let effectiveItems: Int
    /// By how much clusters inflate what is needed; 1 for items that are independent.
    public let designEffect: Double
    /// The contrasts among which the level is shared.
    public let contrasts: Int
    /// The test that the audit will run.
    public let test: TestedDifference.Test
    /// The independent witnesses: clusters, or items where each is a cluster of its own.
    public let clusters: Int
    /// The least p-value that so many can give.
    public let leastPValue: Double
    /// The fewest clusters of which an effect could be found at all.
    public let fewestClusters: Int
    /// The effects, from small to large.
    public let rows: [Row]

    /// The changes of the share that are asked about.
    private static let differences = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4]

    /// - Throws: `AuditError.badDesign` for an assumption out of its range.
    public init(_ plan: TrialPlan, _ assumptions: Assumptions = Assumptions()) throws(AuditError) {
        try assumptions.check()
        let clusters = Set(plan.items.map(\.cluster)).count
        let contrasts = max(plan.audit.contrasts.count, 1)
        // The first step of Holm's procedure, which a single effect has to pass.
        let level =
            plan.audit.statistics.correction == .uncorrected ? assumptions.level : assumptions.level / Double(contrasts)
        let power = ContrastPower(
            items: plan.items.count, clusters: clusters, changing: assumptions.changing,
            correlation: assumptions.correlation, level: level)
        let design = PairedPower.designEffect(
            itemsPerCluster: Double(plan.items.count) / Double(clusters), correlation: assumptions.correlation)
        self.assumptions = assumptions
        (designEffect, self.contrasts, self.clusters) = (design, contrasts, clusters)
        effectiveItems = Int((Double(plan.items.count) / design).rounded(.down))
        (test, leastPValue, fewestClusters) = (power.test, power.leastPValue, power.fewestClusters)
        rows = Self.differences.filter { $0 <= assumptions.changing + 1e-9 }.map { difference in
            Row(
                difference: difference, power: power.power(difference),
                items: power.items(for: assumptions.power, difference))
        }
    }

    /// Whether the test can find any effect, however large.
    public var canFind: Bool { clusters >= fewestClusters }
}

extension AuditPower.Assumptions {
    fileprivate func check() throws(AuditError) {
        let ranges = [
            ("share of items that change", changing, 0.01...1.0), ("correlation within clusters", correlation, 0...1),
            ("level", level, 1e-6...0.5), ("power aimed at", power, 0.05...0.99),
        ]
        for (name, value, range) in ranges where !range.contains(value) {
            throw AuditError(
                .badDesign, "the \(name) is \(value)", hint: "Give \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
