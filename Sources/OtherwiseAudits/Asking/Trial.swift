/// One question to the model: an item, put in one way, its options in one order, for the first time or again.
public struct Trial: Sendable, Hashable, Codable {
    /// The item's id.
    public let item: String
    /// The variant's name.
    public let variant: String
    /// Which order of the options, from 0.
    public let order: Int
    /// 0 for the first time; more where the same is asked again.
    public let repetition: Int

    /// - Parameters:
    ///   - item: The item's id.
    ///   - variant: The variant's name.
    ///   - order: Which order of the options, from 0.
    ///   - repetition: 0 for the first time.
    public init(item: String, variant: String, order: Int = 0, repetition: Int = 0) {
        self.item = item
        self.variant = variant
        self.order = order
        self.repetition = repetition
    }
}

/// What came of a trial.
public struct TrialOutcome: Sendable, Hashable, Codable {
    /// What the model was told.
    public var prompt: String
    /// The options' log-probabilities in nats, in the order in which the item has them; `nil` where none were asked for.
    public var scores: [Double]?
    /// What the model wrote; `nil` where it was asked for likelihoods.
    public var text: String?
    /// The option that the model chose, by its number in the item; `nil` for an answer that names none.
    public var chosen: Int?
    /// The place at which the chosen option was shown, from 0.
    public var place: Int?
    /// Why there is no answer; `nil` where there is one.
    public var failure: String?

    /// - Parameters:
    ///   - prompt: What the model was told.
    ///   - scores: Of the options, in nats.
    ///   - text: What the model wrote.
    ///   - chosen: The option that the model chose.
    ///   - place: The place at which it was shown.
    ///   - failure: Why there is no answer.
    public init(
        prompt: String, scores: [Double]? = nil, text: String? = nil, chosen: Int? = nil, place: Int? = nil,
        failure: String? = nil
    ) {
        self.prompt = prompt
        self.scores = scores
        self.text = text
        self.chosen = chosen
        self.place = place
        self.failure = failure
    }
}
