#if ONNXRuntime
import COnnxRuntime
import OtherwiseModels

extension ONNXRuntimeLibrary {
    /// The session that `open` makes with `settings` in the form in which ONNX Runtime holds them.
    func session(
        _ settings: ONNXRuntimeSession.Settings,
        open: (_ options: OpaquePointer, _ session: inout OpaquePointer?) -> OpaquePointer?
    ) throws(ModelError) -> OpaquePointer {
        guard let threads = Int32(exactly: settings.threads), threads >= 0 else {
            throw .impossible(settings.threads)
        }
        let options = try make { COnnxRuntime_createOptions(table, &$0) }
        defer { COnnxRuntime_releaseOptions(table, options) }
        try check(COnnxRuntime_setThreads(table, options, threads))
        try check(COnnxRuntime_setOptimization(table, options, settings.optimization.rawValue))
        return try make(otherwise: .malformed) { open(options, &$0) }
    }
}

extension ModelError {
    fileprivate static func impossible(_ threads: Int) -> ModelError {
        ModelError(
            .invalidValue, "\(threads) threads were asked for", hint: "Ask for 1 or more, or for 0: one per core")
    }
}
#endif
