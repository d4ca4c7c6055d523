import ArgumentParser
import OtherwiseAudits
import OtherwiseBlackBox
import OtherwiseCore
import OtherwiseEndpoints
import OtherwiseModels
import OtherwiseSystems
import OtherwiseTabular

#if Llama
import OtherwiseLlama
#endif

/// Which language model is asked.
struct LanguageModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A language model in a GGUF file, which llama.cpp runs.", valueName: "file"),
        completion: .file(extensions: ["gguf"]))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "A command that answers questions line by line instead: a model in any language.", valueName: "command"))
    var modelCommand: String?

    @Option(
        help: ArgumentHelp(
            "What one question to a command may take, such as 30s or 5m. (default: 1m)", valueName: "time"),
        transform: DurationArgument.duration)
    var modelTimeout: Duration?

    func validate() throws {
        if model != nil, modelCommand != nil {
            throw ValidationError("Give --model or --model-command, not both.")
        }
        if modelTimeout != nil, modelCommand == nil {
            throw ValidationError("--model-timeout goes with --model-command.")
        }
    }

    /// Whether a model is named.
    var isGiven: Bool { model != nil || modelCommand != nil }

    /// The model; `nil` where none is named.
    func languageModel() throws -> LanguageModel? {
        if let modelCommand {
            let process = try ProcessLanguageModel(modelCommand, timeout: modelTimeout ?? .seconds(60))
            return LanguageModel(identity: process.identity, scorer: { _ in process }, generator: { _ in process })
        }
        return try model.map { try LanguageModel.file($0, or: "Or give --model-command.") }
    }
}

extension LanguageModel {
    #if Llama
    /// A model in a GGUF file.
    ///
    /// - Parameter otherWay: What to do in a build without the engine, besides building it in.
    static func file(_ path: String, or otherWay: String? = nil) throws -> LanguageModel {
        try InputFile.check(path, as: "model")
        let model = try LlamaModel(path: path)
        let session = try LlamaSession(model)
        return LanguageModel(
            identity: try model.digestedIdentity(), scorer: { _ in session }, generator: { _ in session },
            inside: OpenedModel(session, model))
    }
    #else
    /// What to do instead, since this build has no engine for such files.
    static func file(_ path: String, or otherWay: String? = nil) throws -> LanguageModel {
        let missing =
            "llama.cpp, which runs '\(path)', is not built in. To get it: \(Engine.commands(trait: "Llama"))."
        throw EngineMissing(description: [missing, otherWay].compactMap(\.self).joined(separator: " "))
    }
    #endif
}

/// A language model, by how often it is asked the same: one whose answers are kept is asked anew each time.
struct LanguageModel: Sendable {
    let identity: ModelIdentity
    let scorer: @Sendable (_ repetition: Int) async throws -> any LikelihoodModel
    let generator: @Sendable (_ repetition: Int) -> any TextGenerator
    /// How many questions it is asked at a time.
    private(set) var concurrency = 1
    /// Whether it says how likely an answer is in a conversation, and not in plain text alone.
    private(set) var scoresConversations = true
    /// Its tokens and activations, where they can be seen.
    private(set) var inside: OpenedModel?
}

extension LanguageModel {
    /// A model behind a server.
    init(_ endpoint: EndpointModel) {
        self.init(
            identity: endpoint.identity, scorer: { try await EndpointScorer(checking: endpoint.repeated($0)) },
            generator: { endpoint.repeated($0) }, concurrency: endpoint.settings.concurrency,
            scoresConversations: false)
    }
}

extension AskedModel {
    /// Its scores are checked to be real before they are used.
    init(_ model: LanguageModel) {
        let scorers = CheckedScorers(model)
        self.init(
            identity: model.identity, scorer: { try await scorers.scorer($0) }, writer: model.generator,
            scoresConversations: model.scoresConversations, concurrency: model.concurrency, inside: model.inside)
    }
}

/// The scorers of a model, each made and checked once.
private actor CheckedScorers {
    private let model: LanguageModel
    private var made: [Int: Task<any LikelihoodModel, any Error>] = [:]

    init(_ model: LanguageModel) { self.model = model }

    func scorer(_ repetition: Int) async throws -> any LikelihoodModel {
        if let known = made[repetition] { return try await known.value }
        let model = model
        let task = Task<any LikelihoodModel, any Error> {
            let scorer = try await model.scorer(repetition)
            if repetition == 0 { _ = try await ScoreCheck.probe(scorer, isChat: model.scoresConversations) }
            return scorer
        }
        made[repetition] = task
        return try await task.value
    }
}

/// What is asked for needs an engine that is not built in.
struct EngineMissing: Error, CustomStringConvertible {
    let description: String
}
