import Foundation
import OtherwiseCore
import OtherwiseSearch

/// Writes explanations as JSON: their `Codable` form with sorted keys; `null` where something is not known.
///
/// The form is fixed by `Documentation/explanation.schema.json`.
public enum ExplanationJSON {
    /// A document for people and programs, indented, with a line end.
    public static func document(_ value: some Encodable) throws -> [UInt8] {
        try encode(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
    }

    /// The same on one line, with a line end.
    public static func line(_ value: some Encodable) throws -> [UInt8] {
        try encode(value, [.sortedKeys, .withoutEscapingSlashes])
    }

    private static func encode(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }
}
