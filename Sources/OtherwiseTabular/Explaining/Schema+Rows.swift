import OtherwiseCore
import OtherwiseSearch

extension Row {
    /// - Parameter values: By the names of the features.
    /// - Throws: `RowError` for a feature without a value, for a value of no feature, and for a number in the place of a
    ///   category or the other way round.
    init(schema: Schema, named values: [String: Value]) throws(RowError) {
        if let stranger = values.keys.filter({ schema.position(of: $0) == nil }).min() {
            throw RowError(
                .unknownFeature, about: stranger, "a value of '\(stranger)'", expected: "one of \(schema.names)")
        }
        var own: [Value] = []
        for feature in schema.features {
            guard let value = values[feature.name] else {
                throw RowError(
                    .missingValue, about: feature.name, "no value of '\(feature.name)'",
                    expected: "one, or null for a missing one")
            }
            let isOfAnotherKind = feature.domain.isNumeric ? value.category != nil : value.number != nil
            guard !isOfAnotherKind else {
                throw RowError(
                    .wrongKind, about: feature.name, "\(feature.name) = \(value)",
                    expected: feature.domain.isNumeric ? "a number" : "a category")
            }
            own.append(value)
        }
        try self.init(schema: schema, values: own)
    }
}

extension Schema {
    /// The values of a row by the names of its features.
    func named(_ values: [Value]) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: zip(features.map(\.name), values))
    }

    /// The limits of the features and the rules between them that a row breaks, in words.
    func limitsBroken(by row: Row, from factual: Row) -> [String] {
        limitsBroken(by: row.values, from: factual) + rulesBroken(by: row, from: factual)
    }

    /// The limits of the features that settings break, and those and the rules that what follows from them breaks.
    func limitsBroken(by set: [Value], settled: [Value], from factual: Row) throws -> [String] {
        try limitsBroken(by: set, from: factual) + factual.strays(set, settled: settled)
            + rulesBroken(by: Row(schema: self, values: settled), from: factual)
    }

    private func limitsBroken(by values: [Value], from factual: Row) -> [String] {
        features.indices.compactMap { features[$0].limitBroken(by: values[$0], from: factual.values[$0]) }
    }

    private func rulesBroken(by row: Row, from factual: Row) -> [String] {
        constraints.filter { !$0.holds(for: row, from: factual) }.map(\.sentence)
    }

    func changes(from old: [Value], to new: [Value]) -> [Explanation.Change] {
        features.indices.filter { old[$0] != new[$0] }.map {
            Explanation.Change(feature: features[$0].name, from: old[$0], to: new[$0])
        }
    }
}
