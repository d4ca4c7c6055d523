#if ONNXRuntime
public import Foundation

/// Whether ONNX Runtime can be used here, for a report such as that of `otherwise doctor`.
public enum ONNXRuntimeAvailability: Sendable, Hashable, CustomStringConvertible {
    case available(version: String, path: String)
    case unavailable(ONNXRuntimeError)

    /// Looks where `ONNXRuntimeLibrary` looks.
    public init(path: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment) {
        do throws(ONNXRuntimeError) {
            let library = try ONNXRuntimeLibrary(path: path, environment: environment)
            self = .available(version: library.version, path: library.path)
        } catch {
            self = .unavailable(error)
        }
    }

    /// Whether graphs can be run.
    public var isAvailable: Bool {
        if case .available = self { true } else { false }
    }

    /// The version and the place of the library, or why it cannot be used.
    public var description: String {
        switch self {
        case .available(let version, let path): "ONNX Runtime \(version) (\(path))"
        case .unavailable(let error): error.description
        }
    }
}
#endif
