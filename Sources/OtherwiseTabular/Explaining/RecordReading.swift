public import Foundation

extension StoredSearch {
    /// - Parameter name: What errors call it.
    /// - Throws: `TableError` for what is no search, or one of another version.
    public init(json: Data, name: String) throws {
        self = try json.record(
            of: Self.self, name, as: "a search of `otherwise explain --save`", "Search anew with --save")
        guard schema == Self.version else {
            throw TableError("'\(name)' is of the form '\(schema.prefix(40))'", hint: "Search anew with --save")
        }
    }
}

extension CertificateRecord {
    /// - Parameter name: What errors call it.
    /// - Throws: `TableError` for what is no record, or one of another version.
    public init(json: Data, name: String) throws {
        self = try json.record(
            of: Self.self, name, as: "a record of `otherwise explain --certificate`", "Write it anew with --certificate"
        )
        guard schema == Self.version else {
            throw TableError(
                "'\(name)' is of the form '\(schema.prefix(40))'", hint: "Write it anew with --certificate")
        }
    }
}

extension Data {
    fileprivate func record<Record: Decodable>(
        of type: Record.Type, _ name: String, as role: String, _ hint: String
    ) throws(TableError) -> Record {
        do { return try JSONDecoder().decode(type, from: self) } catch {
            throw TableError("'\(name)' is not \(role)\((error as? DecodingError)?.place ?? "")", hint: hint)
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
