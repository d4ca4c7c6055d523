#if Llama
import CLlama
public import Foundation
public import OtherwiseModels

// Sendable: the table is constant for as long as the process runs.
/// llama.cpp, found and opened; it loads models.
public final class LlamaLibrary: @unchecked Sendable {
    /// The engine and its version.
    public let version: String
    /// The adapter that was loaded.
    public let path: String
    let table: UnsafePointer<CLlama_Table>

    /// Opens the adapter at `path`, else the one that `make engines` compiled.
    ///
    /// - Parameters:
    ///   - path: The adapter's shared library.
    ///   - environment: Tells the cache folder, by `XDG_CACHE_HOME` or `HOME`.
    /// - Throws: `ModelError.unavailable` with what was tried and the command that brings it.
    public init(
        path: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ModelError) {
        guard let path = path ?? LlamaPlaces.adapter(environment) else {
            throw Self.missing("the cache folder is unknown: neither XDG_CACHE_HOME nor HOME is set")
        }
        guard FileManager.default.fileExists(atPath: path) else {
            throw Self.missing("llama.cpp is not installed; looked for '\(path)'")
        }
        let opened = try Self.open(path)
        (table, self.path) = (opened, path)
        version = opened.pointee.description().map { String(cString: $0) } ?? "llama.cpp"
    }

    private static func open(_ path: String) throws(ModelError) -> UnsafePointer<CLlama_Table> {
        let (opening, problem) = withMessage { CLlama_open(path, $0, $1) }
        if let table = opening.table { return table }
        switch opening.outcome {
        case CLlama_cannotOpen: throw missing("'\(path)' cannot be opened (\(problem))")
        case CLlama_isSomethingElse: throw missing("'\(path)' is a shared library, but not Otherwise's adapter")
        default: throw missing("'\(path)' was compiled for another version of Otherwise")
        }
    }

    private static func missing(_ problem: String) -> ModelError {
        ModelError(.unavailable, problem, hint: "Run `make engines`, which compiles it into the cache")
    }
}

/// Calls C with room for a message; returns what it returned and the message.
func withMessage<Result>(_ body: (UnsafeMutablePointer<CChar>, Int) -> Result) -> (Result, String) {
    var message = [CChar](repeating: 0, count: 1024)
    let result = message.withUnsafeMutableBufferPointer { body($0.baseAddress!, $0.count) }
    return (result, String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
}
#endif
