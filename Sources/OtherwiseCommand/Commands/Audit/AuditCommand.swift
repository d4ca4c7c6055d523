import ArgumentParser
import Foundation
import OtherwiseAudits
import OtherwiseCore
import OtherwiseEndpoints
import OtherwiseStore
import OtherwiseTabular

/// `otherwise audit`: what difference edits of a prompt make to a language model, beside what asking twice makes.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Puts the same questions to a language model in several ways, and says what difference that makes.",
        discussion: """
            Every item is asked under every variant, and the reference again, for the noise \
            floor. Differences come with intervals by cluster and with McNemar's exact test or \
            sign flips, corrected for the number of contrasts.

            AUDIT.yml
              audit: otherwise.audit/1
              items:                      # one JSON object per line
                file: pairs.jsonl
                options: ["{better}", "{worse}"]
                right: 0
                cluster: "{source}"
              prompt:                     # or one text that the model goes on from
              - user: "{question}\\n{cue}\\n{options}\\nReply with {labels} only."
              fields: {cue: ""}           # stands in for what is not set
              answer: {by: likelihood, labels: letters, orders: both}
              variants:
              - name: plain
              - {name: placebo, set: {cue: "The answers were written down."}}
              - {name: bandwagon, set: {cue: "90% of people say {wrong_label}."}}
              contrasts: [{variant: bandwagon, against: placebo}]

              answer      by: likelihood (length: sum, mean; lead), or generation
                          (tokens, temperature, stops); labels: none, letters;
                          orders: given, drawn, both, rotations
              variants    name, set (a text, or a list of wordings), prompt,
                          show: {right, wrong}
              also        name, repeats, statistics: {confidence, resamples,
                          correction}, power: {changing, correlation, level,
                          power}, harness: a task file of lm-evaluation-harness
                          for prompt, answer and options

            MODEL COMMANDS read a question per line and answer each in a line:
              {"prompt": "…", "continuations": [" A", " B"]}
                   {"logprobs": [[-0.1], [-2.3]]}
              {"prompt": "…", "maximumTokens": 64, "temperature": 0, "seed": 7,
               "stops": []}
                   {"text": "…"}
              A conversation comes as "messages" instead of "prompt".

            EXAMPLES
              otherwise audit bandwagon.yml --power
              otherwise audit bandwagon.yml --model model.gguf
              otherwise audit bandwagon.yml --model model.gguf --run small
              otherwise audit bandwagon.yml --model-command "python3 model.py" \\
                --page audit.html --pairs pairs.jsonl

            EXIT CODES
              0    done
              1    failed
              64   usage: an option is wrong
              65   bad data: an audit, an item or an answer cannot be used
              66   a file cannot be read
              69   the engine is not built in
              130  interrupted
            """)

    @Argument(help: "The audit.", completion: .file(extensions: ["yml", "yaml"]))
    var file: String

    @OptionGroup(title: "MODEL") var asked: LanguageModelOptions

    @OptionGroup(title: "MODEL BEHIND A SERVER") var endpoint: EndpointOptions

    @Flag(help: "Say which effects the audit is likely to find, and ask no model.")
    var power = false

    @Option(help: "The seed of orders, wordings, the model's draws and the bootstrap.")
    var seed: UInt64 = 0

    @Option(help: "How to write the result.")
    var format = DescriptionFormat.table

    @Option(help: "The file to write the result to. (default: standard output)", completion: .file())
    var output: String?

    @Option(
        help: "A file for a page on which every item stands beside its counterfactual.",
        completion: .file(extensions: ["html"]))
    var page: String?

    @Option(
        help: "A file for all pairs, one JSON object per line.", completion: .file(extensions: ["jsonl"]))
    var pairs: String?

    @Option(
        help: "A file for a log that Inspect AI reads, with a sample per question.",
        completion: .file(extensions: ["json"]))
    var inspectLog: String?

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "Keep the answers under this name, so that a run that was cut off is gone on with by the same command, and `otherwise compare` finds it.",
            valueName: "name"))
    var runName: String?

    @OptionGroup var kept: RunStoreOptions

    @OptionGroup var talk: TalkOptions

    func validate() throws {
        if asked.isGiven, endpoint.isGiven { throw ValidationError("Give one model: --endpoint or another, not both.") }
        if !power, !asked.isGiven, !endpoint.isGiven {
            throw ValidationError("Give a model: --model, --model-command or --endpoint; or --power to ask none.")
        }
        if endpoint.dryRun, !endpoint.isGiven { throw ValidationError("--dry-run goes with --endpoint.") }
        guard power || endpoint.dryRun, let result = [page, pairs, inspectLog].firstIndex(where: { $0 != nil }) else {
            return
        }
        throw ValidationError(
            "\(["--page", "--pairs", "--inspect-log"][result]) needs answers, and \(power ? "--power" : "--dry-run") asks for none."
        )
    }

    func run() async throws {
        let source = try AuditSource(file)
        let files = try AuditFiles(self, sparing: source.paths)
        let plan = try TrialPlan(source.file.audit, items: source.items, seed: seed)
        guard !power else { return try show(AuditPower(plan, source.file.power), plan, on: files.output) }
        let server = try endpoint.model()
        if let server, endpoint.dryRun { return try await estimate(plan, server, on: files.output) }
        if server != nil { try plan.audit.checkServedScoring() }
        guard let model = try server.map(LanguageModel.init) ?? asked.languageModel() else { return }
        let store = try await store(plan, model)
        let known = try await store?.answers()
        Self.note(known?.rereadCount ?? 0)
        let run = try await Interruption.cancelling { [talk] in
            try await AuditRun.ask(model, plan, after: known?.outcomes ?? [:], keptIn: store, talk: talk)
        }
        try files.write(run, plan, model.identity)
        if let server, !talk.quiet { StandardError.write(EndpointText.spent(server, prices: endpoint.prices)) }
        switch format {
        case .table: try files.output.show(AuditText(run.report, style: files.output.style).text)
        case .json: try files.output.write(ExplanationJSON.document(run.report))
        }
    }

    /// - Parameter rereadCount: Answers of the run that are read otherwise than when they were kept.
    private static func note(_ rereadCount: Int) {
        guard rereadCount > 0 else { return }
        StandardError.write(
            "Note: \(rereadCount.grouped) answers of this run were kept with another verdict than is read in them today, which counts.\n"
        )
    }

    /// Says what asking would take.
    private func estimate(_ plan: TrialPlan, _ server: EndpointModel, on output: Output) async throws {
        guard !plan.audit.answer.asksLikelihoods else {
            throw ValidationError(
                "--dry-run counts written answers: \(plan.count.grouped) questions of likelihood would be asked.")
        }
        let dryRun = RepeatedDryRun(server, repeats: plan.audit.repeats)
        _ = try await plan.outcomes(from: dryRun.respondent, after: answers(to: plan, LanguageModel(server)))
        try output.show(EndpointText.planned(await dryRun.estimate, prices: endpoint.prices))
    }

    /// What the run that is named holds; nothing where it has not begun.
    private func answers(to plan: TrialPlan, _ model: LanguageModel) async throws -> [Trial: TrialOutcome] {
        guard let runName, try await kept.opened().runs.contains(where: { $0.name == runName }) else { return [:] }
        return try await store(plan, model)?.outcomes() ?? [:]
    }

    private func store(_ plan: TrialPlan, _ model: LanguageModel) async throws -> AuditStore? {
        guard let runName else { return nil }
        return try await AuditStore(beginning: runName, plan, of: model.identity, in: kept.opened(), at: .now)
    }

    private func show(_ power: AuditPower, _ plan: TrialPlan, on output: Output) throws {
        switch format {
        case .table: try output.show(PowerText(power, plan, style: output.style).text)
        case .json: try output.write(ExplanationJSON.document(power))
        }
    }
}

/// Where the results of an audit go, no two of them to one place.
private struct AuditFiles {
    let output: Output
    private let page, pairs, log: Output?

    /// - Parameter read: Files that none may replace.
    init(_ command: AuditCommand, sparing read: [String]) throws {
        var spared = read
        func opened(_ path: String?) throws -> Output? {
            guard let path else { return nil }
            defer { spared.append(path) }
            return try Output(path, sparing: spared)
        }
        output = try opened(command.output) ?? Output(nil)
        page = try opened(command.page)
        pairs = try opened(command.pairs)
        log = try opened(command.inspectLog)
    }

    /// Writes what was asked for beside the result itself.
    func write(_ run: AuditRun, _ plan: TrialPlan, _ model: ModelIdentity) throws {
        try log?.write(InspectLogDocument(plan, run.outcomes, model: model, created: .now).bytes())
        try pairs?.write(plan.pairs(run.outcomes).flatMap { try ExplanationJSON.line($0) })
        try page?.write(AuditPage(run.report, plan.pairs(run.outcomes)).html)
    }
}
