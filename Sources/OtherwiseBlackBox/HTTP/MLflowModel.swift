public import OtherwiseCore
public import OtherwiseModels

/// A decision model behind MLflow's scoring protocol: `POST …/invocations` with `dataframe_split`.
///
/// Its predictions may have any of the forms that `RowFormat.json` allows.
public struct MLflowModel: BoundModel, SparingModel {
    /// The address, without its secrets.
    public let identity: ModelIdentity
    /// What the first answer was found to mean.
    public var output: ModelOutput { service.reading.output }
    package let engine = "a server, asked by MLflow's protocol"
    package var inputColumns: InputColumns { service.columns }
    private let service: LearnedService<MLflowService>

    /// Asks about some rows, to learn what the model returns.
    ///
    /// - Parameters:
    ///   - reference: Rows to ask about.
    ///   - columns: The columns that the model is shown; `nil` for all of `reference` but the one, if any, that holds
    ///     just the classes.
    /// - Throws: `ModelError`; `.unavailable`, `.timedOut`, `.refused` or `.badAnswer`.
    public init(
        _ endpoint: ModelEndpoint, reference: Table, columns: [String]? = nil,
        settings: BlackBoxSettings = BlackBoxSettings()
    ) async throws {
        let server = MLflowService(server: ModelServer(endpoint, timeout: settings.timeout))
        identity = ModelIdentity(name: server.name, digest: nil)
        service = try await LearnedService(server, classes: settings.classes, reference: reference, columns: columns)
    }

    /// - Throws: `ModelError`; `CancellationError`.
    public func predict(_ table: Table) async throws -> Predictions { try await service.predict(table) }

    package func predictSparing(_ table: Table) async throws -> Predictions {
        try await service.predictSparing(table)
    }
}

struct MLflowService: RowService {
    let isStartedAnew = false
    let server: ModelServer
    var name: String { "\(server.endpoint)" }

    func answer(about rows: Table, attempts _: Int) async throws -> Answer {
        let body = try await server.send(Self.question(about: rows), to: server.endpoint.url)
        do throws(ModelError) {
            return try Answer(json: body)
        } catch {
            throw error.aboutServer
        }
    }

    static func question(about rows: Table) -> [UInt8] {
        let cells = JSONCells(rows)
        var text = JSONText()
        text.append(verbatim: #"{"dataframe_split":{"columns":"#)
        text.append(list: rows.columns) { text, column in text.append(column.name) }
        text.append(verbatim: #","data":"#)
        text.append(list: 0..<rows.count) { text, row in
            text.append(list: rows.columns.indices) { text, column in cells.append(row: row, column: column, to: &text)
            }
        }
        text.append(verbatim: "}}")
        return text.bytes
    }
}
