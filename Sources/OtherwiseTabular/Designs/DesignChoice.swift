public import OtherwiseCore
public import OtherwiseSearch

/// Designs that meet targets, chosen from a search, beside the design that was asked about and the front of all found.
public struct DesignChoice: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.design/1"

    /// The form of this one.
    public let schema: String
    /// As they were written.
    public let targets: [String]
    /// The names of what is minimised, in the order of every design's objectives.
    public let objectives: [String]
    /// The design as it is.
    public let query: Design
    /// The designs that were chosen, best first.
    public let designs: [Design]
    /// How different they are from one another; `nil` for fewer than two.
    @OrNull public private(set) var diversity: Diversity?
    /// Of all designs found that keep every limit those that no other beats or equals in every objective and beats in one.
    public let front: [Design]
    /// How many designs that keep every limit were found.
    public let found: Int
    /// What the asker should know, in words.
    public let messages: [String]
    /// How far the search came.
    public let progress: GeneticProgress
    /// Where it comes from.
    public let provenance: Provenance

    /// One design.
    public struct Design: Sendable, Hashable, Codable {
        /// The values by the names of the features.
        public let values: [String: Value]
        /// What differs from the design that it began with.
        public let changes: [Explanation.Change]
        /// What the models say, by output.
        public let outputs: [String: Value]
        /// `[objectives]`, all of them minimised; an output that is maximised with its sign turned.
        public let objectives: [Double]
    }
}

extension DesignSearch {
    /// Chooses designs from what was found; nothing is evaluated but the query.
    ///
    /// - Parameters:
    ///   - targets: As they were written.
    ///   - provenance: Of the models and the data; the method and the settings of the search are added.
    /// - Throws: `DesignError` before the first generation, or for a bad count or weight; what the evaluator throws.
    public func choose(
        _ count: Int, _ preferences: DesignPreferences, targets: [String], provenance: Provenance
    ) async throws -> DesignChoice {
        try await stored(preferences, targets: targets, provenance: provenance)
            .choice(count, preferences, problem.query.schema)
    }
}
