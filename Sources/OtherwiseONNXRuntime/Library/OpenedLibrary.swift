#if ONNXRuntime
import COnnxRuntime

/// A shared library that turned out to be an ONNX Runtime of a version that serves.
struct OpenedLibrary {
    let table: OpaquePointer
    let version: String
    let path: String

    /// Opens the first of the places at which there is something.
    init(_ places: LibraryPlaces) throws(ONNXRuntimeError) {
        for candidate in places.present {
            let attempt = Attempt(candidate)
            // A name that the loader does not know is absent; a file that is there must serve.
            if attempt.outcome == COnnxRuntime_cannotOpen, !candidate.contains("/") { continue }
            self = try attempt.library()
            return
        }
        let names = places.candidates.map { "'\($0)'" }.joined(separator: ", ")
        throw ONNXRuntimeError(.notFound, "ONNX Runtime is not installed; looked for \(names)")
    }

    private init(table: OpaquePointer, version: String, path: String) {
        self.table = table
        self.version = version
        self.path = path
    }
}

extension OpenedLibrary {
    /// An attempt to open one place.
    private struct Attempt {
        let candidate: String
        let opening: COnnxRuntime_Opening
        /// What the system's loader said.
        let problem: String

        init(_ candidate: String) {
            var message = [CChar](repeating: 0, count: 1024)
            opening = COnnxRuntime_open(candidate, &message, message.count)
            problem = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            self.candidate = candidate
        }

        var outcome: COnnxRuntime_Outcome { opening.outcome }

        func library() throws(ONNXRuntimeError) -> OpenedLibrary {
            let version = opening.version.map { String(cString: $0) } ?? "of no version"
            if let table = opening.table {
                let path = opening.file.map { String(cString: $0) } ?? candidate
                return OpenedLibrary(table: table, version: version, path: path)
            }
            switch outcome {
            case COnnxRuntime_cannotOpen:
                throw ONNXRuntimeError(.cannotOpen, "'\(candidate)' cannot be opened (\(problem))")
            case COnnxRuntime_isSomethingElse:
                throw ONNXRuntimeError(.notONNXRuntime, "'\(candidate)' is a shared library, but not ONNX Runtime")
            default:
                let served = "1.\(COnnxRuntime_tableVersion) or a later 1.x is needed"
                throw ONNXRuntimeError(.unsupportedVersion, "'\(candidate)' is ONNX Runtime \(version); \(served)")
            }
        }
    }
}
#endif
