import ArgumentParser

/// How and where the result is written.
struct ResultOptions: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: "How to write the result. (default: as --output ends, else table for --row, csv for --rows)")
    var namedFormat: ExplanationFormat?

    @Option(help: "The file to write the result to. (default: standard output)", completion: .file())
    var output: String?

    @Option(
        help: "A file for the record that `otherwise verify` checks again.", completion: .file(extensions: ["json"]))
    var certificate: String?

    /// What was asked for, or what the file's name says; `nil` where neither does.
    var format: ExplanationFormat? { namedFormat ?? ExplanationFormat(extensionOf: output) }
}

/// How and where a result with a picture is written.
struct PictureResult<Format: PictureFormat>: ParsableArguments {
    @Option(name: .customLong("format"), help: ArgumentHelp(stringLiteral: Format.help))
    var namedFormat: Format?

    @Option(help: "The file to write the result to. (default: standard output)", completion: .file())
    var output: String?

    var format: Format { namedFormat ?? Format(extensionOf: output) ?? .table }
}

typealias PageResult = PictureResult<PageFormat>
