/// An estimated effect with all that it rests on.
public struct EffectReport: Sendable, Hashable, Codable {
    public static let version = "otherwise.effect/1"

    public var schema = Self.version
    public let question: String
    public let population: Population
    /// What is compared: the treatment's value, and the value instead.
    public let active: String
    public let baseline: String
    /// The rows that were used, and those left out because something is missing in them.
    public let rows: Int
    public let rowsLeftOut: Int
    /// Back door, front door or instrument.
    public let route: String
    /// What is adjusted for, intercepts, or is the instrument.
    public let variables: [String]
    public let estimand: String
    public let method: EstimationMethod
    public let estimate: Estimate
    /// The same by other methods, and without adjustment.
    public let others: [Other]
    public let overlap: Overlap?
    /// Of the instruments in the first stage.
    public let instrumentStrength: Double?
    /// What is known without an assumption about the effect's form, where an instrument is all there is.
    public let bounds: InstrumentBounds?
    public let refutations: [Refutation]
    public let sensitivity: Sensitivity?
    public let assumptions: [String]
    public let cautions: [String]
    /// What would make the answer wrong.
    public let pitfalls: [String]
    public let seed: UInt64

    public struct Other: Sendable, Hashable, Codable {
        public let method: EstimationMethod
        public let estimate: Estimate
    }
}
