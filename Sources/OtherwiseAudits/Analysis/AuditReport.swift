public import OtherwiseCore

/// What an audit found.
public struct AuditReport: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.audit/1"

    /// The form of this one.
    public let schema: String
    /// The audit's name.
    public let audit: String
    /// How many items, and of how many clusters.
    public let items, clusters: Int
    /// How each variant was answered.
    public let variants: [VariantSummary]
    /// What differs without any variant.
    public let noise: [NoiseFloor]
    /// What difference variants made.
    public internal(set) var contrasts: [ContrastSummary]
    /// What speaks for the scores being real; `nil` where none were asked for, or were not checked.
    public var scoreCheck: ScoreCheck?
    /// What must be known before the rest is believed.
    public let warnings: [String]
    /// Where it comes from.
    public let provenance: Provenance
}

/// How one variant was answered.
public struct VariantSummary: Sendable, Hashable, Codable {
    /// The variant's name.
    public let name: String
    /// Items that were answered in all orders.
    public let answered: Int
    /// Answered items without a verdict: no answer that can be read, not the same one in all orders, or options of equal
    /// score.
    public let undecided: Int
    /// The share of answered items whose option in focus was chosen: the right one, or the first.
    public let share: AuditEstimate?
    /// The score of the option in focus less that of the best other, in nats.
    public let margin: AuditEstimate?
    /// How often an option was chosen at each place where it was shown, `[places]`; the shares add up to 1.
    public let places: [Double]
    /// The share of items whose choice changed with the order of the options; `nil` for one order.
    public let orderFlips: AuditEstimate?
}

/// What differs when a reference is asked again.
public struct NoiseFloor: Sendable, Hashable, Codable {
    /// The variant that was asked again.
    public let variant: String
    /// The share of items that were answered otherwise.
    public let flips: AuditEstimate
    /// The mean absolute change of the margin, in nats.
    public let marginChange: Double?
    /// The same with its interval; `nil` where there is none: margins that all changed alike, as by nothing, fewer than two
    /// clusters, or pairs without a margin.
    public let marginEstimate: AuditEstimate?

    /// How far margins move by themselves, in the words that a table has for estimates and for numbers without one.
    package func marginText(_ estimate: (AuditEstimate) -> String, _ number: (Double) -> String) -> String {
        marginEstimate.map(estimate) ?? marginChange.map(number) ?? "–"
    }
}

/// What difference one variant made.
public struct ContrastSummary: Sendable, Hashable, Codable {
    /// The counterfactual.
    public let variant: String
    /// The factual.
    public let reference: String
    /// Items answered under both.
    public let items: Int
    /// The change of the share of items whose option in focus was chosen.
    public internal(set) var share: TestedDifference
    /// The change of the margin, in nats; `nil` without scores, or where no item's changed.
    public internal(set) var margin: TestedDifference?
    /// The share of items that were answered otherwise.
    public let flips: AuditEstimate
    /// The same less that of asking the reference again; `nil` without a noise floor.
    public let excessFlips: TestedDifference?
    /// Items that went from the option in focus to another, the other way, and between others.
    public let lost, gained, moved: Int
}
