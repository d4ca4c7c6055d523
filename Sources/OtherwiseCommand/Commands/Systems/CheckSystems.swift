import ArgumentParser
import Foundation
import OtherwiseSystems
import OtherwiseTabular

/// `otherwise systems check`: runs faithful checks.
struct CheckSystems: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Runs the faithful check of a system, or of all that work: figures, thresholds, controls.",
        discussion: """
            With a language model, the part of a check that is measured on one is run, and that \
            alone; without, the check says which part was not run.

            EXAMPLES
              otherwise systems check 29
              otherwise systems check 31 --model model.gguf
              otherwise systems check 28 --endpoint http://localhost:8080/v1 \\
                --endpoint-model llama

            EXIT CODES
              0    every figure holds, and every control fails as it should
              1    some figure does not hold, or some control does not fail
              64   usage: there is no such system, or an option is wrong
              65   bad data: the items are not of the check's format
              66   a file cannot be read
              69   the system does not work yet
            """)

    @Argument(help: "The system's number or name, such as 29 or mcd.")
    var id: String?

    @Flag(help: "Check all systems that work.")
    var all = false

    @Option(parsing: .unconditional, help: "The seed of whatever is drawn at random.")
    var seed: UInt64 = 0

    @Option(
        help: "Items to use in the place of the check's own; 'otherwise systems show ID' says their format.",
        completion: .file())
    var items: String?

    @OptionGroup(title: "MODEL, for the part of a check that asks one") var asked: LanguageModelOptions

    @OptionGroup(title: "MODEL BEHIND A SERVER") var endpoint: EndpointOptions

    @Option(help: "How to write the figures; json is one document per check.")
    var format = DescriptionFormat.table

    @OptionGroup var talk: TalkOptions

    func validate() throws {
        guard (id == nil) == all else { throw ValidationError("Give either a system or --all.") }
        if asked.isGiven, endpoint.isGiven { throw ValidationError("Give one model: --endpoint or another, not both.") }
        if endpoint.dryRun { throw ValidationError("--dry-run goes with audit, blame and flip.") }
        if all, items != nil || asked.isGiven || endpoint.isGiven {
            throw ValidationError("--items goes with one system, and so does a model: each check has its own.")
        }
    }

    func run() async throws {
        let systems = try id.map { [try SystemRegister.system($0)] } ?? SystemRegister.all.filter(\.works)
        let items = try items.map(Self.read)
        let progress = CountLine(of: "texts", talk: talk)
        let model = try (endpoint.model().map(LanguageModel.init) ?? asked.languageModel()).map {
            let model = AskedModel($0)
            return progress.isShown ? model.counted(progress.add) : model
        }
        let output = try Output(nil)
        var holds = !systems.isEmpty
        for system in systems {
            let report = try await Interruption.cancelling { [seed] in
                defer { progress.finish() }
                return try await system.report(seed: seed, items: items, asking: model)
            }
            holds = holds && report.holds
            switch format {
            case .json: try output.write(all ? ExplanationJSON.line(report) : ExplanationJSON.document(report))
            case .table: try output.write(CheckText(report, of: system, style: output.style).text)
            }
        }
        if !holds { throw Ending.failed }
    }

    private static func read(_ path: String) throws -> CheckItems {
        try InputFile.check(path, as: "file of items")
        return CheckItems(name: path, bytes: Array(try Data(contentsOf: URL(filePath: path))))
    }
}
