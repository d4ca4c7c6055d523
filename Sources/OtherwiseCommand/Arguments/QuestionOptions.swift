import ArgumentParser
import OtherwiseAudits
import OtherwiseModels
import OtherwiseText

/// A question that is written on the command line.
struct QuestionOptions: ParsableArguments {
    /// How the answer is had.
    enum Means: String, ExpressibleByArgument, CaseIterable {
        case generation, likelihood
    }

    @Option(
        help: ArgumentHelp(
            "The question, with {fields} that --fact sets. A brace of its own is written twice.", valueName: "text"))
    var ask: String?

    @Option(
        help: ArgumentHelp(
            "The answers that it may have, such as yes,no.", valueName: "a,b"), transform: NameList.names)
    var options: [String]?

    @Option(help: ArgumentHelp("What the system says before it.", valueName: "text"))
    var system: String?

    @Flag(help: "Let the model go on from the question as a plain text, without a conversation around it.")
    var plain = false

    @Option(help: "Whether the model writes its answer, or the likelihoods of the options are compared.")
    var by = Means.generation

    @Option(help: "The most tokens that it writes.")
    var tokens = 16

    func validate() throws {
        guard ask != nil else {
            guard options == nil, system == nil, !plain else {
                throw ValidationError("--options, --system and --plain go with --ask.")
            }
            return
        }
        guard let options, options.count > 1 else {
            throw ValidationError("Which answers? --ask needs --options with two or more, such as yes,no.")
        }
        if plain, system != nil { throw ValidationError("--plain has no system that could say something.") }
        guard tokens > 0 else { throw ValidationError("--tokens is \(tokens). Give 1 or more.") }
    }

    /// The fields that it names; none where it cannot be read.
    var fields: [String] { [ask, system].flatMap { $0.flatMap { try? PromptText($0).fields } ?? [] } }

    /// The question, to be edited.
    func prompt(_ edits: EditOptions, seed: UInt64) throws -> EditablePrompt {
        let text = try PromptText(ask ?? "")
        let messages = try system.map { [PromptTemplate.Message(.system, try PromptText($0))] } ?? []
        let means = by == .likelihood ? AnswerForm.Means.likelihood(.mean) : .generation(.init(maximumTokens: tokens))
        // In a conversation the answer begins anew.
        return try EditablePrompt(
            asking: plain ? .text(text) : .chat(messages + [.init(.user, text)]), options: options ?? [],
            fields: edits.standing, answer: AnswerForm(means: means, lead: plain ? " " : ""), choices: edits.choices,
            seed: seed)
    }
}
