/// `do(x = v, …)`: the hard intervention that sets features of a row.
public struct Assignment: Sendable, Hashable, Codable {
    /// The value that each feature is set to.
    public private(set) var values: [String: Value]

    /// - Parameter values: What features are set to, by name.
    public init(_ values: [String: Value] = [:]) { self.values = values }

    /// `do(name = value)`.
    public static func `do`(_ name: String, _ value: Value) -> Assignment { Assignment([name: value]) }

    /// The assignment that turns one row into another of the same schema.
    public init(from factual: Row, to counterfactual: Row) {
        values = [:]
        for (feature, pair) in zip(factual.schema.features, zip(factual.values, counterfactual.values))
        where pair.0 != pair.1 {
            values[feature.name] = pair.1
        }
    }
}

extension Assignment: Intervention {
    /// Nothing is set.
    public static var none: Assignment { Assignment() }

    /// Both; where both set a feature, `next` wins.
    public func followed(by next: Assignment) -> Assignment {
        Assignment(values.merging(next.values) { _, later in later })
    }
}
