public import ArgumentParser
import Foundation
import OtherwiseEndpoints
import OtherwiseModels
import OtherwiseNumerics
import OtherwiseTabular
import OtherwiseTraces

/// `otherwise blame`: which step of a failed run decided the failure.
struct BlameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blame",
        abstract: "Finds the step of a failed run whose repair would have saved it, by running it again or by asking.",
        discussion: """
            Every step is repaired in turn and the rest run again by --replay, a command that stays alive. It reads a \
            question per line and writes a line for each:
              {"id": "…", "task": "…", "steps": [{"agent": "…", "content": "…"}], "repair": [3], "run": 0}
              {"success": true}        or a number from 0 to 1
            The earliest step that makes success likelier than not is decisive. Steps are counted from 0. An empty "repair" \
            asks for the whole run anew: where that succeeds, the failure is not reproduced and nothing is blamed; with \
            --runs above 1 a step decides only by more than luck over it. "run" may serve as a seed: runs of one number \
            are compared.

            What comes of replays is kept with --record, and read in the place of a command with --recorded.

            The smallest sets of steps that are enough are looked for by their size up to --repair-size, and as far as \
            --replay-limit allows; 0 repairs single steps alone.

            Where a run cannot be run again, a language model behind a server says what it expects (--endpoint). By \
            --method a2p it abducts hidden causes, replaces the step and predicts what follows; all-at-once, \
            step-by-step and binary-search are the plain ways to ask.

            A run that the command cannot run again, or that the model refuses or cannot hold, is told with the \
            reason; the others are judged all the same, and the exit code is 1.

            FILES
              who-when  {"history": [{"agent": "…", "content": "…"}], "mistake_agent": "…", "mistake_step": 3}
              messages  {"messages": [{"role": "…", "content": "…"}]}
              spans     OpenTelemetry's JSON with the attributes or events of generative AI:
                        resourceSpans, resourceLogs, or both
              lines     {"agent": "…", "content": "…", "trace": "…"}, a step per line
            The first three hold a run per line, or one in the whole file.

            EXAMPLES
              otherwise blame runs.jsonl --replay "python3 replay.py"
              otherwise blame runs.jsonl --trace run-7 --replay "python3 replay.py" \\
                --runs 20 --contributions
              otherwise blame runs.jsonl --endpoint http://localhost:8080/v1 \\
                --endpoint-model NAME --dry-run

            \(Ending.help)
            """)

    @Argument(help: "The file of traces.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The command that runs a trace again.", valueName: "command"))
    var replay: String?

    @Option(help: ArgumentHelp("A file to which every replay is written as it comes.", valueName: "file"))
    var record: String?

    @Option(
        help: ArgumentHelp(
            "Such a file, in the place of --replay: what came of running again before.", valueName: "file"),
        completion: .file(extensions: ["jsonl"]))
    var recorded: String?

    @OptionGroup(title: "Asking a language model") var endpoint: EndpointOptions

    @Option(help: "How it is asked; given several times, the ways are compared. (default: a2p)")
    var method: [JudgingMethod] = []

    @Flag(help: "Do not tell it the right final answer.")
    var withoutAnswer = false

    @Option(help: "The one trace to look at, by its id. (default: all)")
    var trace: String?

    @Option(
        help:
            "How traces are written: \(TraceFormat.allCases.map(\.rawValue).joined(separator: ", ")). (default: told from the keys)"
    )
    var traces: TraceFormat?

    @Option(
        help:
            "How often each repair is run, or the model asked; more than once for those that do not do the same twice.")
    var runs = 1

    @Flag(help: "Repair sets of steps too, for what each contributes together with others (Shapley values).")
    var contributions = false

    @Option(help: ArgumentHelp("The most steps that are repaired together. (default: 2)", valueName: "n"))
    var repairSize: Int?

    @Option(
        help: ArgumentHelp(
            "The most replays of a trace for sets of several steps, beside those of --contributions. (default: 1000)",
            valueName: "n"))
    var replayLimit: Int?

    @Option(
        help: ArgumentHelp(
            "What one question to the command may take, such as 30s or 5m. (default: 1m)", valueName: "time"),
        transform: DurationArgument.duration)
    var timeout: Duration?

    @Option(parsing: .unconditional, help: "The seed of whatever is drawn at random.")
    var seed: UInt64 = 0

    @OptionGroup var result: PageResult
    @OptionGroup var talk: TalkOptions

    func validate() throws {
        if runs < 1 { throw ValidationError("--runs is \(runs). Run every repair at least once.") }
        let ways = [replay != nil, recorded != nil, endpoint.isGiven].count(where: \.self)
        guard ways == 1 else {
            throw ValidationError(
                ways == 0
                    ? "Who tells? Give --replay, a command that runs a trace again, --recorded, what came of that, or --endpoint, a language model."
                    : "Give one of --replay, --recorded and --endpoint.")
        }
        if record != nil, replay == nil { throw ValidationError("--record goes with --replay.") }
        if timeout != nil, replay == nil { throw ValidationError("--timeout goes with --replay.") }
        if let repairSize, repairSize < 1 { throw ValidationError("--repair-size is \(repairSize). Give 1 or more.") }
        if let replayLimit, replayLimit < 0 {
            throw ValidationError("--replay-limit is \(replayLimit). Give 0 or more.")
        }
        if endpoint.isGiven, contributions || repairSize != nil || replayLimit != nil {
            throw ValidationError("--contributions, --repair-size and --replay-limit go with --replay or --recorded.")
        }
        if Set(method).count < method.count { throw ValidationError("--method names one way twice.") }
        if !endpoint.isGiven, !method.isEmpty || withoutAnswer || endpoint.dryRun {
            throw ValidationError("--method, --without-answer and --dry-run go with --endpoint.")
        }
    }

    func run() async throws {
        let output = try Output(result.output, sparing: [file] + [recorded].compactMap(\.self))
        let contents = try InputFile.contents(file, as: "file of traces")
        let chosen = try choose(Trace.read(contents, name: file, format: traces))
        if let environment = try environment() { return try await runAgain(chosen, environment, output) }
        guard let model = try endpoint.model() else { return }
        if endpoint.dryRun { return try await plan(chosen, model) }
        try await ask(model, chosen, digest: SHA256.hexDigest(of: contents), output)
    }

    /// Where traces are run again; `nil` where a language model is asked.
    private func environment() throws -> (any ReplayEnvironment)? {
        if let recorded {
            return try RecordedEnvironment(InputFile.contents(recorded, as: "record"), name: recorded)
        }
        guard let replay else { return nil }
        let command = try CommandEnvironment(replay, timeout: timeout ?? .seconds(60))
        guard let record else { return command }
        let lines = try Output(record, sparing: [file] + [result.output].compactMap(\.self)).stream()
        return RecordingEnvironment(command) { try lines.write(contentsOf: $0) }
    }

    private func runAgain(_ chosen: [Trace], _ environment: any ReplayEnvironment, _ output: Output) async throws {
        let world = ReplayWorld(in: environment, runs: runs)
        let replayed: [ReplayedRun] = try await Interruption.cancelling { try await judge(chosen, in: world) }
        if case .failed(_, let error) = replayed.first, replayed.allSatisfy(\.isFailed) { throw error }
        switch result.format {
        case .table: try output.show(replayed.map { ReplayedText($0, output.style).text }.joined(separator: "\n"))
        case .json: try output.write(ExplanationJSON.document(replayed.map(ReplayedRecord.init)))
        case .html: try output.write(BlamePage(replayed).html)
        }
        try end(replayed)
    }

    private func end(_ runs: [ReplayedRun]) throws {
        let failed = runs.count(where: \.isFailed)
        guard failed == 0 else {
            StandardError.write("otherwise: \(failed.grouped) of \(runs.count.grouped) runs could not be run again.\n")
            throw Ending.failed
        }
        if runs.allSatisfy({ $0.blame?.minimalRepairs.isEmpty ?? true }) { throw Ending.noneFound }
    }

    private func choose(_ all: [Trace]) throws -> [Trace] {
        guard let trace else { return all }
        let chosen = all.filter { $0.id == trace }
        guard !chosen.isEmpty else {
            let some = all.prefix(5).map { "'\($0.id)'" }.joined(separator: ", ")
            throw ValidationError(
                "--trace: '\(file)' has no trace '\(trace)'. It has \(some)\(all.count > 5 ? ", …" : "").")
        }
        return chosen
    }

    private var limits: RepairLimits {
        var limits = RepairLimits()
        limits.largest = repairSize ?? limits.largest
        limits.replays = replayLimit ?? limits.replays
        return limits
    }

    private func judge(_ traces: [Trace], in world: ReplayWorld) async throws -> [ReplayedRun] {
        let progress = CountLine(of: "repairs", talk: talk)
        defer { progress.finish() }
        return try await world.blames(for: traces, contributes: contributions, limits: limits, seed: seed) {
            progress.show($0, of: $1)
        }
    }
}

extension TraceFormat: ExpressibleByArgument {}
extension JudgingMethod: ExpressibleByArgument {}
