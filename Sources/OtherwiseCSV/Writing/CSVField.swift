/// The content of one field to be written.
///
/// Literals make fields, so a record may be written as `["Private", 39, 0.5]`.
public enum CSVField: Hashable, Sendable {
    /// Any text but NUL.
    case text(String)
    /// A number in the shortest form that reads back as the same double: `39`, `0.1`, `1e-07`.
    ///
    /// What is not finite is written as `nan`, `inf` or `-inf`, which `CSVRecord.number(at:)` reads as no number.
    case number(Double)
    /// A whole number, written in full.
    case integer(Int)

    var text: String {
        switch self {
        case .text(let text): text
        case .integer(let value): value.description
        case .number(let value): Self.shortest(value)
        }
    }

    /// The standard library's shortest form, without a fraction that says nothing.
    private static func shortest(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension CSVField: ExpressibleByStringLiteral {
    /// A text.
    public init(stringLiteral value: String) {
        self = .text(value)
    }
}

extension CSVField: ExpressibleByFloatLiteral {
    /// A number.
    public init(floatLiteral value: Double) {
        self = .number(value)
    }
}

extension CSVField: ExpressibleByIntegerLiteral {
    /// A whole number.
    public init(integerLiteral value: Int) {
        self = .integer(value)
    }
}
