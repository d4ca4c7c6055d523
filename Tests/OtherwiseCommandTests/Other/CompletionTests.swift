import Foundation
import Testing

@Suite("shell completion")
struct CompletionTests {
    @Test("writes scripts that know files", arguments: ["bash", "zsh", "fish"])
    func scripts(shell: String) async throws {
        let ended = try await Command.run(["--generate-completion-script", shell])
        #expect(ended.code == 0)
        #expect(ended.output.contains("onnx"))
    }

    @Test(
        "bash completes subcommands, options, their values and files",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")),
        arguments: [
            (["exp"], ["explain"]),
            (["systems", "sh"], ["show"]),
            (["explain", "--plausib"], ["--plausibility", "--plausible"]),
            (["explain", "--count", "3", "--data", "Examples/adult/a"], ["Examples/adult/adult.csv"]),
            (["explain", "--cost", "ga"], []),
            (["explain", "--cost", "g"], ["gower"]),
            (["inspect", "Examples/bikes/"], ["Examples/bikes/gradient_boosting.onnx"]),
            (["ask", "--model", "Examples/networks/asi"], ["Examples/networks/asia.bif"]),
            (["nosuch"], []),
        ])
    func bash(words: [String], completions: [String]) async throws {
        let ended = try await Command(shell: "/bin/bash", Self.pressTab, ["otherwise"] + words).run()
        #expect(ended.code == 0 && ended.errors.isEmpty, "\(ended.errors)")
        #expect(ended.output.split(separator: "\n").map(String.init) == completions)
    }

    /// Sets what bash sets when the tab key is pressed after the words, and prints what it would offer.
    private static let pressTab = """
        source <(otherwise --generate-completion-script bash)
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        _otherwise "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        for completion in "${COMPREPLY[@]}"; do echo "$completion"; done
        """
}
