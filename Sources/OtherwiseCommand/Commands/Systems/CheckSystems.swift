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

    @Option(help: "The seed of whatever is drawn at random.")
    var seed: UInt64 = 0

    @Option(
        help: "Items to use in the place of the check's own; 'otherwise systems show ID' says their format.",
        completion: .file())
    var items: String?

    @OptionGroup(title: "MODEL, for checks of language models; with --items") var asked: LanguageModelOptions

    @Option(help: "How to write the figures; json is one document per check.")
    var format = DescriptionFormat.table

    func validate() throws {
        guard (id == nil) == all else { throw ValidationError("Give either a system or --all.") }
        if asked.isGiven, items == nil { throw ValidationError("A model needs --items to be asked about.") }
        if all, items != nil { throw ValidationError("--items goes with one system: each check has its own format.") }
    }

    func run() async throws {
        let systems = try id.map { [try SystemRegister.system($0)] } ?? SystemRegister.all.filter(\.works)
        let items = try items.map(Self.read)
        let model = try asked.languageModel()
        let output = try Output(nil)
        var holds = !systems.isEmpty
        for system in systems {
            let report = try await report(of: system, items, model)
            holds = holds && report.holds
            switch format {
            case .json: try output.write(all ? ExplanationJSON.line(report) : ExplanationJSON.document(report))
            case .table: try output.write(CheckText(report, of: system, style: output.style).text)
            }
        }
        if !holds { throw Ending.failed }
    }

    private func report(of system: System, _ items: CheckItems?, _ model: LanguageModel?) async throws -> CheckReport {
        guard let items, let model else { return try await system.report(seed: seed, items: items) }
        return try await system.report(seed: seed, items: items, asking: model.scorer(0))
    }

    private static func read(_ path: String) throws -> CheckItems {
        try InputFile.check(path, as: "file of items")
        return CheckItems(name: path, bytes: Array(try Data(contentsOf: URL(filePath: path))))
    }
}
