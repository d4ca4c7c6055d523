import Foundation
public import OtherwiseCore

/// What the file of a batch was made from, as it is written beside it.
public struct BatchProvenance: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.batch/1"

    /// The form of this one.
    public let schema: String
    /// What was wanted, in words.
    public let goal: String
    /// The rows asked about, such as `0-45221`.
    public let rows: String
    /// How the lines are written.
    public let format: BatchLines.Format
    /// SHA-256 of the schema file; `nil` where the schema was inferred from the data.
    public let schemaDigest: String?
    /// Where it comes from.
    public private(set) var provenance: Provenance

    /// - Parameter schemaPath: The schema file, if there is one.
    public init(_ run: BatchRun, format: BatchLines.Format, schemaPath: String?) throws {
        schema = Self.version
        goal = run.goal.description
        rows = run.rows.description
        self.format = format
        schemaDigest = try schemaPath.map(ModelFile.digest)
        provenance = run.explainer.provenance
    }

    static func path(beside output: String) -> String { output + ".provenance.json" }

    func write(beside output: String) throws {
        let path = Self.path(beside: output)
        do {
            try Data(ExplanationJSON.document(self)).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw UnwritableFile(path, because: error)
        }
    }

    /// - Returns: Whether there is a file beside `output` that says how it was made.
    /// - Throws: `TableError` when it was made otherwise.
    func check(beside output: String) throws -> Bool {
        guard let bytes = FileManager.default.contents(atPath: Self.path(beside: output)) else { return false }
        guard let other = try? JSONDecoder().decode(BatchProvenance.self, from: bytes), other.withoutPath == withoutPath
        else {
            throw TableError(
                .otherRun, "'\(output)' was begun with \(difference(from: bytes))",
                hint: "Resume with the same, or write to another file")
        }
        return true
    }

    /// The same without where the model's file lies, which does not matter.
    private var withoutPath: BatchProvenance {
        guard let digest = provenance.model.digest else { return self }
        var copy = self
        copy.provenance.model = ModelIdentity(name: "", digest: digest)
        return copy
    }

    private func difference(from bytes: Data) -> String {
        guard let other = try? JSONDecoder().decode(BatchProvenance.self, from: bytes) else { return "another version" }
        if other.goal != goal { return "the goal '\(other.goal)'" }
        if other.withoutPath.provenance.model != withoutPath.provenance.model { return "another model" }
        if other.provenance.dataDigest != provenance.dataDigest { return "other data" }
        if other.schemaDigest != schemaDigest { return "another schema" }
        if other.rows != rows { return "the rows \(other.rows.prefix(60))" }
        if other.format != format { return "the format \(other.format.rawValue)" }
        guard other.provenance.version == provenance.version else { return "version \(other.provenance.version)" }
        let (one, two) = (other.provenance.settings, provenance.settings)
        let names = Set(one.keys).union(two.keys).filter { one[$0] != two[$0] }.sorted()
        return names.isEmpty ? "other settings" : "other settings (\(names.joined(separator: ", ")))"
    }
}
