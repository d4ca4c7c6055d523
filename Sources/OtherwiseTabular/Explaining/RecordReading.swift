public import Foundation

extension StoredSearch {
    /// - Parameter name: What errors call it.
    /// - Throws: `TableError` for what is no search, or one of another version.
    public init(json: Data, name: String) throws {
        self = try json.record(
            of: Self.self, name, as: "a search of `otherwise explain --save`", "Search anew with --save")
        guard schema == Self.version else {
            throw TableError(
                .badForm, "'\(name)' is of the form '\(schema.prefix(40))'", hint: "Search anew with --save")
        }
    }
}

extension StoredDesigns {
    /// - Parameter name: What errors call it.
    /// - Throws: `TableError` for what is no search, or one of another version.
    public init(json: Data, name: String) throws {
        self = try json.record(
            of: Self.self, name, as: "a search of `otherwise design --save`", "Search anew with --save")
    }

    /// Whether a file holds a search for designs, whatever else is right or wrong about it.
    public static func isOne(_ json: Data) -> Bool {
        struct Form: Decodable { let schema: String }
        return (try? JSONDecoder().decode(Form.self, from: json))?.schema == version
    }
}

extension CertificateRecord {
    /// - Parameter name: What errors call it.
    /// - Throws: `TableError` for what is no record, for one of another version, and for one that holds more than a
    ///   record does, or less.
    public init(json: Data, name: String) throws {
        let hint = "Write it anew with --certificate"
        self = try json.record(of: Self.self, name, as: "a record of `otherwise explain --certificate`", hint)
        guard schema == Self.version else {
            throw TableError(.badForm, "'\(name)' is of the form '\(schema.prefix(40))'", hint: hint)
        }
        if let place = try json.difference(from: Data(ExplanationJSON.line(self))) {
            throw TableError(
                .badForm, "'\(name)' is not as records are written: '\(place)' is too many or missing", hint: hint)
        }
    }
}

extension Data {
    fileprivate func record<Record: Decodable>(
        of type: Record.Type, _ name: String, as role: String, _ hint: String
    ) throws(TableError) -> Record {
        do { return try JSONDecoder().decode(type, from: self) } catch {
            throw TableError(.badForm, "'\(name)' is not \(role)\((error as? DecodingError)?.place ?? "")", hint: hint)
        }
    }
}

extension Data {
    /// The first place, in alphabetical order, at which another JSON document differs; `nil` where none does.
    fileprivate func difference(from other: Data) throws -> String? {
        let options = JSONSerialization.ReadingOptions.fragmentsAllowed
        return Self.difference(
            try JSONSerialization.jsonObject(with: self, options: options),
            try JSONSerialization.jsonObject(with: other, options: options))
    }

    private static func difference(_ one: Any?, _ other: Any?) -> String? {
        switch (one, other) {
        case (let one as [String: Any], let other as [String: Any]):
            for key in Set(one.keys).union(other.keys).sorted() {
                if let place = difference(one[key], other[key]) { return place.isEmpty ? key : "\(key).\(place)" }
            }
            return nil
        case (let one as [Any], let other as [Any]) where one.count == other.count:
            for (index, pair) in zip(one, other).enumerated() {
                if let place = difference(pair.0, pair.1) {
                    return place.isEmpty ? "[\(index)]" : "[\(index)].\(place)"
                }
            }
            return nil
        default:
            return (one as? NSObject)?.isEqual(other) == true ? nil : ""
        }
    }
}

extension DecodingError {
    /// Where decoding failed; empty for what is no JSON.
    fileprivate var place: String {
        switch self {
        case .keyNotFound(let key, let context): ": '\((context.codingPath + [key]).path)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            ": '\(context.codingPath.path)' is of another kind"
        default: ""
        }
    }
}

extension [any CodingKey] {
    fileprivate var path: String { map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".") }
}
