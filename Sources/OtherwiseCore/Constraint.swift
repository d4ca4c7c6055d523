/// A rule between features that every counterfactual must keep.
public enum Constraint: Sendable, Hashable {
    /// `Σ coefficient × feature` lies in `range`. The features are numeric, and not missing.
    case linear(coefficients: [String: Double], range: ClosedRange<Double>)
    /// Exactly one of these features is 1 and the others are 0: one category in columns of 0 and 1.
    case oneHot([String])
    /// Where the first condition holds, the second must hold.
    case implication(Condition, Condition)
}

/// A condition on one feature of a counterfactual, seen from its factual.
public struct Condition: Sendable, Hashable {
    /// The feature that it speaks of.
    public let feature: String
    /// What it says of the feature.
    public let test: Test

    /// - Parameters:
    ///   - feature: The feature that it speaks of.
    ///   - test: What it says of the feature.
    public init(feature: String, _ test: Test) {
        self.feature = feature
        self.test = test
    }

    /// What is said of one feature, of the counterfactual against the factual.
    public enum Test: Sendable, Hashable {
        case changes
        case stays
        /// Becomes larger; for ordered categories, a later one.
        case rises
        case falls
        case risesBy(atLeast: Double)
        case fallsBy(atLeast: Double)
        case within(ClosedRange<Double>)
        case oneOf(Set<String>)
        /// Rises by at least `levels[new] − levels[old]` of the categorical feature `of`.
        case risesWith(of: String, levels: [String: Double])
    }
}

extension Constraint {
    /// Whether `counterfactual` keeps the constraint.
    public func holds(for counterfactual: Row, from factual: Row) -> Bool {
        switch self {
        case .linear(let coefficients, let range):
            let terms = coefficients.sortedTerms.map { name, factor in counterfactual[name]?.number.map { $0 * factor }
            }
            let sum = terms.reduce(0.0) { $0 + ($1 ?? .nan) }
            let slack = 1e-9 * terms.reduce(1.0) { max($0, abs($1 ?? 0)) }
            return sum >= range.lowerBound - slack && sum <= range.upperBound + slack
        case .oneHot(let names):
            let numbers = names.map { counterfactual[$0]?.number }
            return numbers.allSatisfy { $0 == 0 || $0 == 1 } && numbers.count { $0 == 1 } == 1
        case .implication(let premise, let conclusion):
            return !premise.holds(for: counterfactual, from: factual)
                || conclusion.holds(for: counterfactual, from: factual)
        }
    }

    /// The constraint as a sum in a range; `nil` for an implication. The sum alone does not make a number 0 or 1.
    package var linearForm: (coefficients: [String: Double], range: ClosedRange<Double>)? {
        switch self {
        case .linear(let coefficients, let range): (coefficients, range)
        case .oneHot(let names): (Dictionary(names.map { ($0, 1) }) { first, _ in first }, 1...1)
        case .implication: nil
        }
    }

    /// The names of the features the constraint speaks of.
    public var features: [String] {
        switch self {
        case .linear(let coefficients, _): coefficients.keys.sorted()
        case .oneHot(let names): names
        case .implication(let premise, let conclusion): premise.features + conclusion.features
        }
    }
}

extension [String: Double] {
    /// The coefficients of a sum in the order of their features: sums add up to the same bits in every process.
    package var sortedTerms: [(feature: String, factor: Double)] {
        sorted { $0.key < $1.key }.map { (feature: $0.key, factor: $0.value) }
    }
}

extension Condition {
    /// Whether a counterfactual keeps the constraint.
    ///
    /// - Parameters:
    ///   - counterfactual: The row as it would be.
    ///   - factual: The row as it is, of the same schema.
    public func holds(for counterfactual: Row, from factual: Row) -> Bool {
        guard let new = counterfactual[feature], let old = factual[feature] else { return false }
        return switch test {
        case .changes: new != old
        case .stays: new == old
        case .rises: difference(new, old, in: factual.schema).map { $0 > 0 } ?? false
        case .falls: difference(new, old, in: factual.schema).map { $0 < 0 } ?? false
        case .risesBy(let amount): difference(new, old, in: factual.schema).map { $0 >= amount } ?? false
        case .fallsBy(let amount): difference(new, old, in: factual.schema).map { -$0 >= amount } ?? false
        case .within(let range): new.number.map(range.contains) ?? false
        case .oneOf(let categories): new.category.map(categories.contains) ?? false
        case .risesWith(let other, let levels):
            rise(of: other, levels: levels, counterfactual, factual).map { amount in
                difference(new, old, in: factual.schema).map { $0 >= amount } ?? false
            } ?? true
        }
    }

    var features: [String] {
        if case .risesWith(let other, _) = test { [feature, other] } else { [feature] }
    }

    /// New minus old; for ordered categories, in places.
    private func difference(_ new: Value, _ old: Value, in schema: Schema) -> Double? {
        if let new = new.number, let old = old.number { return new - old }
        guard case .categorical(let categories, true)? = schema[feature]?.domain,
            let new = new.category.flatMap(categories.firstIndex(of:)),
            let old = old.category.flatMap(categories.firstIndex(of:))
        else { return nil }
        return Double(new - old)
    }

    private func rise(of other: String, levels: [String: Double], _ new: Row, _ old: Row) -> Double? {
        guard let now = new[other]?.category.flatMap({ levels[$0] }),
            let before = old[other]?.category.flatMap({ levels[$0] })
        else { return nil }
        return now - before
    }
}
