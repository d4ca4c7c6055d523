#if ONNXRuntime
import COnnxRuntime
import Foundation
import OtherwiseModels

/// Owns a session of ONNX Runtime; the library outlives it.
final class SessionHandle {
    let library: ONNXRuntimeLibrary
    let pointer: OpaquePointer

    init(path: String, in library: ONNXRuntimeLibrary, settings: ONNXRuntimeSession.Settings) throws(ModelError) {
        self.library = library
        pointer = try library.session(settings) { options, session in
            COnnxRuntime_createSession(library.table, library.environment, path, options, &session)
        }
    }

    init(bytes: Data, in library: ONNXRuntimeLibrary, settings: ONNXRuntimeSession.Settings) throws(ModelError) {
        self.library = library
        pointer = try library.session(settings) { options, session in
            bytes.withUnsafeBytes {
                COnnxRuntime_createSessionFromBytes(
                    library.table, library.environment, $0.baseAddress, $0.count, options, &session)
            }
        }
    }

    deinit { COnnxRuntime_releaseSession(library.table, pointer) }
}
#endif
