#if Llama
public import OtherwiseCore
public import OtherwiseModels

/// A model with memory to compute in. Calls are answered one after the other, each alone; a task that is cancelled
/// stops its call inside llama.cpp.
public actor LlamaSession {
    /// What is asked.
    public nonisolated let model: LlamaModel
    /// How much memory it takes and how it computes.
    public nonisolated let settings: LlamaSettings
    private nonisolated let executor = QueueExecutor(label: "otherwise.language-model")
    private var made: LlamaContext?

    /// A thread of its own: llama.cpp blocks while it computes.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    /// The model's.
    public nonisolated var identity: ModelIdentity { model.identity }

    /// - Throws: `ModelError.invalidValue` naming a setting that is out of its range.
    public init(_ model: LlamaModel, _ settings: LlamaSettings = LlamaSettings()) throws(ModelError) {
        try settings.check()
        (self.model, self.settings) = (model, settings)
    }

    /// Runs `body` with a context that has forgotten everything, which it has alone until it returns.
    nonisolated func withContext<Result: Sendable>(
        _ body: @Sendable (LlamaContext) throws -> Result
    ) async throws -> Result {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await use(cancellation, body)
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func use<Result: Sendable>(
        _ cancellation: Cancellation, _ body: @Sendable (LlamaContext) throws -> Result
    ) throws -> Result {
        if cancellation.isCancelled { throw CancellationError() }
        let context = try context()
        context.clear()
        context.cancellation = cancellation
        defer { context.cancellation = nil }
        return try body(context)
    }

    /// Made when it is first needed: it takes memory.
    private func context() throws(ModelError) -> LlamaContext {
        if let made { return made }
        let context = try LlamaContext(model, settings)
        made = context
        return context
    }
}
#endif
