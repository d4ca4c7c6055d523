import Foundation
import OtherwiseBlackBox
import OtherwiseCore

/// A model that is asked from outside.
enum OutsideModel: Sendable {
    case command(String, RowFormat)
    case server(URL, ServerProtocol)

    /// Whether its inputs may be bound by order, which is the model's own and not that of a schema.
    var isBoundInOrder: Bool {
        if case .server(_, .kserve) = self { true } else { false }
    }

    /// The model, once it was asked about some rows of `reference`.
    ///
    /// - Parameter columns: The columns that it reads; `nil` for all but the label.
    func model(
        reference: Table, columns: [String]?, settings: BlackBoxSettings
    ) async throws -> any Model {
        switch self {
        case .command(let command, let format):
            try await ProcessModel(
                command, format: format, reference: reference, columns: columns, settings: settings,
                restarted: RestartWarnings().add)
        case .server(let url, .mlflow):
            try await MLflowModel(
                Self.endpoint(url), reference: reference, columns: columns, settings: settings)
        case .server(let url, .kserve):
            try await KServeModel(
                Self.endpoint(url), reference: reference, columns: columns, settings: settings)
        }
    }

    private static func endpoint(_ url: URL) throws -> ModelEndpoint {
        ModelEndpoint(url, token: try KeyVariable(name: "OTHERWISE_MODEL_TOKEN").key())
    }
}
