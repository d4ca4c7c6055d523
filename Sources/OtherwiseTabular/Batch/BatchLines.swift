import OtherwiseCSV
public import OtherwiseCore

/// Writes the answers of a batch as lines, ready to be appended to a file.
public struct BatchLines: Sendable {
    /// How a line is written.
    public enum Format: String, Sendable, Hashable, Codable, CaseIterable {
        /// One line per counterfactual, with a header; see `ExplanationCSV`.
        case csv
        /// One document per row; see `ExplanationJSON`.
        case json
    }

    /// How lines are written.
    public let format: Format
    private let table: ExplanationCSV

    /// - Parameters:
    ///   - format: How lines are written.
    ///   - schema: The features, one column each in CSV.
    ///   - qualities: What is measured of answers, a column or several for each in CSV.
    public init(_ format: Format, schema: Schema, qualities: Set<AnswerQuality> = []) {
        self.format = format
        table = ExplanationCSV(schema: schema, qualities: qualities)
    }

    /// What comes before the first line; empty for JSON.
    public func header() throws -> [UInt8] {
        format == .csv ? try table.bytes(of: [], withHeader: true) : []
    }

    /// The lines of one row, each with its end.
    public func bytes(of answer: BatchAnswer) throws -> [UInt8] {
        switch (format, answer) {
        case (.csv, .answered(let explanation)): try table.bytes(of: table.records(of: explanation), withHeader: false)
        case (.csv, .failed(let failure)): try table.bytes(of: [table.record(of: failure)], withHeader: false)
        case (.json, .answered(let explanation)): try ExplanationJSON.line(explanation)
        case (.json, .failed(let failure)): try ExplanationJSON.line(failure)
        }
    }
}
