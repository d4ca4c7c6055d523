import Otherwise

/// One question of a comparison: a row, and what may not change.
struct Request: Decodable {
    let id: Int
    let values: [String: Value]
    /// The features that stay as they are.
    var frozen: Set<String>?
    /// The lowest and the highest value of some of the numbers.
    var ranges: [String: ClosedRange<Double>]?

    var hasLimits: Bool { !(frozen ?? []).isEmpty || !(ranges ?? [:]).isEmpty }

    /// The features as this request leaves them.
    func limits(on schema: Schema) throws -> Schema {
        try schema.with(
            features: schema.features.map { feature in
                var feature = feature
                if frozen?.contains(feature.name) == true { feature.mutability = .immutable }
                if let range = ranges?[feature.name], case .numeric(_, let step) = feature.domain {
                    feature.domain = .numeric(range: range, step: step)
                }
                return feature
            })
    }

    func row(of schema: Schema) throws -> Row {
        try Row(schema: schema, values: schema.features.map { values[$0.name] ?? .missing })
    }
}

extension Schema {
    /// The same features, every number a real one: what all peers can be asked.
    func withoutSteps() throws -> Schema {
        try with(
            features: features.map { feature in
                var feature = feature
                if case .numeric(let range, _) = feature.domain { feature.domain = .numeric(range: range, step: nil) }
                return feature
            })
    }
}
