import ArgumentParser
import OtherwiseCore
import OtherwiseModels
import OtherwiseSystems
import OtherwiseTabular
import OtherwiseText

/// `otherwise trace`: where in a language model an answer is carried.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Shows where in a language model an answer is carried: in which layer, at which word.",
        discussion: """
            The prompt is run as it stands and with other words in it, after which the answer \
            is less likely. Then the second is run again, each time with one activation of the \
            first put into it: after one layer, at one token. What brings the answer back \
            carries it (causal tracing, Meng et al. 2022, with other words in the place of \
            noise). Both prompts need as many tokens.

            EXAMPLES
              otherwise trace --model model.gguf --ask "The capital of France is" \\
                --word "France=Italy" --answer Paris
              otherwise trace --model model.gguf --ask "The Eiffel Tower is in" \\
                --word "Eiffel Tower=Colosseum" --output trace.svg

            EXIT CODES
              0    done
              1    failed
              64   usage: an option is wrong
              65   bad data: a word is not in the prompt, or the prompts have different
                   numbers of tokens
              66   a file cannot be read
              69   the engine is not built in
              130  interrupted
            """)

    @Option(
        help: ArgumentHelp("A language model in a GGUF file, which llama.cpp runs.", valueName: "file"),
        completion: .file(extensions: ["gguf"]))
    var model: String

    @Option(help: ArgumentHelp("The text that the model goes on from.", valueName: "text"))
    var ask: String

    @Option(
        help: ArgumentHelp(
            "A word of it, or several, and what stands there in the other run: \"France=Italy\". May be given again.",
            valueName: "word=other"), transform: Self.replacement)
    var word: [TracedPrompt.Replacement] = []

    @Option(
        help: ArgumentHelp(
            "What is followed, by its first token. (default: what the model takes to be likeliest)", valueName: "text"))
    var answer: String?

    @Option(help: ArgumentHelp("What stands between the text and the answer. (default: a space)", valueName: "text"))
    var lead: String?

    @OptionGroup var result: PictureResult<DrawingFormat>
    @OptionGroup var talk: TalkOptions

    func validate() throws {
        guard !word.isEmpty else {
            throw ValidationError("Which word? --word says what stands in the other run, such as \"France=Italy\".")
        }
        if answer == "" { throw ValidationError("--answer is empty. Name what the model should go on with.") }
    }

    func run() async throws {
        let output = try Output(result.output, sparing: [model])
        let prompt = try TracedPrompt(ask, replacing: word)
        let asked = try LanguageModel.file(model)
        guard let inside = asked.inside else {
            throw ModelError(.unsupported, "the layers of '\(model)' cannot be seen", hint: "Give a GGUF file")
        }
        var tracer = AnswerTracer(inside.activations, inside.tokenizer, identity: asked.identity)
        tracer.lead = lead ?? tracer.lead
        let trace = try await Interruption.cancelling { [tracer] in try await follow(prompt, tracer) }
        switch result.format {
        case .table: try output.show(TraceText(trace, style: output.style).text)
        case .json: try output.write(ExplanationJSON.document(trace))
        case .html: try output.write(trace.picture.html)
        case .svg: try output.write(trace.picture.svg)
        }
    }

    private func follow(_ prompt: TracedPrompt, _ tracer: AnswerTracer) async throws -> AnswerTrace {
        let progress = CountLine(of: "runs", talk: talk)
        defer { progress.finish() }
        return try await tracer.trace(of: prompt, answer: answer) { progress.show($0, of: $1) }
    }

    private static func replacement(_ text: String) throws -> TracedPrompt.Replacement {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ValidationError("'\(text)' is not of the form word=other.")
        }
        return TracedPrompt.Replacement(parts[0], parts[1])
    }
}
