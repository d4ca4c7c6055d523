#if Llama
import Foundation
import OtherwiseLlama
import OtherwiseModels
import Testing

/// The small model that `make engines` fetches, read once for all tests.
enum SmallModel {
    static let loaded = Result { try LlamaModel(path: path ?? "") }
    static let path = LlamaModel.smallModelPath()

    /// A session of one thread, so that tests side by side do not wait for one another's.
    static func session(_ change: (inout LlamaSettings) -> Void = { _ in }) throws -> LlamaSession {
        var settings = LlamaSettings()
        settings.threads = 1
        settings.contextTokens = 1024
        change(&settings)
        return try LlamaSession(loaded.get(), settings)
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test, saying why, where the engine or the model is not installed.
    static var needsSmallModel: Self {
        .enabled(
            if: SmallModel.path != nil && (try? LlamaLibrary()) != nil,
            "llama.cpp and SmolLM2-135M come with `make engines`")
    }
}

/// The `ModelError` that `body` throws; `nil` if it throws none.
func modelError(_ body: () async throws -> Void) async -> ModelError? {
    do { try await body() } catch { return error as? ModelError }
    return nil
}
#endif
