import Foundation
public import OtherwiseCore
public import OtherwiseModels

/// A decision model behind the open inference protocol, version 2 (KServe, Triton, MLServer, OpenVINO).
///
/// The server's metadata tell the inputs, which are bound to columns as those of an ONNX file are.
public struct KServeModel: BoundModel, SparingModel {
    /// The address, without its secrets.
    public let identity: ModelIdentity
    /// What the first answer was found to mean.
    public var output: ModelOutput { reading.output }
    package let engine = "a server, asked by the open inference protocol"
    package var inputColumns: InputColumns { binding.inputColumns }
    private let service: KServeService
    private let binding: InputBinding
    private let reading: OutputReading
    private let isolation: RowIsolation

    /// Asks for the metadata and about some rows, to learn what the model returns.
    ///
    /// - Parameters:
    ///   - endpoint: The address of the model, `…/v2/models/NAME`.
    ///   - reference: Rows to ask about.
    ///   - columns: The columns that the model reads, in its order, where it does not name them.
    /// - Throws: `ModelError`; `.unavailable`, `.timedOut`, `.refused`, `.badAnswer`, or `.missingInput` naming the
    ///   columns that are absent. An error that names the columns where numbers stand for text.
    public init(
        _ endpoint: ModelEndpoint, reference: Table, columns: [String]? = nil,
        settings: BlackBoxSettings = BlackBoxSettings()
    ) async throws {
        let name = "\(endpoint)"
        (service, binding, reading, isolation) = try await naming(name) {
            let service = try await KServeService(ModelServer(endpoint, timeout: settings.timeout))
            let table = try reference.columns(named: columns)
            let binding = try InputBinding(
                service.inputs, to: table.columnProfiles, classes: settings.classes ?? [])
            if let misread = MisreadColumns(of: table.columnProfiles, for: binding.inputColumns) { throw misread }
            let sample = table.sample(of: BlackBoxSettings.batchRows)
            let outputs = try await service.outputs(for: binding.tensors(from: sample))
            let known = sample.count > 0 ? sample.rows(at: [sample.count - 1]) : nil
            let reading = try OutputReading(outputs, classes: settings.classes)
            return (service, binding, reading, RowIsolation(known: known, isStartedAnew: false))
        }
        identity = ModelIdentity(name: name, digest: nil)
    }

    /// - Throws: `ModelError`; `CancellationError`.
    public func predict(_ table: Table) async throws -> Predictions {
        try await naming(identity.name) {
            try await table.inBatches(output: output) { batch in
                try await answer(about: batch).checked(about: batch)
            }
        }
    }

    package func predictSparing(_ table: Table) async throws -> Predictions {
        try await naming(identity.name) {
            try await table.inBatches(output: output) { batch in
                try await isolation.predictions(about: batch, output: output) { rows, _ in
                    try await answer(about: rows).marked
                }
            }
        }
    }

    private func answer(about rows: Table) async throws -> Predictions {
        let outputs = try await service.outputs(for: binding.tensors(from: rows))
        return try reading.predictions(from: outputs.values, rows: rows.count)
    }
}

/// A server and the inputs of its model.
private struct KServeService: Sendable {
    let server: ModelServer
    let inputs: [ValueDescription]

    init(_ server: ModelServer) async throws {
        self.server = server
        inputs = try KServeMetadata.inputs(reading: try await server.send(nil, to: server.endpoint.url))
    }

    func outputs(for tensors: [String: Tensor]) async throws -> [KServeResponse.Output] {
        let given = inputs.compactMap { input in tensors[input.name].map { (input, $0) } }
        let url = server.endpoint.url.appending(path: "infer")
        return try KServeResponse.outputs(reading: try await server.send(KServeRequest.bytes(given), to: url))
    }
}
