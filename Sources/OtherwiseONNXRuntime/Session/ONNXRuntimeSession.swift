#if ONNXRuntime
import COnnxRuntime
public import Foundation
public import OtherwiseModels

// Sendable: all it holds is set once, and a session of ONNX Runtime may run on several threads at a time.
/// An ONNX model that runs in ONNX Runtime: any graph, in the same form as `ONNXModel`.
///
/// ```swift
/// let session = try ONNXRuntimeSession(path: "credit.onnx", in: ONNXRuntimeLibrary())
/// let outputs = try session.run(["age": try Tensor(shape: [1, 1], .float([46]))])
/// ```
public final class ONNXRuntimeSession: @unchecked Sendable {
    /// The file, or the name that the caller gave.
    public let name: String
    /// The library that runs the graph.
    public let library: ONNXRuntimeLibrary
    /// What must be given, without the inputs that have a value in the file.
    public let inputs: [ValueDescription]
    /// What the graph returns, in its own order.
    public let outputs: [ValueDescription]
    let handle: SessionHandle

    /// Reads the model in the file at `path`, and the files beside it that hold its weights.
    ///
    /// - Throws: `ModelError`; `.unreadable` and `.notONNX` if the file is not there or is something else.
    public convenience init(
        path: String, in library: ONNXRuntimeLibrary, settings: Settings = Settings()
    ) throws(ModelError) {
        try self.init(name: path, library) { () throws(ModelError) in
            try SessionHandle(path: path, in: library, settings: settings)
        }
    }

    /// Reads the model in `bytes`; `name` is what errors call it.
    public convenience init(
        bytes: Data, name: String, in library: ONNXRuntimeLibrary, settings: Settings = Settings()
    ) throws(ModelError) {
        try self.init(name: name, library) { () throws(ModelError) in
            try SessionHandle(bytes: bytes, in: library, settings: settings)
        }
    }

    private init(
        name: String, _ library: ONNXRuntimeLibrary, open: () throws(ModelError) -> SessionHandle
    ) throws(ModelError) {
        self.name = name
        self.library = library
        do throws(ModelError) {
            handle = try open()
            inputs = try handle.descriptions(COnnxRuntime_inputs)
            outputs = try handle.descriptions(COnnxRuntime_outputs)
        } catch {
            throw error.inModel(name)
        }
    }
}
#endif
