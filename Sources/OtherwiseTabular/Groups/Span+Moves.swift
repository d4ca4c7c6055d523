import OtherwiseCore
import OtherwiseSearch

extension Span {
    /// A change as a move that others can make too; `nil` for becoming missing.
    init?(move change: Explanation.Change) {
        switch change.to {
        case .missing: return nil
        case .category(let category):
            self.init(feature: change.feature, atLeast: nil, atMost: nil, oneOf: [category])
        case .number(let new):
            let rises = change.from.number.map { new > $0 } ?? true
            self.init(feature: change.feature, atLeast: rises ? new : nil, atMost: rises ? nil : new, oneOf: nil)
        }
    }

    /// One move in the place of several of the same direction: numbers as far as a share of them goes, 0...1, the most
    /// frequent category.
    init(_ alike: [Span], _ share: Double) {
        let categories = Dictionary(grouping: alike.compactMap { $0.oneOf?.first }) { $0 }
        let frequent = categories.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
        self.init(
            feature: alike.first?.feature ?? "", atLeast: Self.bound(alike.compactMap(\.atLeast).sorted(), share),
            atMost: Self.bound(alike.compactMap(\.atMost).sorted(by: >), share), oneOf: frequent.map { [$0] })
    }

    /// - Parameter bounds: The nearest first.
    private static func bound(_ bounds: [Double], _ share: Double) -> Double? {
        bounds.isEmpty ? nil : bounds[Int((share * Double(bounds.count - 1)).rounded(.up))]
    }

    /// The feature and where it goes: what two moves share that can be one.
    var direction: String { "\(feature) \(atLeast != nil ? "rises" : atMost != nil ? "falls" : "becomes")" }

    /// Whether this move of a number goes farther than another.
    func isBeyond(_ other: Span) -> Bool {
        if let own = atLeast, let its = other.atLeast { return own > its }
        if let own = atMost, let its = other.atMost { return own < its }
        return false
    }

    /// What a value becomes; itself where it is there already.
    func applied(to value: Value) -> Value {
        if let category = oneOf?.first { return .category(category) }
        guard let number = value.number else { return (atLeast ?? atMost).map(Value.number) ?? value }
        return .number(min(max(number, atLeast ?? number), atMost ?? .infinity))
    }

    /// `hours_per_week rises to at least 43`.
    var sentence: String {
        if let category = oneOf?.first { return "\(feature) becomes \(category)" }
        if let atLeast { return "\(feature) rises to at least \(atLeast.plain)" }
        return "\(feature) falls to at most \(atMost?.plain ?? "")"
    }
}

extension Row {
    /// The row after some moves; `nil` where they change nothing, or break the limits of a feature.
    func moved(by moves: [Span]) throws -> Row? {
        var new = values
        for move in moves {
            guard let position = schema.position(of: move.feature) else { return nil }
            new[position] = move.applied(to: values[position])
            guard schema.features[position].permits(new[position], from: values[position]) else { return nil }
        }
        return new == values ? nil : try Row(schema: schema, values: new)
    }
}
