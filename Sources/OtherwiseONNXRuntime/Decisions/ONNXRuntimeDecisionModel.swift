#if ONNXRuntime
public import OtherwiseCore
public import OtherwiseModels

/// An ONNX model bound to the columns of a table: a classifier or a regressor that runs in ONNX Runtime.
public struct ONNXRuntimeDecisionModel: BoundModel {
    /// The path of the file and its SHA-256.
    public let identity: ModelIdentity
    /// What the graph's outputs mean.
    public let output: ModelOutput
    package let session: ONNXRuntimeSession
    package let binding: InputBinding
    package let reading: OutputReading
    package var engine: String { "ONNX Runtime \(session.library.version)" }
    package var inputColumns: InputColumns { binding.inputColumns }

    /// - Parameters:
    ///   - graph: The same model as our own reader sees it, which tells the names of its classes;
    ///     `nil` where it cannot read the file, and the classes go by number.
    ///   - digest: SHA-256 of the model's file.
    /// - Throws: `ModelError` when the graph returns neither a class nor a number, or reads a column that is not there.
    package init(
        _ session: ONNXRuntimeSession, graph: ONNXModel?, digest: String?, columns: [ColumnProfile]
    ) throws(ModelError) {
        reading = try OutputReading(session.outputs) { label, scores in
            graph?.classLabels(of: label, scores: scores)
        }
        output = reading.output
        binding = try InputBinding(session.inputs, to: columns, classes: reading.classes)
        self.session = session
        identity = ModelIdentity(name: session.name, digest: digest)
    }

    /// Runs the graph on all rows at once.
    ///
    /// - Parameter table: `[rows]`, with the columns that the graph reads.
    /// - Throws: `ModelError` naming a column that is absent or of the wrong kind, or with what ONNX Runtime said.
    public func predict(_ table: Table) throws(ModelError) -> Predictions {
        let values = try session.run(binding.tensors(from: table), fetching: reading.names)
        return try reading.predictions(from: try inOrder(values), rows: table.count)
    }

    /// The scores of maps in the order of the classes: ONNX Runtime sorts them by key.
    private func inOrder(_ values: [String: ONNXValue]) throws(ModelError) -> [String: ONNXValue] {
        guard let name = reading.scores, case .scores(let scores)? = values[name] else { return values }
        var values = values
        values[name] = .tensor(try scores.columns(of: reading.classes))
        return values
    }
}
#endif
