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
struct PageResult: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: "How to write the result; html holds a picture. (default: as --output ends, else table)")
    var namedFormat: PageFormat?

    @Option(help: "The file to write the result to. (default: standard output)", completion: .file())
    var output: String?

    var format: PageFormat { namedFormat ?? PageFormat(extensionOf: output) ?? .table }
}

/// How and where a picture is written, or what it shows.
struct PictureResult: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: "How to write the result; html and svg are pictures. (default: as --output ends, else table)")
    var namedFormat: PictureFormat?

    @Option(help: "The file to write the result to. (default: standard output)", completion: .file())
    var output: String?

    var format: PictureFormat { namedFormat ?? PictureFormat(extensionOf: output) ?? .table }
}
