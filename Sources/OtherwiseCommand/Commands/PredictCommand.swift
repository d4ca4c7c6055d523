import ArgumentParser
import Foundation
import OtherwiseCore
import OtherwiseTabular

/// `otherwise predict`: what the model decides about each row.
struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Says what the model decides about each row, with its scores.",
        discussion: """
            Rows are read and written as they come, so that files of any size fit. With --format json each line is a document.

            EXAMPLES
              otherwise predict --model model.onnx --data data.csv --output out.csv
              otherwise predict --model model.onnx --data data.csv \\
                --rows 0-9 --format table
              otherwise predict --model-command 'python3 model.py' --data data.csv

            \(Ending.readingHelp)
            """)

    @OptionGroup(title: "Model and data") var input: InputOptions

    @Option(
        help: ArgumentHelp(
            "'all', rows and ranges such as 0-99,200, or a file of them; rows count from 0.", valueName: "rows"))
    var rows = RowsArgument(argument: "all")

    @Option(name: .customLong("format"), help: "How to write the predictions. (default: as --output ends, else csv)")
    var namedFormat: PredictionFormat?

    @Option(help: "The file to write to. (default: standard output)", completion: .file())
    var output: String?

    private var format: PredictionFormat { namedFormat ?? PredictionFormat(extensionOf: output) ?? .csv }

    func run() async throws {
        let output = try Output(output, sparing: [input.model.model, input.data, rows.file].compactMap(\.self))
        let task = try await input.task()
        let selection = try rows.selection(of: task.profile.count)
        if let last = selection.last { _ = try task.row(last) }
        let lines = try PredictionLines(format, output: task.model.output, rows: task.profile.count)
        let stream = try output.stream()
        try stream.write(contentsOf: lines.header)
        let undecided = try await Interruption.cancelling {
            try await write(selection, of: task, as: lines, to: stream)
        }
        guard let first = undecided.first else { return }
        StandardError.write(
            "Note: the model decides nothing about \(undecided.count.grouped) rows, the first of them \(first): a score is not a number.\n"
        )
    }

    /// - Returns: The rows about which the model decides nothing.
    private func write(
        _ selection: RowSelection, of task: DecisionTask, as lines: PredictionLines, to stream: FileHandle
    ) async throws -> RowSelection {
        var reader = try task.batches()
        var undecided: [ClosedRange<Int>] = []
        let end = selection.last.map { $0 + 1 } ?? 0
        while reader.rowsRead < end {
            let first = reader.rowsRead
            guard let table = try reader.next(limit: min(4096, end - first)) else { break }
            try Task.checkCancellation()
            let predictions = try await task.model.predict(table)
            let places = (0..<table.count).filter { selection.contains(first + $0) }
            try stream.write(contentsOf: lines.bytes(of: predictions, at: places, first: first))
            for place in places where predictions[place].outcome == .missing {
                undecided.append(first + place...first + place)
            }
        }
        return RowSelection(undecided)
    }
}
