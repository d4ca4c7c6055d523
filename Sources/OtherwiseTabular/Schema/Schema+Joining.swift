package import OtherwiseCore

extension Schema {
    /// What several schemas of the same columns say together: every feature and every rule once, in the order in which
    /// they come.
    ///
    /// - Throws: `SchemaError` for rules that do not go with the features as the first schema has them.
    package init(joining schemas: [Schema]) throws {
        var features: [Feature] = []
        for feature in schemas.flatMap(\.features) where !features.contains(where: { $0.name == feature.name }) {
            features.append(feature)
        }
        var seen: Set<Constraint> = []
        try self.init(
            features: features, constraints: schemas.flatMap(\.constraints).filter { seen.insert($0).inserted })
    }
}
