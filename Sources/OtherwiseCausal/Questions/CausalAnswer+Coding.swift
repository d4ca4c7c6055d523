extension CausalAnswer.Result: Codable {
    private enum Kind: String, Codable {
        case number, bounds, distribution, changes, contributions
    }

    private enum Key: String, CodingKey {
        case kind, value, interval, lower, upper, levels, changes, contributions, total
    }

    /// Reads what was found by its kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .number:
            self = .number(
                try container.decode(Double.self, forKey: .value),
                interval: try container.decodeIfPresent(CausalAnswer.Bounds.self, forKey: .interval))
        case .bounds: self = .bounds(try CausalAnswer.Bounds(from: decoder))
        case .distribution:
            self = .distribution(try container.decode([CausalAnswer.Level].self, forKey: .levels))
        case .changes: self = .changes(try container.decode([CausalAnswer.Change].self, forKey: .changes))
        case .contributions:
            self = .contributions(
                try container.decode([CausalAnswer.Contribution].self, forKey: .contributions),
                total: try container.decode(Double.self, forKey: .total))
        }
    }

    /// Writes the kind, and under names of their own what that kind has.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .number(let value, let interval):
            try container.encode(value, forKey: .value)
            try container.encode(interval, forKey: .interval)
        case .bounds(let bounds): try bounds.encode(to: encoder)
        case .distribution(let levels): try container.encode(levels, forKey: .levels)
        case .changes(let changes): try container.encode(changes, forKey: .changes)
        case .contributions(let contributions, let total):
            try container.encode(contributions, forKey: .contributions)
            try container.encode(total, forKey: .total)
        }
    }

    private var kind: Kind {
        switch self {
        case .number: .number
        case .bounds: .bounds
        case .distribution: .distribution
        case .changes: .changes
        case .contributions: .contributions
        }
    }
}
