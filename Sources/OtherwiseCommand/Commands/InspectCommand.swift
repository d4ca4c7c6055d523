import ArgumentParser
import OtherwiseTabular

/// `otherwise inspect`: what a model is, and what can be proved about it.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Says what a model is: its inputs, its outcomes, its operators, and what can be proved about it.",
        discussion: """
            Whether a decision can be proved depends on the columns too; give --data to be told.

            EXAMPLES
              otherwise inspect model.onnx
              otherwise inspect model.onnx --data data.csv --format json

            \(Ending.help)
            """)

    @Argument(help: "The model, an ONNX file.", completion: .file(extensions: ["onnx"]))
    var model: String

    @Option(help: "Rows that the model decides on, a CSV file with a header.", completion: .file(extensions: ["csv"]))
    var data: String?

    @OptionGroup var limits: SchemaOptions
    @OptionGroup var reading: ReadingOptions

    @Option(help: "How to write the description.")
    var format = DescriptionFormat.table

    func validate() throws {
        if data == nil, limits.schema != nil || reading.columns != nil {
            throw ValidationError("--schema and --columns go with --data.")
        }
    }

    func run() async throws {
        try InputFile.check(model, as: "model")
        let (graph, digest) = try ModelFile.load(model)
        var summary = ModelSummary(graph, digest: digest)
        if let data { summary.binding = try await binding(to: data) }
        let output = try Output(nil)
        switch format {
        case .json: try output.write(ExplanationJSON.document(summary))
        case .table: try output.write(ModelSummaryText(summary, style: output.style).text)
        }
    }

    private func binding(to data: String) async throws -> ModelSummary.Binding {
        let input = try InputOptions.parse(
            ["--model", model, "--data", data]
                + (reading.columns.map { ["--columns", $0.joined(separator: ",")] } ?? []))
        let task = try input.task(schema: limits.schema)
        return ModelSummary.Binding(task, try await task.explainer())
    }
}
