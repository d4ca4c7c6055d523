import OtherwiseCSV
import OtherwiseCore
import OtherwiseTabular

/// Writes predictions as lines.
struct PredictionLines {
    private let format: PredictionFormat
    private let classes: [String]
    private let columns: [String]
    /// For a table, the widths of its columns.
    private let widths: [Int]
    let header: [UInt8]

    /// - Parameter rows: The number of rows of the data, for the width of the first column.
    init(_ format: PredictionFormat, output: ModelOutput, rows: Int) throws {
        self.format = format
        if case .classes(let classes) = output { self.classes = classes } else { classes = [] }
        columns = ["row", "outcome"] + classes.map { "score_\($0)" }
        widths =
            [max(3, "\(rows)".count), max(10, classes.map(\.count).max() ?? 0)] + classes.map { max($0.count + 6, 8) }
        header =
            switch format {
            case .csv: try CSVWriter(to: MemoryByteSink(), header: columns).finish().bytes
            case .table: Self.line(columns, widths)
            case .json: []
            }
    }

    /// - Parameters:
    ///   - places: Which rows of the batch to write.
    ///   - first: The number of the batch's first row.
    func bytes(of predictions: Predictions, at places: [Int], first: Int) throws -> [UInt8] {
        switch format {
        case .csv:
            var writer = try CSVWriter(to: MemoryByteSink(), header: columns)
            for place in places { try writer.write(fields(of: predictions[place], row: first + place)) }
            return Array(try writer.finish().bytes.dropFirst(header.count))
        case .table: return places.flatMap { Self.line(cells(of: predictions[$0], row: first + $0), widths) }
        case .json:
            return try places.flatMap { try ExplanationJSON.line(PredictionDocument(row: first + $0, predictions[$0])) }
        }
    }

    private func fields(of prediction: Prediction, row: Int) -> [CSVField] {
        [.integer(row), prediction.outcome.field] + classes.map { prediction.scores[$0].map(CSVField.number) ?? "" }
    }

    private func cells(of prediction: Prediction, row: Int) -> [String] {
        ["\(row)", prediction.outcome.number?.short ?? prediction.outcome.description]
            + classes.map { prediction.scores[$0]?.short ?? "" }
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> [UInt8] {
        let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
        return Array((padded.joined(separator: "  ").trimmingEnd().shownInOneLine + "\n").utf8)
    }
}

/// One prediction as it is written to JSON.
private struct PredictionDocument: Encodable {
    let row: Int
    let outcome: Value
    /// By class; empty for a regression.
    let scores: [String: Double]

    init(row: Int, _ prediction: Prediction) {
        (self.row, outcome, scores) = (row, prediction.outcome, prediction.scores)
    }
}
