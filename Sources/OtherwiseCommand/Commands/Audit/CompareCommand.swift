import ArgumentParser
import Foundation
import OtherwiseAudits
import OtherwiseCore
import OtherwiseStore
import OtherwiseTabular

/// `otherwise compare`: two runs, item by item.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares two runs of audits, or two logs of Inspect AI, item by item.",
        discussion: """
            Items are paired by their ids, so that a difference is one of the runs and not \
            of the items. A run is a name that `otherwise audit --run` was given, or a log \
            of Inspect AI (.json or .eval), whose samples must be scored as right or wrong; \
            a sample counts by the mean over its epochs. Items of the same id that ask \
            something else in the other run are left out and counted. An archive (.eval) is \
            unpacked by the program zstd, or gzip where an earlier version of Inspect AI wrote it.

            EXAMPLES
              otherwise compare small large
              otherwise compare before.json after.json --scorer match

            EXIT CODES
              0    done
              1    failed
              64   usage: there is no such run
              65   bad data: a log cannot be used, or the runs have nothing in common
              66   a file cannot be read
            """)

    @Argument(help: "The first run.", completion: .file())
    var first: String

    @Argument(help: "The second run, whose difference from the first is told.", completion: .file())
    var second: String

    @Option(help: ArgumentHelp("Whose score of a log counts. (default: the only one)", valueName: "name"))
    var scorer: String?

    @OptionGroup var kept: RunStoreOptions

    @Option(help: "How to write the result.")
    var format = DescriptionFormat.table

    @Option(help: "The file to write the result to. (default: standard output)", completion: .file())
    var output: String?

    func validate() throws {
        if scorer != nil, ![first, second].contains(where: Self.isLog) {
            throw ValidationError("--scorer chooses among the scores of a log, and both are runs of audits.")
        }
    }

    func run() async throws {
        let output = try Output(output, sparing: [first, second])
        let comparison = try RunComparison(await side(first), await side(second))
        switch format {
        case .table: try output.show(ComparisonText(comparison, names: [first, second], style: output.style).text)
        case .json: try output.write(ExplanationJSON.document(comparison))
        }
    }

    private static func isLog(_ name: String) -> Bool { name.hasSuffix(".json") || name.hasSuffix(".eval") }

    private func side(_ name: String) async throws -> RunComparison.Side {
        guard Self.isLog(name) else {
            return try await AuditStore.side(of: name, in: kept.opened())
        }
        let log = try PackedLog.json(InputFile.contents(name, as: "log"), name: name)
        return try InspectLog(log, name: name, scorer: scorer).side()
    }
}
