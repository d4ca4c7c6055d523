import OtherwiseCore

/// How a value is written in YAML.
package enum YAMLText {
    /// A text: plain where it can be read as nothing else, in quotes otherwise.
    package static func scalar(_ text: String) -> String {
        isPlain(text) ? text : "\"\(text.unicodeScalars.map(escaped).joined())\""
    }

    /// A number as people write it: `17` rather than `1.7e+1`, `.inf` for no bound.
    package static func scalar(_ number: Double) -> String {
        number.isFinite ? number.plain : number < 0 ? "-.inf" : ".inf"
    }

    /// `[a, b]`, of what is written already.
    package static func list(_ elements: [String]) -> String { "[\(elements.joined(separator: ", "))]" }

    /// `{a: 1, b: 2}`, of what is written already.
    package static func members(_ members: [(name: String, value: String)]) -> String {
        "{\(members.map { "\($0.name): \($0.value)" }.joined(separator: ", "))}"
    }

    private static let otherMeanings: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    /// Words of letters, digits and a few signs that begin with a letter, and mean neither a truth value nor nothing.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic, text.last != " " else {
            return false
        }
        return !otherMeanings.contains(text.lowercased())
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789 _-./".unicodeScalars.contains($0)
            }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        // A reader may take it for the start of an alias.
        case "*": "\\x2A"
        default:
            scalar.isPrintable
                ? String(scalar) : "\\U" + String(repeating: "0", count: 8 - hex(scalar).count) + hex(scalar)
        }
    }

    private static func hex(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16) }
}

extension Unicode.Scalar {
    /// Whether YAML lets it stand for itself.
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }
}
