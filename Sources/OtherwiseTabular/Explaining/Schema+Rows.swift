import OtherwiseCore

extension Schema {
    /// The values of a row by the names of its features.
    func named(_ values: [Value]) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: zip(features.map(\.name), values))
    }

    func changes(from old: [Value], to new: [Value]) -> [Explanation.Change] {
        features.indices.filter { old[$0] != new[$0] }.map {
            Explanation.Change(feature: features[$0].name, from: old[$0], to: new[$0])
        }
    }
}
