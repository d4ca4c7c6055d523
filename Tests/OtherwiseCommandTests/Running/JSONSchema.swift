import Foundation

/// A JSON document.
enum JSONValue: Equatable, Decodable {
    case null, bool(Bool), number(Double), string(String), array([JSONValue]), object([String: JSONValue])

    init(_ bytes: Data) throws { self = try JSONDecoder().decode(JSONValue.self, from: bytes) }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let string = try? container.decode(String.self) {
            self = .string(string)
        } else if let array = try? container.decode([JSONValue].self) {
            self = .array(array)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    subscript(key: String) -> JSONValue? { members?[key] }

    var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
    var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .string(let text) = self { text } else { nil } }

    fileprivate var types: Set<String> {
        switch self {
        case .null: ["null"]
        case .bool: ["boolean"]
        case .number(let number): number == number.rounded() ? ["number", "integer"] : ["number"]
        case .string: ["string"]
        case .array: ["array"]
        case .object: ["object"]
        }
    }
}

/// The part of JSON Schema (draft 2020-12) that the schemas of this repository use; an unknown word is a fault.
struct JSONSchema {
    private let root: JSONValue

    static func explanation() throws -> JSONSchema { try named("explanation") }
    static func causal() throws -> JSONSchema { try named("causal") }

    private static func named(_ name: String) throws -> JSONSchema {
        let path = Example.root.appending(path: "Documentation/\(name).schema.json")
        return JSONSchema(root: try JSONValue(try Data(contentsOf: path)))
    }

    /// What in `value` does not follow the schema, each with its place.
    func faults(in value: JSONValue) -> [String] { faults(value, root, at: "$") }

    private func faults(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        schema == .bool(false)
            ? ["\(place): not foreseen"]
            : (schema.members ?? [:]).flatMap { word, rule in faults(value, word, rule, schema, at: place) }.sorted()
    }

    private func faults(_ value: JSONValue, _ word: String, _ rule: JSONValue, _ schema: JSONValue, at place: String)
        -> [String]
    {
        switch word {
        case "$schema", "$defs", "title", "description", "then", "else": return []
        case "$ref": return faults(value, definition(rule.text ?? ""), at: place)
        case "oneOf":
            let all = (rule.elements ?? []).map { faults(value, $0, at: place) }
            return all.filter(\.isEmpty).count == 1 ? [] : ["\(place): not exactly one of \(all)"]
        case "allOf": return (rule.elements ?? []).flatMap { faults(value, $0, at: place) }
        case "if":
            let branch = faults(value, rule, at: place).isEmpty ? schema["then"] : schema["else"]
            return branch.map { faults(value, $0, at: place) } ?? []
        case "properties":
            return (rule.members ?? [:]).flatMap { key, rule in
                value[key].map { faults($0, rule, at: "\(place).\(key)") } ?? []
            }
        case "additionalProperties":
            let others = (value.members ?? [:]).filter { schema["properties"]?[$0.key] == nil }
            return others.flatMap { key, value in faults(value, rule, at: "\(place).\(key)") }
        case "items": return (value.elements ?? []).enumerated().flatMap { faults($1, rule, at: "\(place)[\($0)]") }
        default: return isKept(word, rule, by: value) ? [] : ["\(place): \(word)"]
        }
    }

    private func isKept(_ word: String, _ rule: JSONValue, by value: JSONValue) -> Bool {
        switch word {
        case "type": !value.types.isDisjoint(with: (rule.elements ?? [rule]).compactMap(\.text))
        case "const": value == rule
        case "enum": rule.elements?.contains(value) ?? false
        case "required":
            (rule.elements ?? []).allSatisfy { key in value.members == nil || value[key.text ?? ""] != nil }
        case "minimum": value.number.map { $0 >= rule.number ?? 0 } ?? true
        case "maximum": value.number.map { $0 <= rule.number ?? 0 } ?? true
        case "minItems": value.elements.map { Double($0.count) >= rule.number ?? 0 } ?? true
        case "maxItems": value.elements.map { Double($0.count) <= rule.number ?? 0 } ?? true
        case "pattern": value.text.map { $0.range(of: rule.text ?? "", options: .regularExpression) != nil } ?? true
        default: false
        }
    }

    private func definition(_ reference: String) -> JSONValue {
        root["$defs"]?[String(reference.dropFirst("#/$defs/".count))] ?? .null
    }
}
