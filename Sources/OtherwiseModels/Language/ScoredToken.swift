/// A token as a piece of text, with how likely a model took it to be where it stands.
public struct ScoredToken: Sendable, Hashable, Codable {
    /// The token's text.
    public let text: String
    /// The logarithm of its probability given all before it, in nats; `nil` for a first token, before which is nothing.
    public let logProbability: Double?
    /// The most likely tokens at its place, the likeliest first; empty where they were not asked for.
    public let alternatives: [Alternative]

    /// What might have stood there.
    public struct Alternative: Sendable, Hashable, Codable {
        /// The token's text.
        public let text: String
        /// The logarithm of its probability, in nats.
        public let logProbability: Double

        /// - Parameters:
        ///   - text: The token's text.
        ///   - logProbability: The logarithm of its probability, in nats.
        public init(_ text: String, _ logProbability: Double) {
            self.text = text
            self.logProbability = logProbability
        }
    }

    /// - Parameters:
    ///   - text: The token's text.
    ///   - logProbability: In nats; `nil` for a first token.
    ///   - alternatives: The likeliest first.
    public init(_ text: String, _ logProbability: Double?, alternatives: [Alternative] = []) {
        self.text = text
        self.logProbability = logProbability
        self.alternatives = alternatives
    }
}
