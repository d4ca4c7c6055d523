import ArgumentParser
import OtherwiseTabular

/// `otherwise doctor`: what this build can do here, and how to get the rest.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says what this build can do on this machine, and how to get what is missing.",
        discussion: """
            EXAMPLES
              otherwise doctor
              otherwise doctor --format json

            EXIT CODES
              0    done
              64   usage: an option is wrong
            """)

    @Option(help: "How to write it.")
    var format = DescriptionFormat.table

    func run() throws {
        let output = try Output(nil)
        switch format {
        case .json: try output.write(ExplanationJSON.document(Diagnosis()))
        case .table: try output.show(Diagnosis().text(output.style))
        }
    }
}
