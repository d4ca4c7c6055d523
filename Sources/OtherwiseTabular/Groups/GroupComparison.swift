public import OtherwiseCore

/// What it would take for the members of groups: one action for most of a group, and what their own cheapest changes cost.
public struct GroupComparison: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.groups/1"

    /// The form of this one.
    public let schema: String
    /// What was wanted, in words.
    public let goal: String
    /// The column that tells the groups apart.
    public let column: String
    /// The group that was asked for, then those that it is compared with.
    public let groups: [GroupOutcome]
    /// Each further group against the first.
    public let contrasts: [GroupContrast]
    /// What was assumed about the data and the question, in words; `nil` for nothing.
    public let notes: [String]?
    /// Where it comes from.
    public let provenance: Provenance
}

/// One group: how many are where they want to be, and what it would take for the others.
public struct GroupOutcome: Sendable, Hashable, Codable {
    /// The group, as it was selected.
    public let name: String
    /// How many rows of the data belong to it.
    public let rows: Int
    /// How many of them were drawn.
    public let drawn: Int
    /// How many of those drawn are of the wanted outcome already; the others that the model decides about were asked about.
    public let reached: Int
    /// How many of those drawn the model decides nothing about; `nil` for none.
    public let undecided: Int?
    /// How many have a way, provably none, and neither.
    public let found, infeasible, open: Int
    /// Over those that have a way; `nil` where nobody has.
    public let cost: CostDistribution?
    /// `nil` where nobody has a way.
    public let action: SharedAction?

    /// The number of drawn rows that the model decides about, and that are not of the wanted outcome already.
    public var asked: Int { drawn - reached - (undecided ?? 0) }
}

/// A number measured on a sample, and where it would lie among samples like it.
public struct BootstrapEstimate: Sendable, Hashable, Codable {
    /// The estimate itself, in the unit of what is estimated.
    public let value: Double
    /// The ends of the 95 % interval, by the bootstrap where nothing else is said; `nil` of a single row.
    @OrNull public private(set) var low: Double?
    /// The upper end.
    @OrNull public private(set) var high: Double?

    init(_ value: Double, _ interval: ClosedRange<Double>?) {
        self.value = value
        (low, high) = (interval?.lowerBound, interval?.upperBound)
    }
}

/// What the cheapest changes of some rows cost.
public struct CostDistribution: Sendable, Hashable, Codable {
    /// The mean cost.
    public let mean: BootstrapEstimate
    /// The median cost.
    public let median: BootstrapEstimate
    /// Ascending.
    public let costs: [Double]

    /// The cost that a share of the rows does not exceed, 0...1.
    public func quantile(_ share: Double) -> Double {
        let place = share * Double(costs.count - 1)
        let (low, high) = (costs[Int(place.rounded(.down))], costs[Int(place.rounded(.up))])
        return low + (high - low) * (place - place.rounded(.down))
    }
}

/// The same for everyone: numbers raised to at least, or lowered to at most, a value; categories that are taken.
public struct SharedAction: Sendable, Hashable, Codable {
    /// What the action does, one entry per feature.
    public let moves: [Span]
    /// For how many of those asked about it works, within their limits.
    public let works: Int
    /// The share of those asked about; the interval is Wilson's of 95 % around the share of rows left out of resamples
    /// in which the action was chosen anew, so that it does not flatter the choice.
    public let share: BootstrapEstimate
    /// What it costs on average, where it works.
    public let meanCost: Double
    /// For which share of those asked about in the other groups the same action works, by their names.
    public let elsewhere: [String: Double]
}

/// A group against the first.
public struct GroupContrast: Sendable, Hashable, Codable {
    /// The group that is compared.
    public let group: String
    /// The group that it is compared with.
    public let against: String
    /// How much more the cheapest change costs in the first group: median, and mean.
    public let medianGap, meanGap: BootstrapEstimate?
    /// How much greater in the first group the share of those without a way is; the interval is Newcombe's.
    public let withoutWayGap: BootstrapEstimate?
}
