import OtherwiseCSV
public import OtherwiseCausal
public import OtherwiseCore
package import OtherwiseModels
import OtherwiseSearch

/// A model, the data it decides on and what may change: all that a question needs.
///
/// ```swift
/// let task = try DecisionTask(model: "Examples/adult/gradient_boosting.onnx", data: "Examples/adult/adult.csv")
/// let explainer = try await task.explainer()
/// let answer = try await explainer.explain(task.row(18), number: 18, to: .outcome(">50K"))
/// ```
public struct DecisionTask: Sendable {
    /// What decides.
    public let model: any Model
    /// What may change, and how.
    public private(set) var schema: Schema
    /// What the data are like.
    public private(set) var profile: DataProfile
    /// The file of the data.
    public let dataPath: String
    /// SHA-256 of the data file.
    public let dataDigest: String
    /// What was assumed, in words.
    public let notes: [String]
    /// Whether the limits of the features are those of rows, and not of a schema file.
    private let isInferred: Bool

    /// An ONNX model that runs natively.
    ///
    /// - Parameters:
    ///   - schema: A YAML file; `nil` infers one from the data.
    ///   - columns: The columns that the model reads, in its order, where it does not name them.
    /// - Throws: `ModelError`, `CSVError`, `YAMLError`, `SchemaError` or `TableError`, each naming its file.
    public init(model path: String, data: String, schema: String? = nil, columns: [String]? = nil) throws {
        let (graph, digest) = try ModelFile.load(path)
        try self.init(graph, digest: digest, data: data, schema: schema, columns: columns)
    }

    package init(_ graph: ONNXModel, digest: String, data: String, schema: String?, columns: [String]?) throws {
        try self.init(data: data, schema: schema, columns: columns, textColumns: graph.namedTextInputs) { profile in
            try ONNXDecisionModel(graph, digest: digest, columns: profile)
        }
    }

    /// A model of any kind.
    ///
    /// ```swift
    /// let task = try await DecisionTask(data: "Tests/Fixtures/command/adult.csv") { rows, columns in
    ///     try await ProcessModel(command, reference: rows, columns: columns)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - schema: A YAML file; `nil` infers one from the data.
    ///   - columns: The columns that the model reads; `nil` for those that the schema describes.
    ///   - make: Makes the model for the first rows of the data and for these columns, `nil` where nobody named any;
    ///     may be called twice.
    /// - Throws: `CSVError`, `YAMLError`, `SchemaError` or `TableError`, each naming its file; what `make` throws.
    public init(
        data: String, schema: String? = nil, columns: [String]? = nil,
        model make: (_ rows: Table, _ columns: [String]?) async throws -> any Model
    ) async throws {
        let columns = try columns ?? schema.map { try SchemaFile.schema(path: $0).features.map(\.name) }
        var profile = try DataProfile(path: data)
        try profile.check(names: columns)
        let model: any Model
        do {
            model = try await make(profile.sample, columns)
        } catch let misread as MisreadColumns {
            profile = try DataProfile(path: data, textColumns: misread.names)
            model = try await make(profile.sample, columns)
        }
        let reads = columns ?? profile.columns.map(\.name)
        try self.init(model, reads: reads, data: data, profile: profile, schema: schema)
    }

    /// A model that is made for the columns of the data.
    ///
    /// - Parameter textColumns: Columns that it is known to read as text.
    package init(
        data: String, schema: String?, columns: [String]?, textColumns: Set<String> = [],
        model make: ([ColumnProfile]) throws -> any BoundModel
    ) throws {
        var profile = try DataProfile(path: data, textColumns: textColumns)
        var model: any BoundModel
        do { model = try make(profile.columnProfiles(named: columns)) } catch let error as ModelError {
            throw error.code == .missingInput ? error.inTable(data) : error
        }
        if let misread = MisreadColumns(of: profile.columnProfiles, for: model.inputColumns) {
            profile = try DataProfile(path: data, textColumns: textColumns.union(misread.names))
            model = try make(profile.columnProfiles(named: columns))
        }
        try self.init(
            model, reads: columns ?? profile.columns.map(\.name), data: data, profile: profile, schema: schema)
    }

