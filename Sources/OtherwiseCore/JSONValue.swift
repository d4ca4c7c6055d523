import Foundation

/// JSON whose shape is not known before it is read.
enum TraceJSON: Decodable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case array([TraceJSON])
    case object([String: TraceJSON])
    case null

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let array = try? container.decode([TraceJSON].self) {
            self = .array(array)
        } else if let object = try? container.decode([String: TraceJSON].self) {
            self = .object(object)
        } else if container.decodeNil() {
            self = .null
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "neither text, number, list nor object")
        }
    }

    subscript(key: String) -> TraceJSON? {
        guard case .object(let members) = self, let value = members[key] else { return nil }
        if case .null = value { return nil }
        return value
    }

    var elements: [TraceJSON] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The text; of a list of parts, as chat endpoints write them, the texts of the parts.
    var text: String? {
        switch self {
        case .text(let text): text
        case .number(let number): number == number.rounded() ? String(format: "%.0f", number) : "\(number)"
        case .array(let parts): parts.compactMap { ($0["text"] ?? $0["content"] ?? $0).text }.joined(separator: "\n")
        default: nil
        }
    }

    /// A whole number, which some files write as text.
    var integer: Int? {
        switch self {
        case .number(let number): Int(exactly: number)
        case .text(let text): Int(text)
        default: nil
        }
    }
}
