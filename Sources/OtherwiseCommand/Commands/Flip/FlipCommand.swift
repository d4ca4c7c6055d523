import ArgumentParser
import Foundation
import OtherwiseAudits
import OtherwiseCore
import OtherwiseEndpoints
import OtherwiseModels
import OtherwiseTabular
import OtherwiseText

/// `otherwise flip`: the smallest edit of a prompt that changes a language model's answer.
struct FlipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flip",
        abstract: "Finds the smallest edit of a prompt that changes a language model's answer.",
        discussion: """
            A word left out or replaced, a fact set otherwise, the options in another order, \
            another system line, or nothing said by the system: every single edit is asked, \
            then, where none changes the answer, several at once in the order of their number. \
            So the edit that is found is the smallest, or it is said how far that is known. The \
            prompt as it stands and the edited one are asked again, since an answer that \
            changes by itself shows nothing.

            The question is written with --ask, or is an item of an audit (see `otherwise audit \
            --help`), whose variants say what fields may be set to.

            EXAMPLES
              otherwise flip --model model.gguf --options yes,no \\
                --ask "Is a whale a fish? Answer yes or no."
              otherwise flip --model model.gguf --options yes,no --by likelihood \\
                --ask "It is {weather}. Take an umbrella?" \\
                --fact "weather=raining|dry|snowing" --word "umbrella=coat"
              otherwise flip bandwagon.yml --item q7 --output flip.html \\
                --pairs pairs.jsonl --endpoint http://localhost:8080/v1 \\
                --endpoint-model NAME

            EXIT CODES
              0    done; an edit was found for every question
              1    failed, for some question if not for all
              3    for some question none was found: none exists within --limit, or
                   --calls were spent
              64   usage: an option is wrong
              65   bad data: an audit, an item or an answer cannot be used
              66   a file cannot be read
              69   the engine is not built in
              130  interrupted
            """)

    @Argument(help: "An audit, of which questions are taken.", completion: .file(extensions: ["yml", "yaml"]))
    var file: String?

    @Option(help: ArgumentHelp("The items that are asked about, by their ids. (default: all)", valueName: "id"))
    var item: [String] = []

    @OptionGroup(title: "QUESTION") var question: QuestionOptions

    @OptionGroup(title: "EDITS") var edits: EditOptions

    @OptionGroup(title: "MODEL") var asked: LanguageModelOptions

    @OptionGroup(title: "MODEL BEHIND A SERVER") var endpoint: EndpointOptions

    @Option(help: ArgumentHelp("The option that is wanted. (default: any other than the model's)", valueName: "option"))
    var want: String?

    @Option(help: "The most edits at once.")
    var limit = 2

    @Option(help: ArgumentHelp("The most prompts that one question may take.", valueName: "n"))
    var calls = 500

    @Option(help: "How often the prompt as it stands, and the edited one, are asked again.")
    var repeats = 4

    @Option(help: "The seed of whatever is drawn at random.")
    var seed: UInt64 = 0

    @OptionGroup var result: PageResult

    @Option(
        help: "A file for each prompt beside its smallest edit, one JSON object per line, as `audit` writes pairs.",
        completion: .file(extensions: ["jsonl"]))
    var pairs: String?

    @OptionGroup var talk: TalkOptions

    func validate() throws {
        guard (file == nil) != (question.ask == nil) else {
            throw ValidationError("Give one question: --ask with a text, or an audit with the items in it.")
        }
        if file == nil, !item.isEmpty { throw ValidationError("--item goes with an audit.") }
        guard asked.isGiven != endpoint.isGiven else {
            throw ValidationError("Give one model: --model, --model-command or --endpoint.")
        }
        if endpoint.dryRun, !endpoint.isGiven { throw ValidationError("--dry-run goes with --endpoint.") }
        guard (1...10).contains(limit) else { throw ValidationError("--limit is \(limit). Give 1 to 10.") }
        guard calls > 0 else { throw ValidationError("--calls is \(calls). Give 1 or more.") }
        guard (0...20).contains(repeats) else { throw ValidationError("--repeats is \(repeats). Give 0 to 20.") }
        if pairs != nil, endpoint.dryRun { throw ValidationError("--dry-run asks nothing: there are no --pairs.") }
    }

    func run() async throws {
        let source = try file.map(AuditSource.init)
        let read = source?.paths ?? []
        let output = try Output(result.output, sparing: read)
        let pairs = try self.pairs.map { try Output($0, sparing: read + [result.output].compactMap(\.self)) }
        let prompts = try prompts(source)
        let server = try endpoint.model()
        if server != nil { try prompts.first?.audit.checkServedScoring(orElse: file == nil ? Self.wayOut : nil) }
        if let server, endpoint.dryRun { return try await estimate(prompts, server) }
        guard let model = try server.map(LanguageModel.init) ?? asked.languageModel() else { return }
        let searched = try await Interruption.cancelling { try await search(prompts, model) }
        let flips = searched.map(\.flip)
        try pairs?.write(searched.compactMap { $0.flip.pair(of: $0.prompt) }.flatMap { try ExplanationJSON.line($0) })
        switch result.format {
        case .table:
            try output.show(flips.map { FlipText($0, style: output.style).text }.joined(separator: "\n"))
        case .json: try output.write(ExplanationJSON.document(flips))
        case .html: try output.write(FlipPage(flips).html)
        }
        if let server, !talk.quiet { StandardError.write(EndpointText.spent(server, prices: endpoint.prices)) }
        if flips.count < prompts.count { throw Ending.failed }
        if flips.contains(where: { $0.status != .found }) { throw Ending.noneFound }
    }

    /// How a question on the command line is put to a server.
    private static let wayOut =
        "Leave out --by likelihood, so that the answer is written, or add --plain, so that the question is plain text"

    private func settled(_ respondent: any Respondent, _ identity: ModelIdentity) -> FlipSearch {
        var search = FlipSearch(respondent, model: identity)
        (search.limit, search.calls, search.repeats, search.wanted) = (limit, calls, repeats, want)
        return search
    }

    /// A question of several that cannot be searched ends none of the others; it is told, and left out.
    private func search(
        _ prompts: [EditablePrompt], _ model: LanguageModel
    ) async throws -> [(flip: Flip, prompt: EditablePrompt)] {
        guard let form = prompts.first?.audit else { return [] }
        let (respondent, _) = try await model.respondent(
            form.answer, isChat: form.prompt.isChat, repetitions: Array(1..<(repeats + 1)))
        let progress = CountLine(of: "prompts at most", talk: talk)
        defer { progress.finish() }
        var flips: [(flip: Flip, prompt: EditablePrompt)] = [], last: AuditError?
        for prompt in prompts {
            let most = calls
            do {
                let flip = try await settled(respondent, model.identity).flip(of: prompt) {
                    progress.show($0, of: most)
                }
                flips.append((flip, prompt))
            } catch let error as AuditError where error.concernsOneQuestion && prompts.count > 1 {
                StandardError.write("otherwise: left out: \(error)\n")
                last = error
            }
        }
        if let last, flips.isEmpty { throw last }
        return flips
    }

    /// Says the most that asking would take: as if no edit changed the answer.
    private func estimate(_ prompts: [EditablePrompt], _ server: EndpointModel) async throws {
        guard prompts.first?.audit.answer.asksLikelihoods == false else {
            let wayOut = file == nil ? " Ask with --by generation." : ""
            throw ValidationError("--dry-run counts written answers, and likelihoods are asked for.\(wayOut)")
        }
        let dryRun = RepeatedDryRun(server, repeats: repeats)
        let unswayed = Unswayed(asked: dryRun.respondent, wanted: want)
        for prompt in prompts {
            do {
                _ = try await settled(unswayed, server.identity).flip(of: prompt)
            } catch let error as AuditError where error.concernsOneQuestion && prompts.count > 1 {
                continue
            }
        }
        try Output(nil).show("At most " + EndpointText.planned(await dryRun.estimate, prices: endpoint.prices))
    }
}

