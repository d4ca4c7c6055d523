package import Foundation

/// JSON whose shape is not known before it is read.
package enum JSONValue: Sendable, Hashable, Codable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case array([JSONValue])
    case object([String: JSONValue])
    case null

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let array = try? container.decode([JSONValue].self) {
            self = .array(array)
        } else if let object = try? container.decode([String: JSONValue].self) {
            self = .object(object)
        } else if container.decodeNil() {
            self = .null
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "neither text, number, list nor object")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .array(let array): try container.encode(array)
        case .object(let object): try container.encode(object)
        case .null: try container.encodeNil()
        }
    }
}

// MARK: Looking in

extension JSONValue {
    /// A member of an object; `nil` also where it is null.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members[key] else { return nil }
        if case .null = value { return nil }
        return value
    }

    /// What lies at a way of keys and of places from 0, such as `choices.text.0`; a key with dots in it goes first.
    package subscript(path path: String) -> JSONValue? {
        if let member = self[path] { return member }
        return path.split(separator: ".").reduce(self) { value, step in
            guard let value else { return nil }
            if case .array(let elements) = value {
                return Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            }
            return value[String(step)]
        }
    }

    /// The elements of a list; none of anything else.
    package var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The text; of a list of parts, as chat endpoints write them, the texts of the parts.
    package var text: String? {
        switch self {
        case .text(let text): text
        case .number(let number): number == number.rounded() ? String(format: "%.0f", number) : "\(number)"
        case .array(let parts): parts.compactMap { ($0["text"] ?? $0["content"] ?? $0).text }.joined(separator: "\n")
        default: nil
        }
    }

    /// A whole number, which some files write as text.
    package var integer: Int? {
        switch self {
        case .number(let number): Int(exactly: number)
        case .text(let text): Int(text)
        default: nil
        }
    }

    /// All texts, numbers and truth values in it by their ways, such as `choices.text.0`.
    package var scalars: [String: String] {
        switch self {
        case .text, .number: ["": text ?? ""]
        case .flag(let flag): ["": "\(flag)"]
        case .null: [:]
        case .array(let elements):
            elements.enumerated().reduce(into: [:]) { $0.merge($1.element.scalars(under: "\($1.offset)")) { $1 } }
        case .object(let members):
            members.reduce(into: [:]) { $0.merge($1.value.scalars(under: $1.key)) { $1 } }
        }
    }

    private func scalars(under name: String) -> [String: String] {
        scalars.reduce(into: [:]) { $0[$1.key.isEmpty ? name : "\(name).\($1.key)"] = $1.value }
    }
}

// MARK: Documents

extension JSONValue {
    /// The value of one document; `nil` for what is none. What the decoder takes besides JSON (a comma before the end of a
    /// list) is one.
    package init?(json data: Data) {
        let value = JSONParser.value(of: data) ?? (try? JSONDecoder().decode(JSONValue.self, from: data))
        guard let value else { return nil }
        self = value
    }

    /// The documents of a file, each with the line that it begins in: the elements of one list, or one document per
    /// line.
    ///
    /// - Returns: The number of the line that is no JSON, or the documents.
    package static func documents(in data: Data) -> Result<[(line: Int, value: JSONValue)], NotJSON> {
        if let whole = JSONValue(json: data) {
            guard case .array(let elements) = whole else { return .success([(1, whole)]) }
            return .success(elements.map { (1, $0) })
        }
        var documents: [(line: Int, value: JSONValue)] = []
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.allSatisfy({ $0 <= UInt8(ascii: " ") }) {
            guard let value = JSONValue(json: Data(line)) else {
                return .failure(NotJSON(line: index + 1))
            }
            documents.append((index + 1, value))
        }
        return .success(documents)
    }

    /// A line that is not JSON.
    package struct NotJSON: Error {
        package let line: Int
    }
}