    /// - Parameter given: The columns that a model reads that does not tell them.
    private init(
        _ model: any Model, reads given: [String], data: String, profile: DataProfile, schema path: String?
    ) throws {
        let own = (model as? any BoundModel)?.inputColumns
        if let own, path == nil { try profile.checkNumbers(for: own) }
        let schema = try Self.schema(path, reads: own?.names ?? given, profile: profile)
        self.schema = schema
        self.model = model
        self.profile = profile
        isInferred = path == nil
        dataPath = data
        dataDigest = try ModelFile.digest(of: data)
        let ignored = profile.columns.map(\.name).filter { schema[$0] == nil }
        let assumed = own?.notes ?? []
        let passedOver =
            assumed.isEmpty && !ignored.isEmpty
            ? ["columns that the model does not read are ignored: \(ignored.joined(separator: ", "))"] : assumed
        let groups = path == nil ? profile.oneHotGroups(among: schema.features.map(\.name)) : []
        notes =
            passedOver + groups.map { "exactly one of \($0.joined(separator: ", ")) stays 1, as in every row" }
            + (profile.isWhole ? [] : [Self.note(of: "data", profile.sample)])
    }

    private static func note(of rows: String, _ sample: Table) -> String {
        "of the \(rows), \(sample.count) rows, drawn evenly, stand for all in medians, plausibility and groups"
    }

    private static func schema(_ path: String?, reads: [String], profile: DataProfile) throws -> Schema {
        guard let path else { return try profile.schema(of: reads) }
        let schema = try SchemaFile.schema(path: path)
        let undescribed = reads.filter { schema[$0] == nil }
        guard undescribed.isEmpty else {
            throw TableError(
                .noColumn,
                "\(path) does not describe \(undescribed.map { "'\($0)'" }.joined(separator: ", ")), which the model reads",
                hint: "Add an entry for each under `features`; `otherwise schema` writes them")
        }
        for feature in schema.features where !profile.has(feature.name) {
            throw TableError(
                .noColumn, "'\(profile.path)' has no column '\(feature.name)', which \(path) describes",
                hint: "Rename the column or the feature")
        }
        return schema
    }

    /// The same with limits that are inferred from reference rows too; those that a schema file gives stand.
    ///
    /// - Parameter reference: A file, such as that of the training data.
    public func widened(by reference: String) throws -> DecisionTask {
        guard isInferred else { return self }
        var task = self
        try task.profile.widen(by: reference, features: Set(schema.features.map(\.name)))
        task.schema = try task.profile.schema(of: schema.features.map(\.name))
        return task
    }

    /// What is to be known of limits that were inferred.
    private var notesOfLimits: [String] {
        guard isInferred else { return [] }
        let unseen = schema.features.filter { feature in
            feature.mutability == .immutable && (try? profile.column(feature.name).isEmpty) == true
        }
        let few = profile.rowsBehindLimits < Self.fewRows
        return unseen.map { "'\($0.name)' is empty in every row and stays so" }
            + (few
                ? [
                    "no value is tried that none of \(profile.rowsBehindLimits) rows has; reference rows or a schema tell of more"
                ] : [])
    }

    /// Fewer rows than this hardly tell what values there are.
    private static let fewRows = 10

    /// - Parameters:
    ///   - reference: Rows to measure answers against, such as the training data; `nil` for the data themselves.
    ///   - graph: What causes what among the features; `nil` where they are thought to move one by one.
    public func explainer(
        _ settings: Explainer.Settings = Explainer.Settings(), reference: Table? = nil, graph: CausalGraph? = nil
    ) async throws -> Explainer {
        var explainer = try await Explainer(
            model: model, schema: schema, reference: reference ?? profile.sample,
            statistics: reference?.statistics ?? profile.statistics, settings: settings, graph: graph)
        explainer.dataDigest = dataDigest
        explainer.notes =
            notes + notesOfLimits + (reference.map { $0.notes(asReferenceFor: schema) } ?? []) + explainer.notes
        if let reference, reference.count == DataProfile.sampleLimit {
            explainer.notes.append(Self.note(of: "reference rows", reference))
        }
        return explainer
    }

