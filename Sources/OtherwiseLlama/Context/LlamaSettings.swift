#if Llama
import CLlama
import Foundation
import OtherwiseModels

/// How much memory a session takes and how it computes.
public struct LlamaSettings: Sendable, Hashable {
    /// Tokens held at once; `nil` for the model's own context length, at most 4,096.
    public var contextTokens: Int?
    /// Tokens read in one step; 1 to 8,192.
    public var batchTokens = 512
    /// Threads; they spin while they wait, so that more than there are free cores slow the work many times over. By
    /// default as many as the cores that the process may use.
    public var threads = processors

    /// The settings above.
    public init() {}

    /// Tokens that a context of `model` holds.
    func capacity(of model: LlamaModel) -> Int { contextTokens ?? min(model.contextLength, 4096) }

    /// A process may be bound to some of the cores, of which Foundation knows nothing.
    private static var processors: Int {
        let allowed = Int(CLlama_processors())
        return allowed > 0 ? allowed : max(1, ProcessInfo.processInfo.activeProcessorCount)
    }

    func check() throws(ModelError) {
        let ranges = [
            ("context", contextTokens ?? 1, 1...1_000_000), ("batch", batchTokens, 1...8192),
            ("number of threads", threads, 1...512),
        ]
        for (name, value, range) in ranges where !range.contains(value) {
            throw ModelError(
                .invalidValue, "the \(name) is \(value)",
                hint: "Give \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
#endif
