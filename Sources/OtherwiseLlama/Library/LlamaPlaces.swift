#if Llama
import CLlama
import Foundation

/// Where the adapter of llama.cpp and the small model for tests lie.
enum LlamaPlaces {
    /// The versions that `make engines` fetches.
    private static let engine = "llama-0.3.36-2"
    private static let smallModel = "smollm2-0.1.2/SmolLM2-135M-Instruct.Q4_1.gguf"

    static func adapter(_ environment: [String: String]) -> String? {
        engines(environment).map { "\($0)/\(engine)/libotherwise-llama-\(CLlama_tableVersion).\(suffix)" }
    }

    static func smallModel(_ environment: [String: String]) -> String? {
        engines(environment).map { "\($0)/\(smallModel)" }
    }

    private static func engines(_ environment: [String: String]) -> String? {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        return (value("XDG_CACHE_HOME") ?? value("HOME").map { "\($0)/.cache" }).map { "\($0)/otherwise/engines" }
    }

    #if canImport(Darwin)
    private static let suffix = "dylib"
    #else
    private static let suffix = "so"
    #endif
}
#endif
