import ArgumentParser
import OtherwiseBlackBox
import OtherwiseCore
import OtherwiseModels
import OtherwiseSearch
import OtherwiseTabular

/// What says how designs perform, and those that are known.
struct DesignInput: ParsableArguments {
    @Option(
        help: ArgumentHelp("An output and the ONNX model that says it; once for each.", valueName: "name=file"),
        completion: .file(extensions: ["onnx"]))
    var model: [NamedModel] = []

    @Option(
        help: ArgumentHelp(
            "An output and a command that says it, asked in JSON lines over its pipes; once for each.",
            valueName: "name=command"))
    var modelCommand: [NamedModel] = []

    @Option(
        help: ArgumentHelp(
            "An output and the address of the model that says it, ending with /v2/models/NAME (KServe) or /invocations (MLflow); once for each.",
            valueName: "name=url"))
    var modelURL: [NamedModel] = []

    @Option(
        help: ArgumentHelp(
            "How long a command or a server may take to answer about 256 designs, such as 500ms or 2m. (default: 60s)",
            valueName: "time"),
        transform: DurationArgument.duration)
    var modelTimeout: Duration?

    @Option(help: "Known designs, a CSV file with a header.", completion: .file(extensions: ["csv"]))
    var data: String

    func validate() throws {
        let names = (model + modelCommand + modelURL).map(\.name)
        if names.isEmpty { throw ValidationError("Which model? Give --model, --model-command or --model-url.") }
        if let repeated = names.firstDuplicate {
            throw ValidationError("Two models say '\(repeated)'. Give each a name of its own.")
        }
    }

    /// The files that must not be overwritten.
    var files: [String] { model.map(\.place) + [data] }

    /// Reads all of them.
    func task(schema: String?) async throws -> DesignInputs {
        try InputFile.check(data, as: "data file")
        if let schema { try InputFile.check(schema, as: "schema") }
        var sources: [(name: String, source: ModelSource)] = model.map { ($0.name, .file($0.place)) }
        sources += modelCommand.map { ($0.name, .outside(.command($0.place, .json))) }
        sources += try modelURL.map { ($0.name, .outside(try OutsideModel(at: $0.place))) }
        let settings = BlackBoxSettings(timeout: modelTimeout ?? .seconds(60))
        var tasks: [(String, DecisionTask)] = []
        for (name, source) in sources {
            tasks.append((name, try await source.task(data: data, schema: schema, columns: nil, settings)))
        }
        return try DesignInputs(tasks)
    }
}

/// `mpg=mpg.onnx`.
struct NamedModel: ExpressibleByArgument, Sendable {
    let name: String
    /// A path, a command or an address.
    let place: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        (name, place) = (parts[0], parts[1])
    }
}

/// Models side by side, and all features that any of them reads.
struct DesignInputs: Sendable {
    let evaluator: ModelEvaluator
    let schema: Schema
    let designs: Table
    private let tasks: [(name: String, task: DecisionTask)]

    init(_ tasks: [(String, DecisionTask)]) throws {
        self.tasks = tasks.map { (name: $0, task: $1) }
        // A design that a model has no number for ends no search.
        evaluator = ModelEvaluator(
            tasks.map { (name: $0, model: $1.model is any SparingModel ? TolerantModel($1.model) : $1.model) })
        schema = try Schema(joining: tasks.map(\.1.schema))
        designs = try tasks.first?.1.profile.sample ?? Table(columns: [])
    }

    /// What the asker should know about the known designs, in words.
    var notes: [String] {
        guard let profile = tasks.first?.task.profile, !profile.isWhole else { return [] }
        return [
            "of the \(profile.count) designs of the data \(profile.sample.count), drawn evenly, are taken for known"
        ]
    }

    /// - Throws: `TableError` when there is no such row, or when it is not of the schema.
    func row(_ number: Int) throws -> Row {
        try (tasks.first?.task.record(number) ?? Table(columns: [])).row(0, schema: schema)
    }

    func provenance(row: Int, population: Int) -> Provenance {
        let identities = tasks.map { ($0.name, $0.task.model.identity) }
        var settings = ["row": "\(row)", "population": "\(population)"]
        for (name, identity) in identities {
            settings["model \(name)"] = identity.digest.map { "sha256 \($0)" } ?? identity.name
        }
        return Provenance(
            method: "", settings: settings,
            model: ModelIdentity(
                name: identities.map(\.1.name).joined(separator: ", "),
                digest: identities.count == 1 ? identities[0].1.digest : nil),
            dataDigest: tasks.first?.task.dataDigest)
    }
}
