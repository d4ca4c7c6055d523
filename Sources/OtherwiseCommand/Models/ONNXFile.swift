import OtherwiseCore
import OtherwiseModels
import OtherwiseTabular

#if ONNXRuntime
import OtherwiseONNXRuntime
#endif

/// An ONNX file, and what runs it: the native engine where it can, else ONNX Runtime.
struct ONNXFile {
    let path: String
    let digest: String
    let contents: Contents

    enum Contents {
        /// The native engine runs it.
        case native(ONNXModel)
        /// It needs another engine, for this reason; `graph` is what could be read of it.
        case foreign(graph: ONNXModel?, reason: ModelError)
    }

    /// - Throws: `UnreadableInput`; `ModelError` for a file that no engine could run.
    init(_ path: String) throws {
        try InputFile.check(path, as: "model")
        self.path = path
        digest = try ModelFile.digest(of: path)
        contents = try Contents(path)
    }

    func task(data: String, schema: String?, columns: [String]?) throws -> DecisionTask {
        switch contents {
        case .native(let graph):
            try DecisionTask(graph, digest: digest, data: data, schema: schema, columns: columns)
        case .foreign(let graph, let reason):
            try DecisionTask(
                data: data, schema: schema, columns: columns, textColumns: graph?.namedTextInputs ?? [],
                model: foreignModel(graph, reason))
        }
    }

    /// The model, bound to columns that are known.
    func model(for columns: [ColumnProfile]) throws -> any Model {
        switch contents {
        case .native(let graph): try ONNXDecisionModel(graph, digest: digest, columns: columns)
        case .foreign(let graph, let reason): try foreignModel(graph, reason)(columns)
        }
    }

    /// What runs it here, or why nothing does.
    var engine: String {
        switch contents {
        case .native: "native"
        case .foreign(_, let reason):
            "\(Self.foreignEngine), because the native one cannot: \(["\(reason.place)", reason.problem].filter { !$0.isEmpty }.joined(separator: ": "))"
        }
    }
}

extension ONNXFile.Contents {
    /// What a file may hold that is beyond the native engine, but not wrong.
    private static let foreignCodes: Set<ModelError.Code> = [
        .unsupportedOperator, .unsupportedType, .externalData, .tooLarge,
    ]

    fileprivate init(_ path: String) throws(ModelError) {
        var graph: ONNXModel?
        do throws(ModelError) {
            let model = try ONNXModel(path: path)
            graph = model
            try model.checkOperators()
            self = .native(model)
        } catch {
            guard Self.foreignCodes.contains(error.code) else { throw error }
            self = .foreign(graph: graph, reason: error)
        }
    }
}

#if ONNXRuntime
extension ONNXFile {
    private static var foreignEngine: String { "\(ONNXRuntimeAvailability())" }

    /// Binds the model to columns.
    private func foreignModel(
        _ graph: ONNXModel?, _: ModelError
    ) throws -> ([ColumnProfile]) throws -> any BoundModel {
        let session = try ONNXRuntimeSession(path: path, in: ONNXRuntimeLibrary())
        return { try ONNXRuntimeDecisionModel(session, graph: graph, digest: digest, columns: $0) }
    }
}
#else
extension ONNXFile {
    private static let foreignEngine = "none in this build"

    private func foreignModel(
        _: ONNXModel?, _ reason: ModelError
    ) throws -> ([ColumnProfile]) throws -> any BoundModel {
        throw reason.hinting("ONNX Runtime may run it: \(Engine.commands(trait: "ONNXRuntime"))")
    }
}
#endif
