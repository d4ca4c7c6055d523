import ArgumentParser
import Otherwise

/// The command: one subcommand per question.
@main
struct OtherwiseTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "otherwise",
        abstract: "Puts counterfactual questions to decision models.",
        discussion: """
            EXAMPLES
              otherwise explain --model M.onnx --data D.csv --row 17 --want ">50K"
              otherwise inspect M.onnx
              otherwise schema D.csv > schema.yml

            EXIT CODES
              0 found · 1 failed · 3 none found · 64 usage · 65 bad data · 66 unreadable input · 130 interrupted
            """,
        version: OtherwiseVersion.current,
        subcommands: [ExplainCommand.self]
    )
}
