public import OtherwiseCore
public import OtherwiseSearch

/// The answer to "what would it take to …?" for one row, as it is written to JSON.
public struct Explanation: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.explanation/1"

    /// The form of this one.
    public let schema: String
    /// How the search ended.
    public let status: SearchStatus
    /// What was wanted, in words.
    public let goal: String
    /// The row as it is.
    public let factual: Factual
    /// The answers, cheapest first.
    public let counterfactuals: [Counterfactual]
    /// Why there are fewer than were asked for, in words; `nil` where there are as many, or where the status says it.
    @OrNull public private(set) var shortage: String?
    /// How different they are from one another; `nil` for fewer than two.
    @OrNull public private(set) var diversity: Diversity?
    /// For `infeasible`: what stands in the way.
    @OrNull public private(set) var obstacle: Obstacle?
    /// What the search did.
    public let effort: Effort
    /// What was assumed about the data and the question, in words; `nil` for nothing.
    public let notes: [String]?
    /// Where it comes from.
    public let provenance: Provenance

    /// The row as it is.
    public struct Factual: Sendable, Hashable, Codable {
        /// The row's number in its file, counted from 0.
        public let row: Int
        /// The values by the names of the features.
        public let values: [String: Value]
        /// What the model decides.
        public let outcome: Value
        /// The score of the wanted class, or the number of a regression; `null` where the model gives none.
        @OrNull public private(set) var score: Double?
    }

    /// The row as it would have to be.
    public struct Counterfactual: Sendable, Hashable, Codable {
        /// The values by the names of the features.
        public let values: [String: Value]
        /// The features that change, in the order of the schema.
        public let changes: [Change]
        /// What follows from the changes along the causal graph; `nil` where none was given.
        public let consequences: [Change]?
        /// What the model decides then.
        public let outcome: Value
        /// The score of the wanted class then, or the number of a regression; `null` where the model gives none.
        @OrNull public private(set) var score: Double?
        /// What the changes cost.
        public let cost: CostBreakdown
        /// What is proved of it.
        public let certificate: Certificate
        /// For each change the values that do as well, the other changes made as given; proved for all of them at once.
        public let region: [Span]
        /// How like the reference data the row would be; `nil` where it was not measured.
        @OrNull public private(set) var plausibility: Plausibility?
        /// How well it bears a new training of the model; `nil` where it was not asked for.
        @OrNull public private(set) var robustness: Robustness?
        /// How stable it is, asked for or not; `nil` where it was not measured.
        public private(set) var stability: Stability?
    }

    /// A feature that changes.
    public struct Change: Sendable, Hashable, Codable {
        /// Its name.
        public let feature: String
        /// What it is.
        public let from: Value
        /// What it becomes.
        public let to: Value
    }

    /// What the search did, in units that do not depend on the machine.
    public struct Effort: Sendable, Hashable, Codable {
        /// The number of boxes of values that were opened and bounded.
        public let boxes: Int
        /// The number of rows that the model was asked to score, beside the answers themselves and what is measured of
        /// them.
        public let modelRows: Int
        /// How many of them the model had no score for; `nil` for none.
        public var unscored: Int?
    }

    /// Why nothing within the limits reaches the goal.
    public struct Obstacle: Sendable, Hashable, Codable {
        /// The reason, in words.
        public let reason: String
        /// The nearest change that would reach the goal but breaks limits; empty when no values at all reach it.
        public let nearest: [Change]
        /// The limits that it breaks, in words.
        public let broken: [String]
    }
}

/// The values of one feature in a proved region.
public struct Span: Sendable, Hashable, Codable {
    /// The name of the feature.
    public let feature: String
    /// The least number; `nil` for no bound beside that of the feature.
    @OrNull public private(set) var atLeast: Double?
    /// The largest number; `nil` for no bound beside that of the feature.
    @OrNull public private(set) var atMost: Double?
    /// The categories; `nil` for numbers.
    @OrNull public private(set) var oneOf: [String]?
}

extension Span {
    /// A bound that the feature's own range already sets is left out.
    ///
    /// - Parameter own: The answer's value. Bounds are moved inwards to short decimals, by no more than a thousandth of
    ///   the width and not beyond it; `nil` to leave them as they are.
    init(_ extent: Extent, of feature: Feature, around own: Value? = nil) {
        switch extent {
        case .categories(let categories):
            self.init(feature: feature.name, atLeast: nil, atMost: nil, oneOf: categories)
        case .numbers(let range):
            var limits = -Double.infinity...Double.infinity
            if case .numeric(let own, _) = feature.domain { limits = own }
            let readable = own?.number.map(range.readable) ?? range
            self.init(
                feature: feature.name, atLeast: range.lowerBound <= limits.lowerBound ? nil : readable.lowerBound,
                atMost: range.upperBound >= limits.upperBound ? nil : readable.upperBound, oneOf: nil)
        }
    }
}

extension ClosedRange<Double> {
    /// Ends a little further in that are shorter to write.
    fileprivate func readable(around own: Double) -> ClosedRange<Double> {
        guard contains(own), lowerBound.isFinite, upperBound.isFinite else { return self }
        let room = 1e-3 * (upperBound - lowerBound)
        let low = Decimals.shortest(from: lowerBound, to: Swift.min(lowerBound + room, own)) ?? lowerBound
        let high = Decimals.shortest(from: Swift.max(upperBound - room, own), to: upperBound) ?? upperBound
        return low...Swift.max(low, high)
    }
}
