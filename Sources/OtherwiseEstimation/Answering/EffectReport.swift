public import OtherwiseCore

/// An estimated effect with all that it rests on.
public struct EffectReport: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.effect/1"

    /// The form of this one.
    public var schema = Self.version
    /// The question as it was understood.
    public let question: String
    /// Whose effect it is.
    public let population: Population
    /// What is compared: the treatment's value, and the value instead.
    public let active: String
    /// The value that it is compared with.
    public let baseline: String
    /// The rows that were used, and those left out because something is missing in them.
    public let rows: Int
    /// The rows that were left out because something is missing in them.
    public let rowsLeftOut: Int
    /// Back door, front door or instrument.
    public let route: String
    /// What is adjusted for, intercepts, or is the instrument.
    public let variables: [String]
    /// What has to be known for instruments to be ones.
    public let conditions: [String]
    /// What is computed, as an expression.
    public let estimand: String
    /// How it was estimated.
    public let method: EstimationMethod
    /// The effect with its uncertainty, in the unit of the outcome.
    public let estimate: Estimate
    /// The same by other methods, and without adjustment.
    public let others: [Other]
    /// Whether treated and untreated can be compared; `nil` where nothing is adjusted for.
    @OrNull public private(set) var overlap: Overlap?
    /// Of the instruments in the first stage.
    @OrNull public private(set) var instrumentStrength: Double?
    /// What is known without an assumption about the effect's form, where an instrument is all there is.
    @OrNull public private(set) var bounds: InstrumentBounds?
    /// Attempts to show the estimate wrong; empty where none were asked for.
    public let refutations: [Refutation]
    /// What a hidden cause would have to be like to explain the effect away.
    @OrNull public private(set) var sensitivity: Sensitivity?
    /// What must hold for the estimate to be right.
    public let assumptions: [String]
    /// What to look at before relying on it.
    public let cautions: [String]
    /// What would make the answer wrong.
    public let pitfalls: [String]
    /// The seed of whatever was drawn at random.
    public let seed: UInt64

    /// An estimate by another method.
    public struct Other: Sendable, Hashable, Codable {
        /// How it was estimated.
        public let method: EstimationMethod
        /// The effect with its uncertainty, in the unit of the outcome.
        public let estimate: Estimate
    }
}
