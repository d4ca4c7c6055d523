public import OtherwiseCore
import OtherwiseNumerics

/// Two runs of audits with the same items, such as of two models: what differs between them, item by item.
public struct RunComparison: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.comparison/2"

    /// A run, for the comparison.
    public struct Side: Sendable {
        let plan: TrialPlan
        let outcomes: [Trial: TrialOutcome]
        let model: ModelIdentity
        /// Whether what was asked again counts as much as what was asked first.
        var countsRepetitions = false
        /// Answers that have another verdict today than the one that was kept.
        var rereadCount = 0

        /// - Parameters:
        ///   - plan: What was asked.
        ///   - outcomes: What was answered.
        ///   - model: Who answered.
        public init(_ plan: TrialPlan, _ outcomes: [Trial: TrialOutcome], model: ModelIdentity) {
            (self.plan, self.outcomes, self.model) = (plan, outcomes, model)
        }
    }

    /// One variant that both runs have.
    public struct Row: Sendable, Hashable, Codable {
        /// The variant's name.
        public let variant: String
        /// Items answered in both runs.
        public let items: Int
        /// The share of the option in focus in the second run less that in the first.
        public internal(set) var share: TestedDifference
        /// The same of margins, in nats; `nil` without scores in both.
        public internal(set) var margin: TestedDifference?
        /// The share of items that were answered otherwise.
        public let flips: AuditEstimate
    }

    /// One contrast that both runs have.
    public struct Effect: Sendable, Hashable, Codable {
        /// The counterfactual.
        public let variant: String
        /// The factual.
        public let reference: String
        /// The effect on the share in the second run less that in the first, from -2 to 2; `nil` where no item was
        /// answered under both variants in both runs.
        public internal(set) var share: TestedDifference?
        /// The same of margins, in nats.
        public internal(set) var margin: TestedDifference?
    }

    /// The form of this one.
    public let schema: String
    /// The first run's model, and the second's.
    public let models: [ModelIdentity]
    /// By variant.
    public private(set) var variants: [Row]
    /// By contrast: whether one of the two is swayed more.
    public private(set) var effects: [Effect]
    /// What must be known of the pairs: which items are left out, and what stands for an item that was asked repeatedly.
    public let notes: [String]

    /// - Throws: `AuditError.nothingPaired` where the runs share no item under a variant of the same name, or none that
    ///   asks the same in both.
    public init(_ first: Side, _ second: Side) throws(AuditError) {
        let pairing = RunPairing(first, second)
        schema = Self.version
        models = [first.model, second.model]
        notes = pairing.notes
        let names = Set(second.plan.audit.variants.map(\.name))
        variants = first.plan.audit.variants.map(\.name).filter(names.contains).compactMap(pairing.row)
        let contrasts = Set(second.plan.audit.contrasts)
        effects = first.plan.audit.contrasts.filter(contrasts.contains).map(pairing.effect)
        guard !variants.isEmpty else {
            throw pairing.nothingPaired
        }
        adjust(first.plan.audit.statistics.correction)
    }

    private mutating func adjust(_ correction: MultipleTesting) {
        for (place, pValue) in correction.adjusted(variants.map(\.share.pValue)).enumerated() {
            variants[place].share.adjustedPValue = pValue
        }
        for (place, pValue) in correction.adjusted(variants.map { $0.margin?.pValue ?? .nan }).enumerated() {
            variants[place].margin?.adjustedPValue = pValue
        }
        for (place, pValue) in correction.adjusted(effects.map { $0.share?.pValue ?? .nan }).enumerated() {
            effects[place].share?.adjustedPValue = pValue
        }
        for (place, pValue) in correction.adjusted(effects.map { $0.margin?.pValue ?? .nan }).enumerated() {
            effects[place].margin?.adjustedPValue = pValue
        }
    }
}
