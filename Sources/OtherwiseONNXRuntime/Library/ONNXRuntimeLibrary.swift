#if ONNXRuntime
import COnnxRuntime
public import Foundation

// Sendable: all it holds is set once, and ONNX Runtime's environment may be used from every thread.
/// An ONNX Runtime that was found and opened; it makes sessions.
///
/// ```swift
/// let library = try ONNXRuntimeLibrary()
/// let session = try ONNXRuntimeSession(path: "credit.onnx", in: library)
/// ```
public final class ONNXRuntimeLibrary: @unchecked Sendable {
    /// The version that the library gives itself.
    public let version: String
    /// The file that was loaded.
    public let path: String
    let table: OpaquePointer
    let environment: OpaquePointer

    /// Opens the library at `path`, else the one that `make engines` fetched, else the system's.
    ///
    /// - Parameters:
    ///   - path: A shared library; nothing else is tried if it is given.
    ///   - environment: Tells the cache folder, by `XDG_CACHE_HOME` or `HOME`.
    /// - Throws: `ONNXRuntimeError` naming what was tried, and the command that fetches it.
    public init(
        path: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ONNXRuntimeError) {
        let opened = try OpenedLibrary(LibraryPlaces(path: path, environment: environment))
        table = opened.table
        version = opened.version
        self.path = opened.path
        self.environment = try Self.start(opened)
    }

    deinit { COnnxRuntime_releaseEnvironment(table, environment) }

    private static func start(_ library: OpenedLibrary) throws(ONNXRuntimeError) -> OpaquePointer {
        var environment: OpaquePointer?
        let failure = RuntimeFailure(COnnxRuntime_createEnvironment(library.table, &environment), table: library.table)
        guard failure == nil, let environment else {
            let reason = failure?.message ?? "no reason given"
            throw ONNXRuntimeError(.cannotStart, "'\(library.path)' does not start (\(reason))")
        }
        return environment
    }
}
#endif
