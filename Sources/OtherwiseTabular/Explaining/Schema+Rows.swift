import OtherwiseCore
import OtherwiseSearch

extension Schema {
    /// The values of a row by the names of its features.
    func named(_ values: [Value]) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: zip(features.map(\.name), values))
    }

    /// The limits of the features and the rules between them that a row breaks, in words.
    func limitsBroken(by row: Row, from factual: Row) -> [String] {
        let limits = features.indices.compactMap {
            features[$0].limitBroken(by: row.values[$0], from: factual.values[$0])
        }
        return limits + constraints.filter { !$0.holds(for: row, from: factual) }.map(\.sentence)
    }

    func changes(from old: [Value], to new: [Value]) -> [Explanation.Change] {
        features.indices.filter { old[$0] != new[$0] }.map {
            Explanation.Change(feature: features[$0].name, from: old[$0], to: new[$0])
        }
    }
}