    /// The row with this number, counted from 0.
    ///
    /// - Throws: `TableError` when there is no such row, or when it holds a category that the schema does not list.
    public func row(_ number: Int) throws -> Row {
        try check(number)
        if profile.isWhole, let row = try? profile.sample.row(number, schema: schema) { return row }
        let (table, line) = try read(number)
        return try table.row(0, schema: schema, of: dataPath, line: line)
    }

    /// The row with this number, counted from 0, with all of its columns.
    ///
    /// - Throws: `TableError` when there is no such row.
    package func record(_ number: Int) throws -> Table {
        try check(number)
        return profile.isWhole ? profile.sample.rows(at: [number]) : try read(number).table
    }

    private func check(_ number: Int) throws {
        guard number >= 0, number < profile.count else {
            throw TableError(
                .noRow, "'\(dataPath)' has no row \(number)", hint: "Rows count from 0 to \(profile.count - 1)")
        }
    }

    private func read(_ number: Int) throws -> (table: Table, line: Int?) {
        var reader = try batches()
        try reader.skip(number)
        guard let table = try reader.next(limit: 1) else {
            throw TableError(
                .unreadable, "'\(dataPath)' ends before row \(number)", hint: "Run again when the file rests")
        }
        return (table, reader.lines.first)
    }

    /// Reads reference rows with the columns of the data: all, or `DataProfile.sampleLimit` of them drawn evenly.
    ///
    /// - Throws: `TableError` when the file has no rows or lacks a column, naming it.
    public func reference(_ path: String) throws -> Table { try digestedReference(path).rows }

    /// The same rows, with the SHA-256 of the bytes that they were read from.
    ///
    /// - Throws: As the other.
    package func digestedReference(_ path: String) throws -> (rows: Table, digest: String) {
        let (table, digest) = try profile.kinds.lenient(butIn: Set(schema.features.map(\.name))) { kinds in
            let source = try DigestingSource(path: path)
            var reader = TableReader(try CSVReader(source: source), kinds: kinds)
            var rows = RowSample(of: DataProfile.sampleLimit)
            while let batch = try reader.next(limit: DataProfile.sampleLimit) { rows.add(batch) }
            return (rows.table(), source.hexDigest)
        }
        try check(table, asReference: path)
        return (table, digest)
    }

    private func check(_ table: Table, asReference path: String) throws {
        guard table.count > 0 else {
            throw TableError(
                .noRows, "The reference '\(path)' has no rows", hint: "Give the rows that the model was trained on")
        }
        if let absent = schema.features.first(where: { table[$0.name] == nil }) {
            throw TableError(
                .noColumn, "The reference '\(path)' has no column '\(absent.name)'",
                hint: "Give rows with the columns of the data"
            )
        }
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
                    .noColumn, "The table has no column '\(feature.name)'", hint: "Add it, or take it out of the schema"
                )
            }
            return try feature.value(column[number])
        }
        return try Row(schema: schema, values: values)
    }
}

extension Table {
    /// The same with what an error calls the place.
    func row(_ number: Int, schema: Schema, of file: String, line: Int?) throws -> Row {
        do { return try row(number, schema: schema) } catch let error as TableError {
            throw error.at(file: file, line: line)
        }
    }
}

extension Feature {
    /// An entry as this feature holds it.
    fileprivate func value(_ entry: Value) throws -> Value {
        switch (domain, entry) {
        case (_, .missing), (.numeric, .number): return entry
        case (.numeric, .category(let text)):
            if let number = Double(feature: text) { return .number(number) }
            if TableReader.missingMarks.contains(text.lowercased()) { return .missing }
            throw TableError(
                .badEntry, "'\(text.prefix(40))' is not a number",
                hint: "Correct the entry, or make the feature a category in the schema"
            ).at(column: name)
        case (.categorical(let categories, _), _):
            guard categories.contains(entry.description) else {
                throw TableError(
                    .badEntry, "'\(entry.description.prefix(40))' is none of the feature's categories",
                    hint:
                        "Correct the entry, or add it to `values` in the schema; there are \(categories.prefix(12).joined(separator: ", "))"
                ).at(column: name)
            }
            return .category(entry.description)
        }
    }
}
