public import OtherwiseCore
import OtherwiseYAML

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
///   - one_hot: [contract_fixed, contract_open]
/// ```
public enum SchemaFile {
    static let version = "otherwise.schema/1"
    private static let form = "See `otherwise schema --help` for the form"

    /// - Throws: `YAMLError` or `SchemaError` that names the file, the line and what is wrong there.
    public static func schema(path: String) throws -> Schema {
        try schema(yaml: YAMLDocument.text(path: path, form: form), name: path)
    }

    /// - Parameter name: What errors call it.
    public static func schema(yaml: String, name: String) throws -> Schema {
        let root = try YAMLDocument.entry(yaml, file: name, form: form)
        let members = try root.members(["schema", "features", "constraints"])
        let version = try root.required("schema", in: members)
        guard try version.text() == Self.version else {
            throw version.fault(
                "the schema is of version '\(try version.text().prefix(40))'", hint: "Write `schema: \(Self.version)`")
        }
        let features = try root.required("features", in: members).elements().map { entry in
            try entry.locating { try Feature(entry) }
        }
        let schema = try root.locating { try Schema(features: features) }
        guard let entries = members["constraints"], !entries.isEmpty else { return schema }
        let constraints = try entries.elements().map { entry in
            try entry.locating {
                let constraint = try Constraint(entry)
                try constraint.validate(in: schema)
                return constraint
            }
        }
        return try root.locating { try Schema(features: features, constraints: constraints) }
    }

    /// The schema as YAML, to be edited.
    public static func yaml(of schema: Schema) -> String {
        var lines = ["schema: \(version)", schema.features.isEmpty ? "features: []" : "features:"]
        lines += schema.features.flatMap(\.lines)
        if !schema.constraints.isEmpty { lines += ["constraints:"] + schema.constraints.flatMap(\.lines) }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension YAMLEntry {
    /// What `make` makes; an error about the schema tells this place.
    fileprivate func locating<Made>(_ make: () throws -> Made) throws -> Made {
        do { return try make() } catch let error as SchemaError { throw error.at(location) }
    }
}
