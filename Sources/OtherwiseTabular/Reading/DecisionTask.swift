import Foundation
import OtherwiseCSV
public import OtherwiseCore
public import OtherwiseModels
import OtherwiseNumerics
import OtherwiseSearch

/// A model, the data it decides on and what may change: all that a question needs.
///
/// ```swift
/// let task = try DecisionTask(model: "gradient_boosting.onnx", data: "adult.csv")
/// let explainer = try await task.explainer()
/// let answer = try await explainer.explain(task.row(17), number: 17, to: .outcome(">50K"))
/// ```
public struct DecisionTask: Sendable {
    public let model: any Model
    public let schema: Schema
    public let profile: DataProfile
    public let dataPath: String
    /// SHA-256 of the data file.
    public let dataDigest: String
    /// What was assumed, in words.
    public let notes: [String]

    /// - Parameters:
    ///   - schema: A YAML file; `nil` infers one from the data.
    ///   - columns: The columns that the model reads, in its order, where it does not name them.
    /// - Throws: `ModelError`, `CSVError`, `SchemaError` or `TableError`, each naming its file.
    public init(model path: String, data: String, schema schemaPath: String? = nil, columns: [String]? = nil) throws {
        let (graph, digest) = try ModelFile.load(path)
        try self.init(data: data, schema: schemaPath, columns: columns, textColumns: graph.namedTextInputs) { profile in
            try ONNXDecisionModel(graph, digest: digest, columns: profile)
        }
    }

    /// A model of any kind, made for the columns of the data.
    package init(
        data: String, schema schemaPath: String?, columns: [String]?, textColumns: Set<String> = [],
        model make: ([ColumnProfile]) throws -> any Model
    ) throws {
        var profile = try DataProfile(path: data, textColumns: textColumns)
        var model = try make(profile.columnProfiles(named: columns))
        if let bound = (model as? ONNXDecisionModel)?.binding.textColumns, !bound.isSubset(of: textColumns) {
            profile = try DataProfile(path: data, textColumns: textColumns.union(bound))
            model = try make(profile.columnProfiles(named: columns))
        }
        if let binding = (model as? ONNXDecisionModel)?.binding, schemaPath == nil {
            try profile.checkNumbers(for: binding)
        }
        let reads = (model as? ONNXDecisionModel)?.binding.columns ?? columns ?? profile.columns.map(\.name)
        let schema = try Self.schema(schemaPath, reads: reads, profile: profile)
        self.schema = schema
        self.model = model
        self.profile = profile
        dataPath = data
        dataDigest = try ModelFile.digest(of: data)
        notes = Self.notes(model: model, schema: schema, profile: profile)
    }

    private static func schema(_ path: String?, reads: [String], profile: DataProfile) throws -> Schema {
        guard let path else { return try profile.schema(of: reads) }
        let schema = try SchemaFile.schema(path: path)
        let undescribed = reads.filter { schema[$0] == nil }
        guard undescribed.isEmpty else {
            throw TableError(
                "\(path) does not describe \(undescribed.map { "'\($0)'" }.joined(separator: ", ")), which the model reads",
                hint: "Add an entry for each under `features`; `otherwise schema` writes them")
        }
        for feature in schema.features where !profile.columns.contains(where: { $0.name == feature.name }) {
            throw TableError(
                "The data have no column '\(feature.name)', which \(path) describes",
                hint: "Rename the column or the feature")
        }
        return schema
    }

    private static func notes(model: any Model, schema: Schema, profile: DataProfile) -> [String] {
        let ignored = profile.columns.map(\.name).filter { schema[$0] == nil }
        let bound = (model as? ONNXDecisionModel)?.binding.notes ?? []
        return bound.isEmpty && !ignored.isEmpty
            ? ["columns that the model does not read are ignored: \(ignored.joined(separator: ", "))"] : bound
    }

    /// - Parameter reference: Rows to measure answers against, such as the training data; `nil` for the data themselves.
    public func explainer(
        _ settings: Explainer.Settings = Explainer.Settings(), reference: Table? = nil
    ) async throws -> Explainer {
        var explainer = try await Explainer(
            model: model, schema: schema, reference: reference ?? profile.sample, settings: settings)
        explainer.dataDigest = dataDigest
        return explainer
    }

    /// The row with this number, counted from 0.
    ///
    /// - Throws: `TableError` when there is no such row, or when it holds a category that the schema does not list.
    public func row(_ number: Int) throws -> Row {
        guard number >= 0, number < profile.count else {
            throw TableError("'\(dataPath)' has no row \(number)", hint: "Rows count from 0 to \(profile.count - 1)")
        }
        if number < profile.sample.count { return try profile.sample.row(number, schema: schema) }
        var reader = try batches()
        try reader.skip(number)
        guard let table = try reader.next(limit: 1) else {
            throw TableError("'\(dataPath)' ends before row \(number)", hint: "Run again when the file rests")
        }
        return try table.row(0, schema: schema)
    }

