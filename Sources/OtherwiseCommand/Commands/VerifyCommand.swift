import ArgumentParser
import Foundation
import OtherwiseTabular

/// `otherwise verify`: checks a record of `explain --certificate` again, without the data and without the search.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks a certificate again: the answer by running the model, the bound by a plain proof of its own.",
        discussion: """
            The plain proof bounds and branches in its own way. It is slower by far; --time-limit bounds it, and what it \
            could not settle in time is said to be open.

            EXAMPLES
              otherwise verify answer.json --model model.onnx
              otherwise verify answer.json --model model.onnx --time-limit 5m

            EXIT CODES
              0    all is confirmed
              1    something is refuted
              3    nothing is refuted, and something is left open
              64   usage: an option is wrong
              65   bad data: the record or the model cannot be used
              66   a file cannot be read
            """)

    @Argument(help: "The record, a JSON file.", completion: .file(extensions: ["json"]))
    var record: String

    @OptionGroup(title: "Model that was asked") var model: ModelOptions

    @Option(
        help: ArgumentHelp("What the plain proof may take, such as 30s or 5m. (default: 1m)", valueName: "time"),
        transform: DurationArgument.duration)
    var timeLimit = Duration.seconds(60)

    @Option(help: "How to write the checks.")
    var format = DescriptionFormat.table

    func validate() throws {
        guard try model.source != nil else { throw ModelOptions.noModel }
    }

    func run() async throws {
        let record = try CertificateRecord(json: InputFile.contents(record, as: "record"), name: record)
        let verification = try await record.verify(model.model(for: record), time: timeLimit)
        let output = try Output(nil)
        switch format {
        case .json: try output.write(ExplanationJSON.document(verification))
        case .table: try output.show(verification.text)
        }
        if verification.isRefuted { throw ExitCode(1) }
        if !verification.isConfirmed { throw ExitCode(3) }
    }
}

extension Verification {
    /// One line per check.
    var text: String {
        checks.map {
            "\($0.verdict.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0)) \($0.claim): \($0.detail)"
        }
        .joined(separator: "\n") + "\n"
    }
}
