#if ONNXRuntime
import Foundation

/// Where the shared library may lie.
struct LibraryPlaces {
    /// The version that `make engines` fetches.
    static let version = "1.32.0"

    /// Paths, and names that the system's loader looks for, in the order they are tried.
    let candidates: [String]

    /// - Parameters:
    ///   - path: The only place, if given.
    ///   - environment: Tells the cache folder, by `XDG_CACHE_HOME` or `HOME`.
    init(path: String?, environment: [String: String]) {
        candidates = path.map { [$0] } ?? [Self.cached(environment)].compactMap(\.self) + Self.systemNames
    }

    /// The candidates without the paths at which there is nothing; to the loader an empty name is the program itself.
    var present: [String] {
        candidates.filter { !$0.isEmpty && (!$0.contains("/") || FileManager.default.fileExists(atPath: $0)) }
    }

    private static func cached(_ environment: [String: String]) -> String? {
        let home = environment.nonEmpty("HOME").map { "\($0)/.cache" }
        return (environment.nonEmpty("XDG_CACHE_HOME") ?? home).map {
            "\($0)/otherwise/engines/onnxruntime-\(version)/\(fileName)"
        }
    }

    #if canImport(Darwin)
    private static let fileName = "libonnxruntime.\(version).dylib"
    // The loader does not look where Homebrew installs on Apple silicon.
    private static let systemNames = ["libonnxruntime.dylib", "/opt/homebrew/lib/libonnxruntime.dylib"]
    #else
    private static let fileName = "libonnxruntime.so.\(version)"
    private static let systemNames = ["libonnxruntime.so.1", "libonnxruntime.so"]
    #endif
}

extension [String: String] {
    fileprivate func nonEmpty(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
#endif
