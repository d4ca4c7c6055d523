public import OtherwiseCore
import OtherwiseModels

extension CertificateRecord {
    /// Checks the record against an ONNX file that runs natively; see `verify(_:time:)`.
    public func verify(model path: String, time: Duration) async throws -> Verification {
        let (graph, digest) = try ModelFile.load(path)
        return try await verify(ONNXDecisionModel(graph, digest: digest, columns: columnProfiles()), time: time)
    }

    /// Checks all that the record says against a model: by running it, by adding up anew, and the bounds by a plain
    /// proof with a bound and a branching of its own.
    ///
    /// Nothing can be found anew about what rests on the data (plausibility, robustness, the row's number), about the
    /// effort of the search and about where it was made: the record's digest alone tells whether that was altered.
    ///
    /// - Parameter time: What the plain proofs may take, all together.
    /// - Throws: `SchemaError`, `YAMLError` or `RowError` for a record that is none; what the model throws.
    public func verify(_ model: any Model, time: Duration) async throws -> Verification {
        try await RecordCheck(self, model: model, time: time).verification()
    }
}
