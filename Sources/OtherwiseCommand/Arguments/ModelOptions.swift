import ArgumentParser
import Foundation
import OtherwiseBlackBox
import OtherwiseCore
import OtherwiseTabular

/// Which model is asked.
struct ModelOptions: ParsableArguments {
    @Option(help: "The model, an ONNX file.", completion: .file(extensions: ["onnx"]))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "Instead: a command that answers about the rows on its standard input, such as 'python3 model.py'.",
            valueName: "command"))
    var modelCommand: String?

    @Option(
        name: .customLong("model-url"),
        help: ArgumentHelp(
            "Instead: the address of a model behind a server, …/v2/models/NAME or …/invocations. A key is taken from the environment variable OTHERWISE_MODEL_TOKEN.",
            valueName: "url"))
    var modelURL: String?

    @Option(
        help: ArgumentHelp(
            "How it is asked: a command by json or csv, a server by kserve or mlflow. (default: json; what the path of the address shows)",
            valueName: "protocol"))
    var modelProtocol: ModelProtocol?

    @Option(
        help: ArgumentHelp(
            "The classes of a command or a server, in the order of its scores. (default: what it answers about the first rows)",
            valueName: "a,b"),
        transform: NameList.names)
    var classes: [String]?

    @Option(
        help: ArgumentHelp(
            "How long a command or a server may take to answer about 256 rows, such as 500ms or 2m. (default: 60s)",
            valueName: "time"),
        transform: DurationArgument.duration)
    var modelTimeout: Duration?

    func validate() throws { _ = try source }
}

/// How a command or a server is asked.
enum ModelProtocol: String, ExpressibleByArgument, CaseIterable, Sendable {
    case json, csv, kserve, mlflow
}

/// Where a model is.
enum ModelSource: Sendable {
    case file(String)
    case outside(OutsideModel)
}

extension OutsideModel {
    /// - Parameter asked: How it is asked; `nil` for what the path of the address shows.
    init(at address: String, asked: ModelProtocol? = nil) throws {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host() != nil else {
            throw ValidationError(
                "--model-url is no address of a server. Write it in full, such as http://localhost:5000/invocations.")
        }
        switch asked {
        case .kserve: self = .server(url, .kserve)
        case .mlflow: self = .server(url, .mlflow)
        case .json, .csv:
            throw ValidationError("A server is asked by kserve or mlflow; a command needs --model-command.")
        case nil:
            guard let found = ServerProtocol(of: url) else {
                throw ValidationError(
                    "The address '\(ModelEndpoint(url))' does not show how its model is asked. End it with /v2/models/NAME or /invocations, or give --model-protocol."
                )
            }
            self = .server(url, found)
        }
    }
}

extension ModelSource {
    /// The model, ready to be asked about the rows of a file.
    func task(
        data: String, schema: String?, columns: [String]?, _ settings: BlackBoxSettings
    ) async throws -> DecisionTask {
        switch self {
        case .file(let path): try ONNXFile(path).task(data: data, schema: schema, columns: columns)
        case .outside(let outside):
            try await DecisionTask(data: data, schema: schema, columns: columns) { rows, names in
                try await outside.model(
                    reference: rows, columns: outside.isBoundInOrder ? columns : names, settings: settings)
            }
        }
    }
}

extension ModelOptions {
    /// - Returns: `nil` where no model is named.
    var source: ModelSource? {
        get throws {
            guard [model, modelCommand, modelURL].count(where: { $0 != nil }) <= 1 else {
                throw ValidationError("Give one of --model, --model-command and --model-url, not several.")
            }
            if let modelCommand {
                guard modelCommand.contains(where: { !$0.isWhitespace }) else { throw Self.emptyCommand }
                return .outside(.command(modelCommand, try rowFormat))
            }
            if let modelURL { return .outside(try OutsideModel(at: modelURL, asked: modelProtocol)) }
            guard modelProtocol == nil, classes == nil, modelTimeout == nil else {
                throw ValidationError(
                    "--model-protocol, --classes and --model-timeout go with --model-command or --model-url.")
            }
            return model.map(ModelSource.file)
        }
    }

    private var rowFormat: RowFormat {
        get throws {
            switch modelProtocol {
            case .json, nil: .json
            case .csv: .csv
            case .kserve, .mlflow:
                throw ValidationError("A command is asked by json or csv; a server needs --model-url.")
            }
        }
    }

    private var settings: BlackBoxSettings {
        BlackBoxSettings(classes: classes, timeout: modelTimeout ?? .seconds(60))
    }

    /// The model, ready to be asked about the rows of a file.
    ///
    /// - Parameters:
    ///   - schema: What may change and how, a YAML file; `nil` infers it from the data.
    ///   - columns: The columns that the model reads, in its order, where it does not name them.
    /// - Throws: `ValidationError` where no model is named.
    func task(data: String, schema: String?, columns: [String]?) async throws -> DecisionTask {
        guard let source = try source else { throw ModelOptions.noModel }
        return try await source.task(data: data, schema: schema, columns: columns, settings)
    }

    /// The model, ready to be asked about the rows of a record.
    func model(for record: CertificateRecord) async throws -> any Model {
        switch try source {
        case .file(let path): return try ONNXFile(path).model(for: record.columnProfiles())
        case .outside(let outside):
            let rows = try record.rows()
            return try await outside.model(
                reference: rows, columns: rows.columns.map(\.name), settings: settings)
        case nil: throw ModelOptions.noModel
        }
    }

    private static let emptyCommand = ValidationError(
        "--model-command is empty. Give the command that answers, such as 'python3 model.py'.")

    static let noModel = ValidationError("Which model? Give --model, --model-command or --model-url.")
}
