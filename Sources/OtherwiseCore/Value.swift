/// One entry of a row: a number, a category, or nothing.
public enum Value: Sendable, Hashable {
    /// A finite number, in the feature's own unit.
    case number(Double)
    /// One of the feature's categories.
    case category(String)
    /// Not known, or not given. A value like any other: a model may decide on it, and a search may change it.
    case missing

    /// The number, if it is one.
    public var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The category, if it is one.
    public var category: String? {
        if case .category(let category) = self { category } else { nil }
    }
}

extension Value: CustomStringConvertible {
    /// The value as people write it: `46` rather than `46.0`, a category without quotes, `missing`.
    public var description: String {
        switch self {
        case .number(let number): number.plain
        case .category(let category): category
        case .missing: "missing"
        }
    }
}

extension Value: Codable {
    /// Reads a number, a text for a category, or `null` for what is missing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .missing
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .category(try container.decode(String.self))
        }
    }

    /// Writes a number, a text for a category, or `null` for what is missing.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .category(let category): try container.encode(category)
        case .missing: try container.encodeNil()
        }
    }
}

extension Double {
    /// The shortest decimal that reads back as this number, without a trailing `.0`.
    public var plain: String {
        let text = "\(self)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
