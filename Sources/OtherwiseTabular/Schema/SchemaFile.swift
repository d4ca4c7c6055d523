import Foundation
public import OtherwiseCore
import Yams

/// A schema as people write it: YAML, one entry per feature.
///
/// ```yaml
/// schema: otherwise.schema/1
/// features:
///   - name: age
///     type: integer
///     range: [17, 90]
///     change: increase
///   - name: education
///     type: category
///     values: [School, HS-grad, Bachelors, Masters]
///     ordered: true
/// constraints:
///   - sum: {hours_per_week: 1, second_job: 1}
///     at_most: 60
///   - if: {feature: education, rises: true}
///     then: {feature: age, rises_with: education, levels: {School: 10, HS-grad: 12, Bachelors: 16, Masters: 18}}
/// ```
public struct SchemaFile: Codable, Sendable {
    static let version = "otherwise.schema/1"

    var schema: String
    var features: [FeatureEntry]
    var constraints: [ConstraintEntry]?

    /// - Throws: `SchemaError` or `TableError` that names the file and what is wrong in it.
    public static func schema(path: String) throws -> Schema {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw TableError(
                "The schema '\(path)' cannot be read", hint: "Check the path; `otherwise schema DATA.csv` writes one")
        }
        return try schema(yaml: String(decoding: bytes, as: UTF8.self), name: path)
    }

    public static func schema(yaml: String, name: String) throws -> Schema {
        do {
            let file = try YAMLDecoder().decode(SchemaFile.self, from: yaml)
            guard file.schema == version else {
                throw TableError(
                    "\(name): the schema is of version '\(file.schema)'", hint: "Write `schema: \(version)`")
            }
            return try Schema(
                features: file.features.map { try $0.feature() },
                constraints: (file.constraints ?? []).map { try $0.constraint() })
        } catch let error as DecodingError {
            throw TableError("\(name): \(error.place)", hint: "See `otherwise schema --help` for the form")
        } catch let error as YamlError {
            throw TableError("\(name): \(error)", hint: "Mend the YAML at that place")
        }
    }

    /// The schema as YAML, to be edited.
    public static func yaml(of schema: Schema) throws -> String {
        let file = SchemaFile(
            schema: version, features: schema.features.map(FeatureEntry.init),
            constraints: schema.constraints.isEmpty ? nil : schema.constraints.map(ConstraintEntry.init))
        let encoder = YAMLEncoder()
        encoder.options.sortKeys = false
        encoder.options.allowUnicode = true
        return try encoder.encode(file)
    }
}

struct FeatureEntry: Codable, Sendable {
    enum Kind: String, Codable, CaseIterable {
        case number, integer, category
    }

    var name: String
    var type: Kind
    var range: [PlainNumber]?
    var step: PlainNumber?
    var values: [Scalar]?
    var ordered: Bool?
    var change: Mutability?
    var weight: PlainNumber?
    var scale: PlainNumber?
    var missing: Bool?
    var missing_cost: PlainNumber?

    init(_ feature: Feature) {
        name = feature.name
        switch feature.domain {
        case .numeric(let bounds, let grid):
            type = grid == 1 ? .integer : .number
            let isBounded = bounds.lowerBound.isFinite && bounds.upperBound.isFinite
            range = isBounded ? [PlainNumber(bounds.lowerBound), PlainNumber(bounds.upperBound)] : nil
            step = grid == 1 ? nil : grid.map(PlainNumber.init)
        case .categorical(let categories, let isOrdered):
            type = .category
            values = categories.map { Scalar(text: $0) }
            ordered = isOrdered ? true : nil
        }
        change = feature.mutability
        weight = PlainNumber(feature.weight)
        scale = feature.scale.map(PlainNumber.init)
        missing = feature.allowsMissing ? true : nil
        missing_cost = feature.missingCost == 1 ? nil : PlainNumber(feature.missingCost)
    }

