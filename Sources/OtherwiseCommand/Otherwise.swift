import ArgumentParser
import OtherwiseBlackBox
import OtherwiseCore

/// The command: one subcommand per question.
@main
struct OtherwiseTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "otherwise",
        abstract: "Finds the cheapest change that makes a decision model decide otherwise, and proves it.",
        discussion: """
            EXAMPLES
              otherwise inspect model.onnx
              otherwise schema data.csv > schema.yml
              otherwise explain --model model.onnx --data data.csv \\
                --row 17 --want ">50K"
              otherwise explain --model model.onnx --data data.csv \\
                --rows all --want ">50K" --output answers.csv

            \(Ending.help)
            """,
        version: OtherwiseVersion.current,
        subcommands: [
            ExplainCommand.self, MenuCommand.self, DesignCommand.self, ResampleCommand.self, AskCommand.self,
            DiscoverCommand.self, FlipCommand.self, TraceCommand.self, AuditCommand.self, CompareCommand.self,
            BlameCommand.self,
            PredictCommand.self, InspectCommand.self, SchemaCommand.self, VerifyCommand.self, ServeModelCommand.self,
            SystemsCommand.self, DoctorCommand.self,
        ]
    )

    static func main() async {
        RunningChildren.endWithThisProcess()
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            if error.isOfArguments { exit(withError: error) }
            Ending.end(with: error)
        }
    }
}

extension Error {
    /// Whether the argument parser knows best what to print: help, version, and the usage after a mistake.
    ///
    /// A `ValidationError` that arrives bare comes from a command that runs already; its sentence is enough.
    fileprivate var isOfArguments: Bool {
        !(self is ValidationError)
            && (self is CleanExit || self is ExitCode || OtherwiseTool.exitCode(for: self) != .failure)
    }
}
