import OtherwiseCore
import OtherwiseModels

#if Llama
import OtherwiseLlama
#endif

#if ONNXRuntime
import OtherwiseONNXRuntime
#endif

/// Something that runs models.
struct Engine: Encodable, Sendable {
    let name: String
    /// Whether this build can use it.
    let isBuiltIn: Bool
    /// The version that was found here; `nil` where none was.
    private(set) var version: String?
    /// The file that was found.
    private(set) var path: String?
    let purpose: String
    /// The commands that bring it; `nil` where it is there, or where nothing brings it yet.
    private(set) var toGetIt: String?

    static var all: [Engine] {
        [
            Engine(
                name: "native", isBuiltIn: true, version: OtherwiseVersion.current,
                purpose: "trees, linear models, networks and their encoders"),
            onnxRuntime,
            Engine(name: "a command", isBuiltIn: true, purpose: "a model in any language (--model-command)"),
            Engine(name: "a server", isBuiltIn: true, purpose: "a model served by KServe or MLflow (--model-url)"),
            llama,
            Engine(name: "an endpoint", isBuiltIn: true, purpose: "a language model asked as OpenAI's (--endpoint)"),
            Engine(name: "libtorch", isBuiltIn: false, purpose: "nothing yet: its trait is reserved"),
        ]
    }

    /// The commands that fetch the engine behind a package trait and build with it.
    static func commands(trait: String) -> String { "make engines && swift build -c release --traits \(trait)" }

    #if ONNXRuntime
    private static var onnxRuntime: Engine {
        var engine = Engine(name: "ONNX Runtime", isBuiltIn: true, purpose: "any other ONNX graph")
        switch ONNXRuntimeAvailability() {
        case .available(let version, let path): (engine.version, engine.path) = (version, path)
        case .unavailable: engine.toGetIt = "make engines"
        }
        return engine
    }
    #else
    private static let onnxRuntime = Engine(
        name: "ONNX Runtime", isBuiltIn: false, purpose: "any other ONNX graph",
        toGetIt: commands(trait: "ONNXRuntime"))
    #endif

    #if Llama
    private static var llama: Engine {
        var engine = Engine(name: "llama.cpp", isBuiltIn: true, purpose: "language models in GGUF files")
        do throws(ModelError) {
            let library = try LlamaLibrary()
            (engine.version, engine.path) = (library.version, library.path)
        } catch {
            engine.toGetIt = "make engines"
        }
        return engine
    }
    #else
    private static let llama = Engine(
        name: "llama.cpp", isBuiltIn: false, purpose: "language models in GGUF files",
        toGetIt: commands(trait: "Llama"))
    #endif
}

extension Engine {
    /// Whether it is here, for people: its version and where it is, or how to get it.
    var presence: String {
        guard isBuiltIn, toGetIt == nil else { return toGetIt.map { "no; to get it: \($0)" } ?? "no" }
        return (version ?? "yes") + (path.map { " (\($0))" } ?? "")
    }
}
