/// One input of a decision: what it may be, how it may change, and what a change costs.
public struct Feature: Sendable, Hashable {
    /// The name of the column.
    public var name: String
    /// What it may be.
    public var domain: Domain
    /// Whether a counterfactual may leave this feature missing where the factual is not.
    public var allowsMissing: Bool
    /// Which way it may change.
    public var mutability: Mutability
    /// The price of a change of one `scale`, relative to the other features, 0...1e9.
    public var weight: Double
    /// The change that counts as one, in the feature's unit; `nil` takes it from the reference data.
    public var scale: Double?
    /// The price of becoming missing, or of ceasing to be, in the place of `|change| / scale`.
    public var missingCost: Double

    /// - Parameters:
    ///   - name: The name of the column.
    ///   - domain: What it may be.
    ///   - allowsMissing: Whether a counterfactual may leave it missing.
    ///   - mutability: Which way it may change.
    ///   - weight: The price of a change of one `scale`, 0...1e9.
    ///   - scale: The change that counts as one, in the feature's unit; `nil` takes it from the data.
    ///   - missingCost: The price of becoming missing, or of ceasing to be.
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

    /// Whether it is a number rather than a category.
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