// MARK: Questions

extension FlipCommand {
    private func prompts(_ source: AuditSource?) throws -> [EditablePrompt] {
        let prompts = try readPrompts(source)
        try edits.checkUse(in: prompts.flatMap(\.places), besides: question.fields)
        return prompts
    }

    private func readPrompts(_ source: AuditSource?) throws -> [EditablePrompt] {
        guard let source else { return [try question.prompt(edits, seed: seed)] }
        return try chosen(source.items).map {
            try EditablePrompt(source.file.audit, $0, choices: edits.choices, seed: seed)
        }
    }

    private func chosen(_ items: [AuditItem]) throws -> [AuditItem] {
        guard !item.isEmpty else { return items }
        return try item.map { id in
            guard let item = items.first(where: { $0.id == id }) else {
                let near = items.map(\.id).nearest(to: id).map { " Did you mean '\($0)'?" } ?? ""
                throw ValidationError("--item: there is no item '\(id)'.\(near)")
            }
            return item
        }
    }
}

extension AuditError {
    /// Whether other questions may still be searched.
    fileprivate var concernsOneQuestion: Bool { [.noAnswers, .badDesign].contains(code) }
}

/// Whoever is asked gives the same answer to every edit, and not the wanted one: nothing is found early.
private struct Unswayed: Respondent {
    let asked: GenerationRespondent
    let wanted: String?

    func outcomes(of trials: [Trial], _ item: AuditItem, in plan: TrialPlan) async throws -> [TrialOutcome] {
        let answer = item.options.firstIndex { $0 != wanted }
        return try await asked.outcomes(of: trials, item, in: plan).map { outcome in
            var outcome = outcome
            if outcome.failure == nil { outcome.chosen = answer }
            return outcome
        }
    }
}
