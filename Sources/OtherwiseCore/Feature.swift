/// One input of a decision: what it may be, how it may change, and what a change costs.
public struct Feature: Sendable, Hashable {
    public var name: String
    public var domain: Domain
    /// Whether a counterfactual may leave this feature missing where the factual is not.
    public var allowsMissing: Bool
    public var mutability: Mutability
    /// The price of a change of one `scale`, relative to the other features, 0...1e9.
    public var weight: Double
    /// The change that counts as one, in the feature's unit; `nil` takes it from the reference data.
    public var scale: Double?
    /// The price of becoming missing, or of ceasing to be, in the place of `|change| / scale`.
    public var missingCost: Double

    public init(
        name: String, domain: Domain, allowsMissing: Bool = false, mutability: Mutability = .free,
        weight: Double = 1, scale: Double? = nil, missingCost: Double = 1
    ) {
        self.name = name
        self.domain = domain
        self.allowsMissing = allowsMissing
        self.mutability = mutability
        self.weight = weight
        self.scale = scale
        self.missingCost = missingCost
    }
}

/// What a feature may be.
public enum Domain: Sendable, Hashable {
    /// A number in `range`, a multiple of `step` where one is given.
    case numeric(range: ClosedRange<Double>, step: Double?)
    /// One of `categories`; `isOrdered` says that they are listed from low to high.
    case categorical(categories: [String], isOrdered: Bool)

    public var isNumeric: Bool {
        if case .numeric = self { true } else { false }
    }

    /// The categories, empty for a number.
    public var categories: [String] {
        if case .categorical(let categories, _) = self { categories } else { [] }
    }
}

/// How a feature may differ from the factual.
public enum Mutability: String, Sendable, Hashable, Codable, CaseIterable {
    case free = "any"
    case immutable = "none"
    case increaseOnly = "increase"
    case decreaseOnly = "decrease"
}
