import ArgumentParser
import OtherwiseCore
import OtherwiseTabular

/// `otherwise explain`: the cheapest change that makes the model decide otherwise.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says what it would take: the cheapest change of a row that makes the model decide otherwise.",
        discussion: """
            Rows count from 0, the header apart. A class that the model calls exactly as --want says always wins: \
            ">50K" is a class where there is one. Many rows (--rows) are written as CSV or JSON lines, in their order; \
            a run that was interrupted goes on with --resume and then holds the same bytes as one that was not. \
            Beside the file lies FILE.provenance.json, which says what it was made from.

            EXAMPLES
              otherwise explain --model model.onnx --data data.csv \\
                --row 17 --want ">50K"
              otherwise explain --model model.onnx --data data.csv \\
                --row 17 --want "not denied" --schema schema.yml --count 3
              otherwise explain --model prices.onnx --data homes.csv \\
                --row 3 --want ">=200" --cost '1*l1+0.5*l0' --format json
              otherwise explain --model model.onnx --data data.csv \\
                --rows all --want ">50K" --output answers.csv --resume

            \(Ending.help)

            A batch ends with 65 if a row was bad, with 3 if no row at all has a \
            counterfactual, and with 0 otherwise.
            """)

    @OptionGroup(title: "Model and data") var input: InputOptions
    @OptionGroup(title: "Model and data") var limits: SchemaOptions
    @OptionGroup(title: "Question") var search: SearchOptions
    @OptionGroup(title: "Rows") var batch: RowOptions
    @OptionGroup(title: "Result") var result: ResultOptions
    @OptionGroup var talk: TalkOptions

    /// The files that must not be overwritten.
    var readFiles: [String] { [input.model, input.data, limits.schema].compactMap(\.self) }

    func validate() throws { try batch.validate(with: result) }

    func run() async throws {
        let output = try Output(result.output, sparing: readFiles)
        if let rows = batch.rows { return try await BatchExplanation(command: self, rows: rows, output: output).run() }
        guard let row = batch.row else { return }
        try await SingleExplanation(command: self, row: row, output: output).run()
    }
}

/// Which rows, and how many at once.
struct RowOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "The row to ask about, counted from 0.")
    var row: Int?

    @Option(
        help: ArgumentHelp(
            "The rows to ask about: 'all', rows and ranges such as 0-99,200, or a file of them.", valueName: "rows"))
    var rows: RowsArgument?

    @Option(help: "How many rows of a batch are worked on at once. (default: one per core)")
    var threads: Int?

    @Flag(help: "Go on with a batch that was interrupted.")
    var resume = false

    func validate(with result: ResultOptions) throws {
        guard (row == nil) != (rows == nil) else { throw ValidationError("Give either --row or --rows.") }
        if let threads, threads < 1 { throw ValidationError("--threads is \(threads). Give at least 1.") }
        if rows == nil, resume || threads != nil { throw ValidationError("--resume and --threads go with --rows.") }
        if resume, result.output == nil {
            throw ValidationError("--resume needs the file to go on with. Give --output.")
        }
        if rows != nil, let format = result.format, format == .table || format == .html {
            throw ValidationError("Many rows are written as csv or json, not as \(format.rawValue).")
        }
        if rows != nil, result.certificate != nil { throw ValidationError("--certificate goes with --row.") }
    }
}

/// How and where the result is written.
struct ResultOptions: ParsableArguments {
    @Option(help: "How to write the result. (default: table for --row, csv for --rows)")
    var format: ExplanationFormat?

    @Option(help: "The file to write the result to. (default: standard output)", completion: .file())
    var output: String?

    @Option(
        help: "A file for the record that `otherwise verify` checks again.", completion: .file(extensions: ["json"]))
    var certificate: String?
}
