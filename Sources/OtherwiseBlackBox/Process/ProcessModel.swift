public import OtherwiseCore
public import OtherwiseModels

/// A decision model in a process of its own, in any language: it reads rows from standard input and answers on
/// standard output, until its standard input is closed.
///
/// ```swift
/// let model = try await ProcessModel(command, reference: table)
/// ```
///
/// One process serves all questions, one after the other; it ends with the model.
public struct ProcessModel: BoundModel, SparingModel {
    /// The command, without its secrets.
    public let identity: ModelIdentity
    /// What the first answer was found to mean.
    public var output: ModelOutput { service.reading.output }
    package let engine: String
    package var inputColumns: InputColumns { service.columns }
    private let service: LearnedService<ProcessService>

    /// Starts the process and asks it about some rows, to learn what it returns.
    ///
    /// - Parameters:
    ///   - command: What `/bin/sh -c` is given.
    ///   - reference: Rows to ask about.
    ///   - columns: The columns that the process is shown; `nil` for all of `reference` but the one, if any, that
    ///     holds just the classes.
    ///   - restarted: Is told what ended the process, whenever it is started anew.
    /// - Throws: `ModelError`; `.unavailable`, `.timedOut`, `.refused` or `.badAnswer`.
    public init(
        _ command: String, format: RowFormat = .json, reference: Table, columns: [String]? = nil,
        settings: BlackBoxSettings = BlackBoxSettings(),
        restarted: @escaping @Sendable (ModelError) -> Void = { _ in }
    ) async throws {
        let process = try ProcessService(command, format: format, timeout: settings.timeout, restarted)
        identity = ModelIdentity(name: process.name, digest: nil)
        engine = "a process, asked in \(format.rawValue.uppercased())"
        service = try await LearnedService(process, classes: settings.classes, reference: reference, columns: columns)
    }

    /// - Throws: `ModelError`; `CancellationError`, and the process is ended.
    public func predict(_ table: Table) async throws -> Predictions { try await service.predict(table) }

    package func predictSparing(_ table: Table) async throws -> Predictions {
        try await service.predictSparing(table)
    }
}

private struct ProcessService: RowService {
    let name: String
    let isStartedAnew = true
    let process: ModelProcess
    let format: RowFormat

    init(
        _ command: String, format: RowFormat, timeout: Duration, _ restarted: @escaping @Sendable (ModelError) -> Void
    ) throws {
        let name = command.withoutSecrets
        self.name = name
        self.format = format
        process = try ModelProcess(command, timeout: timeout, restarts: true) { restarted($0.inModel(name)) }
    }

    func answer(about rows: Table, attempts: Int) async throws -> Answer {
        let reply = try await process.ask(
            format.question(about: rows), until: format.answerEnd, attempts: attempts)
        do throws(ModelError) {
            return try format.answer(reply.bytes)
        } catch {
            throw error.atLine(reply.line)
        }
    }
}