    func feature() throws -> Feature {
        Feature(
            name: name, domain: try domain(), allowsMissing: missing ?? false, mutability: change ?? .free,
            weight: weight?.value ?? 1,
            scale: scale?.value, missingCost: missing_cost?.value ?? 1)
    }

    private func domain() throws -> Domain {
        guard type != .category else {
            return .categorical(categories: (values ?? []).map(\.text), isOrdered: ordered ?? false)
        }
        guard let range = range?.map(\.value) else {
            return .numeric(range: -Double.infinity...Double.infinity, step: grid)
        }
        guard range.count == 2, range[0] <= range[1] else {
            throw SchemaError(
                feature: name, "its range is [\(range.map(\.plain).joined(separator: ", "))]",
                hint: "Write `range: [lowest, highest]`, the lowest first")
        }
        return .numeric(range: range[0]...range[1], step: grid)
    }

    private var grid: Double? { step?.value ?? (type == .integer ? 1 : nil) }
}

/// A number that is written as people write it: `17` rather than `1.7e+1`.
struct PlainNumber: Codable, Sendable, YAMLEncodable {
    let value: Double

    init(_ value: Double) { self.value = value }

    init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
    }

    func box() -> Node { Node(value.plain, Tag(.float)) }
}

/// A scalar of YAML as text, whether it looks like a number or not.
struct Scalar: Codable, Sendable {
    let text: String

    init(text: String) { self.text = text }

    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

struct ConstraintEntry: Codable, Sendable {
    var sum: [String: Double]?
    var at_most: Double?
    var at_least: Double?
    var `if`: ConditionEntry?
    var then: ConditionEntry?

    func constraint() throws -> Constraint {
        if let sum {
            let (low, high) = (at_least ?? -.infinity, at_most ?? .infinity)
            guard low <= high else {
                throw SchemaError(
                    feature: sum.keys.sorted().first ?? "",
                    "a sum must be at least \(low.plain) and at most \(high.plain)",
                    hint: "Exchange the two bounds")
            }
            return .linear(coefficients: sum, range: low...high)
        }
        guard let premise = self.if, let conclusion = then else {
            throw TableError(
                "A constraint has neither `sum` nor `if` and `then`", hint: "See `otherwise schema --help` for the form"
            )
        }
        return .implication(try premise.condition(), try conclusion.condition())
    }
}

struct ConditionEntry: Codable, Sendable {
    var feature: String
    var changes: Bool?
    var rises: Bool?
    var falls: Bool?
    var rises_by: Double?
    var falls_by: Double?
    var at_least: Double?
    var at_most: Double?
    var one_of: [Scalar]?
    var rises_with: String?
    var levels: [String: Double]?

    func condition() throws -> Condition {
        Condition(feature: feature, try test())
    }

    private func test() throws -> Condition.Test {
        if let changes { return changes ? .changes : .stays }
        if rises == true { return .rises }
        if falls == true { return .falls }
        if let rises_by { return .risesBy(atLeast: rises_by) }
        if let falls_by { return .fallsBy(atLeast: falls_by) }
        if let one_of { return .oneOf(Set(one_of.map(\.text))) }
        if let rises_with, let levels { return .risesWith(of: rises_with, levels: levels) }
        if at_least != nil || at_most != nil, (at_least ?? -.infinity) <= (at_most ?? .infinity) {
            return .within((at_least ?? -.infinity)...(at_most ?? .infinity))
        }
        throw SchemaError(
            feature: feature, "a condition on it says nothing",
            hint:
                "Use one of changes, rises, falls, rises_by, falls_by, at_least, at_most, one_of, rises_with and levels"
        )
    }
}

extension DecodingError {
    /// Where decoding failed, and why.
    fileprivate var place: String {
        switch self {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
            return "\(path.isEmpty ? "" : "at `\(path.drop { $0 == "." })`: ")\(context.debugDescription)"
        @unknown default: return "\(self)"
        }
    }
}
