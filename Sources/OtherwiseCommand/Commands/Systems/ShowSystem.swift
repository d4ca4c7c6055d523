import ArgumentParser
import OtherwiseSystems
import OtherwiseTabular

/// `otherwise systems show`: one system.
struct ShowSystem: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one system: what it asks, what it assumes, how to put its question, and where it comes from.")

    @Argument(help: "The system's number or name, such as 29 or mcd.")
    var id: String

    @Option(help: "How to write the description.")
    var format = DescriptionFormat.table

    func run() throws {
        let system = try SystemRegister.system(id)
        let output = try Output(nil)
        switch format {
        case .json: try output.write(ExplanationJSON.document(SystemSummary(system)))
        case .table: try output.write(AlignedColumns(system.facts).lines().joined(separator: "\n") + "\n")
        }
    }
}

extension System {
    /// All that is known of it, name and value.
    fileprivate var facts: [[String]] {
        let facts: [[String?]] = [
            ["system", "\(id) \(name)"],
            ["asks", asks],
            ["question", "\(question.rawValue), of: \(modality.rawValue)"],
            ["world", composition.world],
            ["abduct", composition.abduct],
            ["act", composition.act],
            ["compared", composition.compared],
            ["assumes", assumption],
            ["source", "\(source.title) (\(source.year), arXiv \(source.arXiv))"],
            ["engine", engine.rawValue],
            ["state", state],
            ["short of", shortfall],
            ["claim", check?.claim],
            ["items", check?.itemFormat],
        ]
        let calls = usage.enumerated().map { [$0 == 0 ? "to ask" : "", $1] }
        return facts.compactMap { $0.allSatisfy { $0 != nil } ? $0.compactMap(\.self) : nil } + calls
    }
}
