public import OtherwiseCore

/// What a change entails: features that depend on those that were set move too.
public protocol Consequences: Sendable {
    /// A row once its changes have had their effect.
    ///
    /// - Parameters:
    ///   - values: The row with some features set, `[features]`; what differs from `factual` was set, and stays.
    ///   - factual: The row as it was observed.
    func settled(_ values: [Value], from factual: [Value]) -> [Value]
}

extension Query {
    /// The row that comes of setting features, what follows from it included.
    package func settled(_ values: [Value]) -> [Value] {
        consequences?.settled(values, from: factual.values) ?? values
    }

    /// The model of settings: what the model says of the rows that come of them.
    func model(of base: any Model) -> any Model {
        consequences.map { SettlingModel(base: base, consequences: $0, factual: factual) } ?? base
    }

}

extension Row {
    /// What follows, in words, where it leads a feature out of what it may be; a feature that may not be set may follow.
    ///
    /// - Parameter values: What was set in this row.
    package func strays(_ values: [Value], settled: [Value]) -> [String] {
        settled.indices.compactMap { place in
            guard settled[place] != values[place] else { return nil }
            var feature = schema.features[place]
            feature.mutability = .free
            return feature.limitBroken(by: settled[place], from: self.values[place])
        }
    }
}

/// Reads rows as settings of one row.
private struct SettlingModel: Model {
    let base: any Model
    let consequences: any Consequences
    let factual: Row

    var identity: ModelIdentity { base.identity }
    var output: ModelOutput { base.output }

    func predict(_ table: Table) async throws -> Predictions {
        let schema = factual.schema
        let columns = schema.features.map { table[$0.name] }
        let rows = try (0..<table.count).map { row in
            let values = columns.map { $0?[row] ?? .missing }
            return try Row(schema: schema, values: consequences.settled(values, from: factual.values))
        }
        return try await base.predict(Table(rows, schema: schema))
    }
}
