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

extension Explanation {
    private enum Key: String, CodingKey {
        case schema, status, goal, factual, counterfactuals, shortage, diversity, obstacle, effort, notes, provenance
    }

    /// Writes every member, `null` for one that is not known.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(status, forKey: .status)
        try container.encode(goal, forKey: .goal)
        try container.encode(factual, forKey: .factual)
        try container.encode(counterfactuals, forKey: .counterfactuals)
        try container.encode(shortage, forKey: .shortage)
        try container.encode(diversity, forKey: .diversity)
        try container.encode(obstacle, forKey: .obstacle)
        try container.encode(effort, forKey: .effort)
        try container.encodeIfPresent(notes, forKey: .notes)
        try container.encode(provenance, forKey: .provenance)
    }
}

extension Explanation.Factual {
    private enum Key: String, CodingKey {
        case row, values, outcome, score
    }

    /// Writes every member, `null` for one that is not known.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(row, forKey: .row)
        try container.encode(values, forKey: .values)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(score.finite, forKey: .score)
    }
}

extension Explanation.Counterfactual {
    private enum Key: String, CodingKey {
        case values, changes, consequences, outcome, score, cost, certificate, region, plausibility, robustness
    }

    private enum CertificateKey: String, CodingKey {
        case kind, lowerBound, upperBound
    }

    /// Writes every member, `null` for one that is not known.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(values, forKey: .values)
        try container.encode(changes, forKey: .changes)
        try container.encodeIfPresent(consequences, forKey: .consequences)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(score.finite, forKey: .score)
        try container.encode(cost, forKey: .cost)
        try container.encode(region, forKey: .region)
        try container.encode(plausibility, forKey: .plausibility)
        try container.encode(robustness, forKey: .robustness)
        var proof = container.nestedContainer(keyedBy: CertificateKey.self, forKey: .certificate)
        try proof.encode(certificate.kind, forKey: .kind)
        try proof.encode(certificate.lowerBound.finite, forKey: .lowerBound)
        try proof.encode(certificate.upperBound.finite, forKey: .upperBound)
    }
}

extension Span {
    private enum Key: String, CodingKey {
        case feature, atLeast, atMost, oneOf
    }

    /// Writes every member, `null` for one that is not known.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(feature, forKey: .feature)
        try container.encode(atLeast.finite, forKey: .atLeast)
        try container.encode(atMost.finite, forKey: .atMost)
        try container.encode(oneOf, forKey: .oneOf)
    }
}

extension Double? {
    /// The number, unless JSON cannot hold it.
    fileprivate var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}
