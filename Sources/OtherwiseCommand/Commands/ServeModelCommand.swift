import ArgumentParser
import OtherwiseCore
import OtherwiseModels
import OtherwiseServer

#if Llama
import OtherwiseLlama
#endif

/// `otherwise serve-model`: a language model in a file, asked over HTTP as OpenAI's are.
struct ServeModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-model",
        abstract: "Serves a language model in a GGUF file on this machine, to be asked as OpenAI's are.",
        discussion: """
            It answers POST /v1/chat/completions, POST /v1/completions with echo and logprobs, which score the prompt \
            itself, and GET /v1/models, until it is interrupted. Questions are answered one after the other.

            EXAMPLES
              otherwise serve-model SmolLM2-135M-Instruct.Q4_1.gguf
              otherwise blame runs.jsonl --endpoint http://127.0.0.1:8080/v1 \\
                --endpoint-model SmolLM2

            \(Ending.readingHelp)
            """)

    @Argument(help: "The model, a GGUF file.", completion: .file(extensions: ["gguf"]))
    var file: String

    @Option(help: "The address to listen at; 0.0.0.0 lets other machines ask too.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen at; 0 for any that is free.")
    var port: UInt16 = 8080

    @Option(help: "What the model is called. (default: the file's name)")
    var name: String?

    @Option(help: ArgumentHelp("Tokens held at once. (default: the model's own, at most 4,096)", valueName: "n"))
    var context: Int?

    func run() async throws {
        let model = try loaded()
        let server = try LanguageServer(model, name: name ?? model.identity.name, host: host, port: port)
        let host = host
        try await Interruption.cancelling {
            try await server.run { port in StandardError.write("Listening at http://\(host):\(port)/v1\n") }
        }
    }

    #if Llama
    private func loaded() throws -> any TokenScorer {
        try InputFile.check(file, as: "model")
        var settings = LlamaSettings()
        settings.contextTokens = context
        return try LlamaSession(LlamaModel(path: file), settings)
    }
    #else
    private func loaded() throws -> any TokenScorer {
        throw ModelError(
            .unavailable, "this build has no engine for language models in files",
            hint: "Build it with \(Engine.commands(trait: "Llama"))")
    }
    #endif
}
