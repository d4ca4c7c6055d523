import ArgumentParser
import OtherwiseTabular

/// `otherwise inspect`: what a model is, and what can be proved about it.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Says what a model is: its inputs, its outcomes, its operators, and what can be proved about it.",
        discussion: """
            Whether a decision can be proved depends on the columns too; give --data to be told. A command or a server \
            tells nothing of itself until it is asked about rows, and so needs --data.

            EXAMPLES
              otherwise inspect model.onnx
              otherwise inspect model.onnx --data data.csv --format json
              otherwise inspect --model-url http://localhost:8080/v2/models/credit \\
                --data data.csv

            \(Ending.readingHelp)
            """)

    @Argument(help: "The model, an ONNX file.", completion: .file(extensions: ["onnx"]))
    var file: String?

    @OptionGroup var model: ModelOptions

    @Option(help: "Rows that the model decides on, a CSV file with a header.", completion: .file(extensions: ["csv"]))
    var data: String?

    @OptionGroup var limits: SchemaOptions
    @OptionGroup var reading: ReadingOptions

    @Option(help: "How to write the description.")
    var format = DescriptionFormat.table

    func validate() throws {
        guard (file == nil) != (try model.source == nil) else {
            throw ValidationError("Name one model: a file, or --model, --model-command or --model-url.")
        }
        if data == nil, limits.schema != nil || reading.columns != nil {
            throw ValidationError("--schema and --columns go with --data.")
        }
        if data == nil, file ?? model.model == nil {
            throw ValidationError("A command or a server needs rows to be asked about. Give --data.")
        }
    }

    func run() async throws {
        let summary = try await self.summary()
        let output = try Output(nil)
        switch format {
        case .json: try output.write(ExplanationJSON.document(summary))
        case .table: try output.show(ModelSummaryText(summary, style: output.style).text)
        }
    }

    private func summary() async throws -> ModelSummary {
        if let data { try InputFile.check(data, as: "data file") }
        if let schema = limits.schema { try InputFile.check(schema, as: "schema") }
        if let path = file ?? model.model { return try await summary(of: try ONNXFile(path)) }
        let task = try await model.task(data: data ?? "", schema: limits.schema, columns: reading.columns)
        return ModelSummary(task, try await task.explainer())
    }

    private func summary(of file: ONNXFile) async throws -> ModelSummary {
        var summary = try ModelSummary(file)
        guard let data else { return summary }
        let task = try file.task(data: data, schema: limits.schema, columns: reading.columns)
        summary.binding = ModelSummary.Binding(task, try await task.explainer())
        return summary
    }
}
