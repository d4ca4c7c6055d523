import ArgumentParser

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

/// How and where a result with a picture is written.
struct PageResult: ParsableArguments {
    @Option(help: "How to write the result; html holds a picture.")
    var format = PageFormat.table

    @Option(help: "The file to write the result to. (default: standard output)", completion: .file())
    var output: String?
}
