#if Llama
import CLlama
public import Foundation
public import OtherwiseCore
public import OtherwiseModels

// Sendable: llama.cpp reads a loaded model from any thread and never writes to it.
/// A language model in a GGUF file. It is read once; sessions share its weights.
///
/// ```swift
/// let model = try LlamaModel(path: "SmolLM2-135M-Instruct.Q4_1.gguf")
/// let session = LlamaSession(model)
/// let answer = try await session.text(after: .user("What is the capital of France?"))
/// ```
public final class LlamaModel: @unchecked Sendable {
    /// The file's name; without a digest, which takes reading the whole file (``digestedIdentity()``).
    public let identity: ModelIdentity
    private let path: String
    let library: LlamaLibrary
    let handle: OpaquePointer
    let facts: CLlama_ModelFacts

    /// Reads the file.
    ///
    /// - Throws: `ModelError`: `unreadable`, `notGGUF`, `malformed` with llama.cpp's reason, or `unavailable` without it.
    public convenience init(path: String) throws { try self.init(path: path, library: LlamaLibrary()) }

    /// Reads the file with an engine that is open.
    public init(path: String, library: LlamaLibrary) throws(ModelError) {
        let name = URL(fileURLWithPath: path).lastPathComponent
        try GGUFFile.check(path, name: name)
        let (handle, problem) = withMessage { library.table.pointee.loadModel(path, $0, $1) }
        guard let handle else {
            throw ModelError(
                .malformed, "llama.cpp refuses it (\(problem))", hint: "Fetch the file again; it may be damaged or cut"
            ).inModel(name)
        }
        (self.library, self.handle) = (library, handle)
        facts = library.table.pointee.modelFacts(handle)
        identity = ModelIdentity(name: name, digest: nil)
        self.path = path
        guard facts.decodes, facts.vocabulary > 0 else {
            throw ModelError(
                .unsupported, "it does not write text token by token", hint: "Give a decoder such as Llama or SmolLM"
            ).inModel(name)
        }
    }

    deinit { library.table.pointee.freeModel(handle) }

    /// The file's name and the SHA-256 of all of it, which takes a while for a large one.
    ///
    /// - Throws: `ModelError.unreadable` where the file has gone.
    public func digestedIdentity() throws(ModelError) -> ModelIdentity {
        ModelIdentity(name: identity.name, digest: try GGUFFile.digest(path))
    }

    /// Tokens of the vocabulary.
    public var vocabularySize: Int { Int(facts.vocabulary) }
    /// Tokens that the model was trained to hold at once.
    public var contextLength: Int { Int(facts.contextLength) }
    /// Layers of the transformer.
    public var layerCount: Int { Int(facts.layers) }
    /// Heads of each layer's attention.
    public var headCount: Int { Int(facts.heads) }
    /// Units of the residual stream.
    public var width: Int { Int(facts.width) }

    /// Whether a token is one after which the model writes no more.
    public func endsText(_ token: Token) -> Bool { library.table.pointee.endsGeneration(handle, token.id) }
}

extension LlamaModel {
    /// The small model that `make engines` fetches, SmolLM2-135M-Instruct in 4 bits (Apache-2.0); `nil` where it is not.
    public static func smallModelPath(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        LlamaPlaces.smallModel(environment).flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
    }
}
#endif
