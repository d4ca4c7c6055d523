import OtherwiseModels

/// How an answer is had from a model, and read.
public struct AnswerForm: Sendable, Hashable, Codable {
    /// How the answer is had.
    public enum Means: Sendable, Hashable, Codable {
        /// The option that is the likeliest continuation of the prompt, by its tokens' sum or their mean.
        case likelihood(Length)
        /// What the model writes.
        case generation(Writing)
    }

    /// How the lengths of options are dealt with.
    public enum Length: String, Sendable, Hashable, Codable, CaseIterable {
        /// The log-probability of the whole: longer options are less likely.
        case sum
        /// The mean over the tokens, in nats per token.
        case mean
    }

    /// How text is written.
    public struct Writing: Sendable, Hashable, Codable {
        /// At least 1.
        public var maximumTokens: Int
        /// 0 for the most likely token each time.
        public var temperature: Double
        /// Texts at which writing ends.
        public var stops: [String]

        /// - Parameters:
        ///   - maximumTokens: At least 1.
        ///   - temperature: 0 for the most likely token each time.
        ///   - stops: Texts at which writing ends.
        public init(maximumTokens: Int = 64, temperature: Double = 0, stops: [String] = []) {
            self.maximumTokens = maximumTokens
            self.temperature = temperature
            self.stops = stops
        }
    }

    /// How options are called.
    public enum Labels: String, Sendable, Hashable, Codable, CaseIterable {
        /// A, B, C in the order in which they are shown; the letter is the answer.
        case letters
        /// Not at all; the option's text is the answer.
        case none
    }

    /// The orders in which the options of an item are shown. The effect of a variant can be told from that of a place
    /// only if options change places.
    public enum Orders: String, Sendable, Hashable, Codable, CaseIterable {
        /// As the item has them.
        case given
        /// One at random for each item, the same under all variants.
        case drawn
        /// As the item has them, and reversed.
        case both
        /// Every option once in every place.
        case rotations
    }

    /// How the answer is had.
    public var means: Means
    /// How options are called.
    public var labels: Labels
    /// The orders in which they are shown.
    public var orders: Orders
    /// What stands between the prompt and the answer whose likelihood is asked.
    public var lead: String

    /// - Parameters:
    ///   - means: How the answer is had.
    ///   - labels: How options are called.
    ///   - orders: The orders in which they are shown.
    ///   - lead: What stands between the prompt and the answer whose likelihood is asked.
    public init(
        means: Means = .likelihood(.mean), labels: Labels = .none, orders: Orders = .given, lead: String = " "
    ) {
        self.means = means
        self.labels = labels
        self.orders = orders
        self.lead = lead
    }

    /// Whether the model is asked for likelihoods.
    public var asksLikelihoods: Bool {
        if case .likelihood = means { true } else { false }
    }
}
