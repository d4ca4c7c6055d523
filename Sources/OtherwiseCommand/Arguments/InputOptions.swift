import ArgumentParser
import OtherwiseTabular

/// Where the model and the data are: the options that several subcommands share.
struct InputOptions: ParsableArguments {
    @OptionGroup var model: ModelOptions

    @Option(help: "The rows, a CSV file with a header.", completion: .file(extensions: ["csv"]))
    var data: String

    @OptionGroup var reading: ReadingOptions

    /// Reads all of them.
    ///
    /// - Parameter schema: What may change and how, a YAML file; `nil` infers it from the data.
    func task(schema: String? = nil) async throws -> DecisionTask {
        try InputFile.check(data, as: "data file")
        if let schema { try InputFile.check(schema, as: "schema") }
        return try await model.task(data: data, schema: schema, columns: reading.columns)
    }

    func validate() throws {
        guard try model.source != nil else { throw ModelOptions.noModel }
    }
}

/// How the columns of the data become the inputs of the model.
struct ReadingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The columns that the model reads, in its order, where it does not name them.", valueName: "a,b,c"),
        transform: NameList.names)
    var columns: [String]?
}

/// What may change.
struct SchemaOptions: ParsableArguments {
    @Option(
        help: "What may change and how, a YAML file; see 'otherwise schema'. Without one it is inferred from the data.",
        completion: .file(extensions: ["yml", "yaml"]))
    var schema: String?
}

/// How much is said.
struct TalkOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Say nothing but the result, warnings and errors.")
    var quiet = false

    @Flag(
        name: .shortAndLong, help: "Say more on standard error: what was read, how the search works, how long it took.")
    var verbose = false

    func validate() throws {
        if quiet && verbose { throw ValidationError("--quiet and --verbose exclude one another.") }
    }

    /// Writes what is worth knowing about the result, unless it is to be quiet.
    ///
    /// - Parameter text: With its full stop.
    func note(_ text: @autoclosure () -> String) {
        if !quiet { StandardError.write("Note: \(text())\n") }
    }

    /// Writes a remark for `--verbose`.
    func remark(_ text: @autoclosure () -> String) {
        if verbose { StandardError.write(text().shownInOneLine + "\n") }
    }
}
