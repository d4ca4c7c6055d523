import ArgumentParser
import OtherwiseSystems
import OtherwiseTabular

/// `otherwise systems list`: all systems, one per line.
struct ListSystems: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists all systems: what each asks, of what, and whether it works yet.")

    @Option(help: "How to write the list.")
    var format = DescriptionFormat.table

    func run() throws {
        let output = try Output(nil)
        switch format {
        case .json: try output.write(ExplanationJSON.document(SystemRegister.all.map(SystemSummary.init)))
        case .table: try output.write(Self.lines(output.style).joined(separator: "\n") + "\n")
        }
    }

    private static func lines(_ style: TextStyle) -> [String] {
        let rows = SystemRegister.all.map {
            [$0.id, $0.name, $0.question.rawValue, $0.modality.rawValue, $0.state, $0.engine.rawValue]
        }
        return AlignedColumns([["id", "name", "question", "modality", "state", "engine"]] + rows).lines(headed: style)
    }
}

extension System {
    /// `works` or `not yet`.
    var state: String { works ? "works" : "not yet" }
}

/// A system as it is written to JSON.
struct SystemSummary: Encodable {
    let id, name, state, asks, assumption: String
    let question: System.Question
    let modality: System.Modality
    let engine: System.Engine
    let composition: System.Composition
    let source: System.Source
    let usage: [String]
    /// What its check shows, and the format of the items that the check reads.
    let claim, itemFormat: String?
    /// Where the check does not hold yet.
    let shortfall: String?

    init(_ system: System) {
        (id, name, state, asks) = (system.id, system.name, system.state, system.asks)
        (question, modality, engine) = (system.question, system.modality, system.engine)
        (composition, assumption, source) = (system.composition, system.assumption, system.source)
        (usage, claim, itemFormat) = (system.usage, system.check?.claim, system.check?.itemFormat)
        shortfall = system.shortfall
    }
}
