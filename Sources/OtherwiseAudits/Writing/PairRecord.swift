/// An item beside its counterfactual, as one line of JSON: the form in which Otherwise writes pairs of texts, whether they
/// are the variants of an audit or a prompt and the smallest edit of it.
public struct PairRecord: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.pair/1"

    /// One of the two.
    public struct Side: Sendable, Hashable, Codable {
        /// The variant's name.
        public let variant: String
        /// What the model was told.
        public let prompt: String
        /// The option that was chosen; `nil` for none.
        public let answer: String?
        /// What the model wrote; `nil` where it was asked for likelihoods.
        public let text: String?
        /// The options' scores in nats, in the order of `options`; `nil` for written answers.
        public let scores: [Double]?
        /// Whether the chosen option is the right one; `nil` where none is, or where an edit may have changed which is.
        public let isRight: Bool?
    }

    /// The form of this one.
    public let schema: String
    /// The item's id.
    public let item: String
    /// The item's cluster.
    public let cluster: String
    /// Which order of the options, from 0.
    public let order: Int
    /// The item's options.
    public let options: [String]
    /// The right one; `nil` where none is.
    public let right: String?
    /// As it was.
    public let factual: Side
    /// As it would have been.
    public let counterfactual: Side
    /// Whether another option was chosen.
    public let flips: Bool
}

extension TrialPlan {
    /// Every item beside its counterfactual, for every contrast and order; items that were not answered are left out.
    public func pairs(_ outcomes: [Trial: TrialOutcome]) -> [PairRecord] {
        items.flatMap { item in
            audit.contrasts.flatMap { contrast in
                orders(of: item).indices.compactMap { pair(item, contrast, order: $0, outcomes) }
            }
        }
    }

    private func pair(
        _ item: AuditItem, _ contrast: AuditContrast, order: Int, _ outcomes: [Trial: TrialOutcome]
    ) -> PairRecord? {
        func outcome(_ variant: String) -> TrialOutcome? {
            outcomes[Trial(item: item.id, variant: variant, order: order)].flatMap { $0.failure == nil ? $0 : nil }
        }
        guard let factual = outcome(contrast.reference), let counterfactual = outcome(contrast.variant) else {
            return nil
        }
        return PairRecord(
            of: item, order: order, factual: PairRecord.Side(factual, of: item, as: contrast.reference),
            counterfactual: PairRecord.Side(counterfactual, of: item, as: contrast.variant))
    }
}

extension PairRecord {
    /// - Parameters:
    ///   - item: What both are put of.
    ///   - order: Which order of the options, from 0.
    ///   - factual: As it was.
    ///   - counterfactual: As it would have been.
    public init(of item: AuditItem, order: Int = 0, factual: Side, counterfactual: Side) {
        self.init(
            schema: Self.version, item: item.id, cluster: item.cluster, order: order, options: item.options,
            right: item.rightOption, factual: factual, counterfactual: counterfactual,
            flips: factual.answer != counterfactual.answer)
    }
}

extension PairRecord.Side {
    /// - Parameters:
    ///   - outcome: What came of it.
    ///   - item: With the options and the right one.
    ///   - variant: What it was put as.
    public init(_ outcome: TrialOutcome, of item: AuditItem, as variant: String) {
        let answer = outcome.chosen.flatMap { item.options.indices.contains($0) ? item.options[$0] : nil }
        self.init(
            variant: variant, prompt: outcome.prompt, answer: answer, text: outcome.text, scores: outcome.scores,
            isRight: item.rightOption.map { $0 == answer })
    }
}

extension AuditItem {
    fileprivate var rightOption: String? { right.flatMap { options.indices.contains($0) ? options[$0] : nil } }
}
