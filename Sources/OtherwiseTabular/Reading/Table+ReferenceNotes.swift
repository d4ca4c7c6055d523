import OtherwiseCore

extension Table {
    /// Fewer rows say little of what is ordinary.
    private static let fewest = 20

    /// What the asker should know about reference rows, in words.
    func notes(asReferenceFor schema: Schema) -> [String] {
        let few = "the reference has \(count == 1 ? "1 row" : "\(count) rows"), too few to tell what is ordinary"
        return (count < Self.fewest ? [few] : []) + schema.features.compactMap(strangers)
    }

    /// Values of a feature that its schema does not list; `nil` for none.
    private func strangers(to feature: Feature) -> String? {
        guard case .categorical(let known, _) = feature.domain, let column = self[feature.name] else { return nil }
        let strange = (0..<count).lazy.map { column[$0] }.filter { $0 != .missing && !known.contains($0.description) }
        guard let first = strange.first else { return nil }
        return
            "in \(strange.count) of the \(count) reference rows \(feature.name) has a value that the schema does not list, such as '\(first)'"
    }
}
