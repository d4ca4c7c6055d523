public import OtherwiseCore
import OtherwiseNumerics

/// Two runs of audits with the same items, such as of two models: what differs between them, item by item.
public struct RunComparison: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.comparison/1"

    /// A run, for the comparison.
    public struct Side: Sendable {
        let plan: TrialPlan
        let outcomes: [Trial: TrialOutcome]
        let model: ModelIdentity

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
        /// The effect on the share in the second run less that in the first; `nil` where no item's differs.
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

    /// - Throws: `AuditError.nothingPaired` where the runs share no item under a variant of the same name.
    public init(_ first: Side, _ second: Side) throws(AuditError) {
        let pairing = RunPairing(first, second)
        schema = Self.version
        models = [first.model, second.model]
        let names = Set(second.plan.audit.variants.map(\.name))
        variants = first.plan.audit.variants.map(\.name).filter(names.contains).compactMap(pairing.row)
        let contrasts = Set(second.plan.audit.contrasts)
        effects = first.plan.audit.contrasts.filter(contrasts.contains).map(pairing.effect)
        guard !variants.isEmpty else {
            throw AuditError(
                .nothingPaired, "the runs share no item that was answered under a variant of the same name in both",
                hint: "Compare runs of one audit, or of audits with the same items")
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

/// The items of two runs, side by side.
private struct RunPairing {
    private let plan: TrialPlan
    private let items: [AuditItem]
    private let first, second: ItemResponses

    init(_ first: RunComparison.Side, _ second: RunComparison.Side) {
        plan = first.plan
        let others = Dictionary(second.plan.items.map { ($0.id, $0) }) { one, _ in one }
        // Items of the same name that ask something else are no pair.
        items = first.plan.items.filter { others[$0.id]?.options == $0.options && others[$0.id]?.right == $0.right }
        self.first = ItemResponses(first.outcomes, of: first.plan)
        self.second = ItemResponses(second.outcomes, of: second.plan)
    }

    private func estimator(_ items: [AuditItem], _ names: String...) -> AuditEstimator {
        AuditEstimator(
            plan.audit.statistics, clusters: items.map(\.cluster),
            generator: plan.generator("comparison", names.joined(separator: "\u{1F}")))
    }

    func row(_ variant: String) -> RunComparison.Row? {
        let pairs = items.compactMap { item in
            first[item.id, variant].flatMap { one in second[item.id, variant].map { (item: item, one: one, other: $0) }
            }
        }
        var estimator = estimator(pairs.map(\.item), variant)
        let verdicts = pairs.map { ($0.one.verdict == $0.item.focus, $0.other.verdict == $0.item.focus) }
        guard let share = estimator.difference(verdicts),
            let flips = estimator.share(pairs.map { $0.one.flips(to: $0.other) })
        else { return nil }
        let margins = pairs.compactMap { pair in pair.one.margin.flatMap { one in pair.other.margin.map { $0 - one } } }
        return RunComparison.Row(
            variant: variant, items: pairs.count, share: share,
            margin: margins.count == pairs.count ? estimator.difference(margins) : nil, flips: flips)
    }

    func effect(_ contrast: AuditContrast) -> RunComparison.Effect {
        let found = items.compactMap { item -> (AuditItem, one: ItemChange, other: ItemChange)? in
            guard let one = ItemChange(first, item, contrast), let other = ItemChange(second, item, contrast) else {
                return nil
            }
            return (item, one, other)
        }
        var estimator = estimator(found.map(\.0), contrast.variant, contrast.reference)
        let margins = found.compactMap { pair in pair.one.margin.flatMap { one in pair.other.margin.map { $0 - one } } }
        return RunComparison.Effect(
            variant: contrast.variant, reference: contrast.reference,
            share: estimator.difference(found.map { $0.other.share - $0.one.share }),
            margin: margins.count == found.count ? estimator.difference(margins) : nil)
    }
}

/// What a variant did to one item in one run.
private struct ItemChange {
    let share: Double
    let margin: Double?

    init?(_ responses: ItemResponses, _ item: AuditItem, _ contrast: AuditContrast) {
        guard let reference = responses[item.id, contrast.reference], let variant = responses[item.id, contrast.variant]
        else { return nil }
        share = (variant.verdict == item.focus ? 1 : 0) - (reference.verdict == item.focus ? 1 : 0)
        margin = variant.margin.flatMap { new in reference.margin.map { new - $0 } }
    }
}
