import OtherwiseCore

/// A text with places in it that are filled in: `{question}`, or `{question|strip}` without the space around it; a brace
/// of its own is written twice.
public struct PromptText: Sendable, Hashable {
    private enum Piece: Sendable, Hashable {
        case text(String)
        case field(String, [PromptFilter])
    }

    /// As it is written.
    public let source: String
    private let pieces: [Piece]

    /// - Throws: `AuditError.badTemplate` for a brace that is not closed, or closes nothing.
    public init(_ source: String) throws(AuditError) {
        self.source = source
        var pieces: [Piece] = [], text = "", rest = source[...]
        while let character = rest.popFirst() {
            switch character {
            case "{" where rest.first == "{", "}" where rest.first == "}":
                text.append(character)
                rest.removeFirst()
            case "{":
                guard let end = rest.firstIndex(of: "}"), let field = Self.field(rest[..<end]) else {
                    throw .badBrace("{", source)
                }
                pieces += [.text(text), field]
                text = ""
                rest = rest[rest.index(after: end)...]
            case "}": throw .badBrace("}", source)
            default: text.append(character)
            }
        }
        self.pieces = pieces + [.text(text)]
    }

    private static func field(_ text: Substring) -> Piece? {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        let filters = parts.dropFirst().compactMap { PromptFilter(rawValue: String($0)) }
        guard let name = parts.first, isName(name), filters.count == parts.count - 1 else { return nil }
        return .field(String(name), filters)
    }

    private static func isName(_ text: Substring) -> Bool {
        text.first?.isLetter == true && text.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
    }

    /// The fields that it names, in their order.
    public var fields: [String] {
        pieces.compactMap { piece in
            guard case .field(let name, _) = piece else { return nil }
            return name
        }
    }

    /// The text with its places filled in.
    ///
    /// - Throws: `AuditError.badTemplate` naming the field that nobody sets.
    public func filled(_ values: [String: String]) throws(AuditError) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .field(let name, let filters):
                guard let value = values[name] else { throw .unknownField(name, among: values.keys.sorted()) }
                text += filters.reduce(value) { $1($0) }
            }
        }
        return text
    }
}

extension PromptText: Codable {
    /// Read from the text itself.
    ///
    /// - Throws: `AuditError.badTemplate` for braces that do not match.
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    /// Written as the text itself.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}

extension AuditError {
    fileprivate static func badBrace(_ brace: String, _ source: String) -> AuditError {
        let excerpt = source.split(whereSeparator: \.isNewline).first { $0.contains(brace) }?.prefix(60) ?? ""
        return AuditError(
            .badTemplate, "a '\(brace)' in \"\(excerpt)\" belongs to no field",
            hint: "Write a field as {name}, and a brace that is meant as such twice")
    }

    static func unknownField(_ name: String, among names: [String]) -> AuditError {
        let near = names.nearest(to: name).map { "; did you mean {\($0)}?" } ?? ""
        return AuditError(
            .badTemplate, "nothing sets the field {\(name)}\(near)",
            hint: "Set it in the items, in a variant or under `fields`; known here are \(names.joined(separator: ", "))"
        )
    }
}