    /// Reads reference rows with the columns of the data, at most `DataProfile.sampleLimit`.
    ///
    /// - Throws: `TableError` when the file has no rows or lacks a column, naming it.
    public func reference(_ path: String) throws -> Table {
        var reader = TableReader(try CSVReader(path: path), kinds: profile.kinds)
        guard let table = try reader.next(limit: DataProfile.sampleLimit) else {
            throw TableError("The reference '\(path)' has no rows", hint: "Give the rows that the model was trained on")
        }
        if let absent = schema.features.first(where: { table[$0.name] == nil }) {
            throw TableError(
                "The reference '\(path)' has no column '\(absent.name)'", hint: "Give rows with the columns of the data"
            )
        }
        return table
    }

    /// Reads the data again in batches.
    public func batches() throws -> TableReader {
        TableReader(try CSVReader(path: dataPath), kinds: profile.kinds)
    }
}

extension Table {
    /// A row's values for the features of a schema.
    ///
    /// - Throws: `TableError` for a column that is absent or a category that the schema does not list.
    public func row(_ number: Int, schema: Schema) throws -> Row {
        let values = try schema.features.map { feature in
            guard let column = self[feature.name] else {
                throw TableError(
                    "The table has no column '\(feature.name)'", hint: "Add it, or take it out of the schema")
            }
            return try feature.value(column[number])
        }
        return try Row(schema: schema, values: values)
    }
}

extension Feature {
    /// An entry as this feature holds it.
    fileprivate func value(_ entry: Value) throws -> Value {
        switch (domain, entry) {
        case (_, .missing), (.numeric, .number): return entry
        case (.numeric, .category(let text)):
            if let number = Double(text), number.isFinite { return .number(number) }
            if TableReader.missingMarks.contains(text.lowercased()) { return .missing }
            throw TableError(
                "Feature '\(name)' is '\(text)', a number was expected",
                hint: "Correct the entry, or make the feature a category in the schema")
        case (.categorical(let categories, _), _):
            guard categories.contains(entry.description) else {
                throw TableError(
                    "Feature '\(name)' is '\(entry)', which is none of its categories",
                    hint:
                        "Correct the entry, or add it to `values` in the schema; there are \(categories.prefix(12).joined(separator: ", "))"
                )
            }
            return .category(entry.description)
        }
    }
}

extension DataProfile {
    /// - Throws: `TableError` for a column that the model reads as numbers and that holds something else.
    fileprivate func checkNumbers(for binding: InputBinding) throws {
        let names = Set(binding.columns).subtracting(binding.textColumns)
        for column in columns where names.contains(column.name) && !column.isNumeric {
            let texts = column.levels?.filter {
                Double($0) == nil && !TableReader.missingMarks.contains($0.lowercased())
            }
            guard let text = texts?.min() else { continue }
            throw TableError(
                "Column '\(column.name)' holds '\(text.prefix(40))', the model wants numbers there",
                hint: "Correct the entry, or give a schema that calls the column a number, so that only such rows fail")
        }
    }

    /// The columns to bind a model to: those named, in that order, or all.
    fileprivate func columnProfiles(named names: [String]?) throws -> [ColumnProfile] {
        guard let names else { return columnProfiles }
        return try names.map { name in
            guard let column = columnProfiles.first(where: { $0.name == name }) else {
                throw TableError(
                    "The data have no column '\(name)'",
                    hint: "Their columns are \(columns.map(\.name).joined(separator: ", "))")
            }
            return column
        }
    }
}

/// Reads model files.
public enum ModelFile {
    /// A model and the SHA-256 digest of its file.
    public static func load(_ path: String) throws -> (ONNXModel, digest: String) {
        (try ONNXModel(path: path), try digest(of: path))
    }

    static func digest(of path: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw TableError("'\(path)' cannot be read", hint: "Check the path and the permissions")
        }
        defer { try? handle.close() }
        var hasher = SHA256Hasher()
        while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty { hasher.update(chunk) }
        return hasher.finalizedHexDigest()
    }
}

extension ONNXModel {
    /// The inputs of one text column each.
    fileprivate var namedTextInputs: Set<String> {
        Set(
            inputs.filter { input in
                if case .tensor(.string, let shape) = input.type {
                    (shape?.count ?? 2) < 2 || shape?[1] == 1
                } else {
                    false
                }
            }.map(\.name))
    }
}
