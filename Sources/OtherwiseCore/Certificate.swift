/// What is proved about an answer.
public struct Certificate: Sendable, Hashable, Codable {
    /// How much is proved.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// No cheaper change reaches the goal.
        case optimal
        /// No change cheaper than `lowerBound` reaches the goal.
        case gap
        /// Nothing is proved.
        case none
    }

    /// The changes that the bound is about.
    public enum Rivals: String, Sendable, Hashable, Codable {
        /// All.
        case all
        /// Those that leave at least one feature as it is of each set that an answer before this one changes.
        case further
    }

    /// How much is proved.
    public let kind: Kind
    /// None of the rivals that reaches the goal costs less than this, in the unit of the cost; `nil` if nothing is proved.
    @OrNull public private(set) var lowerBound: Double?
    /// The cost of the answer.
    @OrNull public private(set) var upperBound: Double?
    /// The changes that the bound is about.
    public let rivals: Rivals

    /// - Parameters:
    ///   - kind: How much is proved.
    ///   - lowerBound: No change that reaches the goal costs less; `nil` if nothing is proved.
    ///   - upperBound: The cost of the answer.
    ///   - rivals: The changes that the bound is about.
    public init(kind: Kind, lowerBound: Double?, upperBound: Double?, rivals: Rivals = .all) {
        self.kind = kind
        self.lowerBound = lowerBound
        self.upperBound = upperBound
        self.rivals = rivals
    }
}

/// How a search ended.
public enum SearchStatus: String, Sendable, Hashable, Codable {
    case found
    /// Proved: no change within the constraints reaches the goal.
    case infeasible
    /// The budget was spent before an answer was found or its absence proved.
    case budget
    /// What was found did not stand the last check, against the model itself and the limits.
    case refused
}
