#if ONNXRuntime
import Foundation
import OtherwiseModels
import OtherwiseONNXRuntime
import Testing

/// The ONNX Runtime of this machine, and the graphs that the tests ask it about.
enum Engine {
    static let availability = ONNXRuntimeAvailability()

    /// `Tests/OtherwiseONNXRuntimeTests/Fixtures`.
    static let fixtures = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

    static func path(of model: String) -> String { fixtures.appending(path: "\(model).onnx").path() }

    static func session(
        _ model: String, _ settings: ONNXRuntimeSession.Settings = .init()
    ) throws -> ONNXRuntimeSession {
        try ONNXRuntimeSession(path: path(of: model), in: ONNXRuntimeLibrary(), settings: settings)
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test, saying why, where ONNX Runtime is not installed.
    static var needsONNXRuntime: Self {
        .enabled(if: Engine.availability.isAvailable, "\(Engine.availability)")
    }
}

/// The `ModelError` that `body` throws; `nil` if it throws none.
func modelError(_ body: () throws -> Void) -> ModelError? {
    do { try body() } catch { return error as? ModelError }
    return nil
}
#endif
